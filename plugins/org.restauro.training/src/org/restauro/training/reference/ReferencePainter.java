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

    /** The same on a copy of the generator. */
    ReferencePainter on(ReferenceGuidedGenerator copy) {
        return new ReferencePainter(copy, psi, noise);
    }

    /** Moves the running mean of the styles, where the mapping learns, by those of a batch. */
    @Override
    public void begin(Round whole) {
        try (NDArray z = latents(whole, whole.pass())) {
            generator.moveMeanStyle(whole.pass(), z);
        }
    }

    private NDArray latents(Round round, Pass pass) {
        int zDim = generator.config().zDim();
        return pass.array(pass.noise().normal("z", round.size(), zDim), round.size(), zDim);
    }

    @Override
    public MatGenerator.Painting paint(Round round, Pass pass, NDArray masks) {
        try (NDArray images = round.images();
                NDArray z = latents(round, pass)) {
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
