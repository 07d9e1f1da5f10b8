// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.Sampling;
import org.restauro.models.mat.FeatureGuide;
import org.restauro.models.mat.MatInpaintingNetwork;
import org.restauro.models.reference.Guidance;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.models.reference.ReferencePictures;

/**
 * The generator in training as evaluations use it: the i-th held-out sample, told by its seed, is
 * painted with its reference.
 */
final class HeldOutNetwork implements InpaintingNetwork {
    private final ReferenceGuidedGenerator generator;
    private final MatInpaintingNetwork network;
    private final List<PixelImage> references;
    private final long firstSeed;

    /**
     * Takes a generator, which stays the caller's.
     *
     * @param references of the samples, with null for none; empty to paint plainly
     * @param firstSeed seed of the first sample
     */
    HeldOutNetwork(
            ReferenceGuidedGenerator generator,
            ComputePolicy policy,
            List<PixelImage> references,
            long firstSeed) {
        this.generator = generator;
        this.references = references;
        this.firstSeed = firstSeed;
        network = new MatInpaintingNetwork(generator.backbone(), policy, this::guide);
    }

    private FeatureGuide guide(Pass pass, Sampling sampling) {
        List<float[]> pictures = new ArrayList<>();
        for (long seed : sampling.seeds()) {
            int index = Math.toIntExact(seed - firstSeed);
            PixelImage square = references.isEmpty() ? null : references.get(index);
            pictures.add(square == null ? null : ReferencePictures.values(square));
        }
        return guidance(pass, generator, pictures);
    }

    /** The references of a batch; null stands for a sample without, an empty list for none. */
    static Guidance guidance(
            Pass pass, ReferenceGuidedGenerator generator, List<float[]> references) {
        int[][] numbers = new int[references.size()][];
        int count = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = references.get(i) == null ? new int[0] : new int[] {count++};
        }
        if (count == 0) {
            return Guidance.of(pass, generator.reference(), null, numbers);
        }
        int side = generator.reference().config().pictureSize();
        int size = 3 * side * side;
        float[] values = new float[count * size];
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i].length > 0) {
                System.arraycopy(references.get(i), 0, values, numbers[i][0] * size, size);
            }
        }
        NDArray pictures = pass.array(values, count, 3, side, side);
        return Guidance.of(
                pass, generator.reference(), generator.reference().encode(pass, pictures), numbers);
    }

    @Override
    public int builtSize() {
        return network.builtSize();
    }

    @Override
    public int latentSize() {
        return network.latentSize();
    }

    @Override
    public float[] inpaint(float[] images, float[] masks, int n, int h, int w, Sampling sampling) {
        return network.inpaint(images, masks, n, h, w, sampling);
    }

    /** Nothing here is its own. */
    @Override
    public void close() {}
}
