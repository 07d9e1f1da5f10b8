// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.engine.ops.Ops;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.Sampling;
import org.restauro.models.mat.FeatureGuide;
import org.restauro.models.mat.MatInpaintingNetwork;

/**
 * A reference-guided generator as a filler of holes.
 *
 * <p>Each sample follows the {@link ReferenceFeatures} among its hints ({@link Sampling#hint}), so
 * every piece of an image follows the image's own; a sample without follows {@linkplain
 * #follow(ReferenceFeatures) those for all}, and with neither it is filled as plain MAT fills it.
 */
public final class ReferenceGuidedNetwork implements InpaintingNetwork {
    private final ReferenceGuidedGenerator generator;
    private final MatInpaintingNetwork network;
    private final String module;
    private ReferenceFeatures common;
    private Consumer<AttentionMap> watcher;

    // of the forward that is under way
    private float[] masks;
    private int height;
    private int width;
    private int next;

    /** Takes a generator with weights; closing this closes it. */
    public ReferenceGuidedNetwork(ReferenceGuidedGenerator generator, ComputePolicy policy) {
        this.generator = generator;
        network = new MatInpaintingNetwork(generator.backbone(), policy, this::guide);
        module = Fingerprint.of(generator.reference());
    }

    /** The generator. */
    public ReferenceGuidedGenerator generator() {
        return generator;
    }

    /** How it computes. */
    public ComputePolicy policy() {
        return network.policy();
    }

    /** Fingerprint of its reference module: only references that this module encoded fit. */
    public String module() {
        return module;
    }

    /** Encodes references of any size with this network's module. */
    public ReferenceFeatures encode(List<String> names, List<PixelImage> pictures) {
        return ReferenceFeatures.encode(generator.reference(), policy(), names, pictures);
    }

    /**
     * Sets what samples without references of their own follow.
     *
     * @param references null for none
     * @throws IllegalArgumentException if another module encoded them
     */
    public void follow(ReferenceFeatures references) {
        if (references != null) {
            references.requireModule(module);
        }
        common = references;
    }

    /**
     * Shows where each piece looks, while it is filled; costs some time.
     *
     * @param taker null to look no more
     */
    public void watch(Consumer<AttentionMap> taker) {
        watcher = taker;
    }

    @Override
    public int builtSize() {
        return network.builtSize();
    }

    @Override
    public int latentSize() {
        return network.latentSize();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if references were encoded by another module
     */
    @Override
    public float[] inpaint(float[] images, float[] holes, int n, int h, int w, Sampling sampling) {
        masks = holes;
        height = h;
        width = w;
        next = 0;
        try {
            return network.inpaint(images, holes, n, h, w, sampling);
        } finally {
            masks = null;
        }
    }

    private FeatureGuide guide(Pass pass, Sampling sampling) {
        int n = sampling.seeds().length;
        int first = next;
        next += n;
        List<ReferenceFeatures> features = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean own = sampling.hint(i) instanceof ReferenceFeatures;
            ReferenceFeatures f = own ? (ReferenceFeatures) sampling.hint(i) : common;
            if (f != null) {
                f.requireModule(module);
            }
            features.add(f);
        }
        Guidance guidance = guidance(pass, features);
        if (watcher != null && guidance != null) {
            guidance.watch((side, h, w, attention) -> show(features, first, side, h, w, attention));
        }
        return guidance;
    }

    /** Each value is put into memory once, however many samples follow it. */
    private Guidance guidance(Pass pass, List<ReferenceFeatures> features) {
        Map<ReferenceFeatures, Integer> firsts = new IdentityHashMap<>();
        List<float[]> tokens = new ArrayList<>();
        List<float[]> styles = new ArrayList<>();
        int[][] numbers = new int[features.size()][];
        for (int i = 0; i < numbers.length; i++) {
            ReferenceFeatures f = features.get(i);
            int count = f == null ? 0 : f.count();
            numbers[i] = new int[count];
            if (count > 0 && firsts.putIfAbsent(f, tokens.size()) == null) {
                for (int j = 0; j < count; j++) {
                    tokens.add(f.tokens(j));
                    styles.add(f.style(j));
                }
            }
            for (int j = 0; j < count; j++) {
                numbers[i][j] = firsts.get(f) + j;
            }
        }
        if (tokens.isEmpty()) {
            return null;
        }
        ReferenceConfig c = generator.reference().config();
        int n = tokens.size();
        Encoded encoded =
                new Encoded(
                        pass.array(joined(tokens), n, c.tokens(), c.tokenSize()),
                        pass.array(joined(styles), n, c.styleSize()));
        try (encoded) {
            return Guidance.of(pass, generator.reference(), encoded, numbers);
        }
    }

    private static float[] joined(List<float[]> parts) {
        int size = parts.get(0).length;
        float[] all = new float[parts.size() * size];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, i * size, size);
        }
        return all;
    }

    private void show(
            List<ReferenceFeatures> features, int first, int side, int h, int w, NDArray map) {
        float[] all = Ops.floats(map);
        int columns = all.length / (features.size() * h * w);
        for (int i = 0; i < features.size(); i++) {
            ReferenceFeatures f = features.get(i);
            if (f != null && f.count() > 0) {
                int own = f.count() * f.config().tokens();
                float[] weights = new float[h * w * own];
                for (int p = 0; p < h * w; p++) {
                    System.arraycopy(all, (i * h * w + p) * columns, weights, p * own, own);
                }
                watcher.accept(new AttentionMap(f, side, h, w, weights, holes(first + i, h, w)));
            }
        }
    }

    /** Share of missing pixels at each position of features. */
    private float[] holes(int sample, int h, int w) {
        float[] share = new float[h * w];
        int plane = height * width;
        float one = (float) h * w / plane;
        float[] mask = Arrays.copyOfRange(masks, sample * plane, (sample + 1) * plane);
        for (int i = 0; i < plane; i++) {
            if (mask[i] == 0) {
                share[i / width * h / height * w + i % width * w / width] += one;
            }
        }
        return share;
    }

    @Override
    public void close() {
        network.close();
        generator.close();
    }
}
