// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.reference.Guidance;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.training.Round;
import org.restauro.training.loss.Painter;

/** A reference-guided generator in training: latents, references, the picture. */
final class ReferencePainter implements Painter {
    private final ReferenceGuidedGenerator generator;
    private final double psi;
    private final LayerNoise noise;

    ReferencePainter(ReferenceGuidedGenerator generator, double psi, LayerNoise noise) {
        this.generator = generator;
        this.psi = psi;
        this.noise = noise;
    }

    @Override
    public MatGenerator.Painting paint(Round round, Pass pass, NDArray masks) {
        int zDim = generator.config().zDim();
        float[] latents = pass.noise().normal("z", round.size(), zDim);
        try (NDArray images = round.images();
                NDArray z = pass.array(latents, round.size(), zDim)) {
            List<float[]> pictures = round.batch().references();
            Guidance guidance =
                    HeldOutNetwork.guidance(
                            pass,
                            generator,
                            pictures.isEmpty()
                                    ? Collections.nCopies(round.size(), null)
                                    : pictures);
            return generator.forward(pass, images, masks, z, psi, noise, guidance);
        }
    }
}
