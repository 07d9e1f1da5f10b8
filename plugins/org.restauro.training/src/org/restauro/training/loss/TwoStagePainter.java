// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Round;

/** A MAT generator in training: latents, style mixing, truncation by the mean that moved first. */
final class TwoStagePainter implements Painter {
    private final MatGenerator generator;
    private final TwoStageSettings settings;

    TwoStagePainter(MatGenerator generator, TwoStageSettings settings) {
        this.generator = generator;
        this.settings = settings;
    }

    /** Moves the mapping's running mean by the styles of a whole batch. */
    @Override
    public void begin(Round whole) {
        try (NDArray z = latents(whole, "z")) {
            generator.mapping().forward(whole.pass(), z, 1, 1, true).close();
        }
    }

    private NDArray latents(Round round, String name) {
        int z = generator.config().zDim();
        return round.pass()
                .array(round.pass().noise().normal(name, round.size(), z), round.size(), z);
    }

    /** Styles (batch, styles, w): one latent a sample, or two where styles are mixed. */
    NDArray styles(Round round, Pass pass) {
        int count = generator.config().styles();
        NDArray ws;
        try (NDArray z = latents(round, "z")) {
            ws = generator.mapping().forward(pass, z, count, settings.psi(), false);
        }
        Noise shared = round.shared();
        if (count < 2
                || settings.styleMixing() == 0
                || shared.uniform("mixing", 1)[0] >= settings.styleMixing()) {
            return ws;
        }
        int cutoff = 1 + shared.below("mixing.cutoff", count - 1);
        try (ws;
                NDArray z = latents(round, "z.mixing");
                NDArray other =
                        generator.mapping().forward(pass, z, count, settings.psi(), false)) {
            return ScriptFunction.of(
                            "a: Tensor, b: Tensor",
                            "Tensor",
                            "return torch.cat([torch.slice(a, 1, 0, "
                                    + cutoff
                                    + "), torch.slice(b, 1, "
                                    + cutoff
                                    + ", "
                                    + count
                                    + ")], 1)")
                    .apply(ws, other);
        }
    }

    @Override
    public MatGenerator.Painting paint(Round round, Pass pass, NDArray masks) {
        try (NDArray images = round.images();
                NDArray ws = styles(round, pass)) {
            return generator.synthesise(pass, images, masks, ws, settings.noise());
        }
    }
}
