// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.StyledGenerator;
import org.restauro.models.gan.Truncation;
import org.restauro.training.Round;

/**
 * A generator in training: latents, labels, style mixing, truncation by the mean that moved first.
 *
 * <p>Each sample draws {@code z} and {@code z.mixing}; whether and where styles are mixed is drawn
 * once a step for all samples ({@code mixing}, {@code mixing.cutoff}), as published.
 */
final class LatentPainter {
    private final GanGenerator generator;
    private final Sampling sampling;

    LatentPainter(GanGenerator generator, Sampling sampling) {
        this.generator = generator;
        this.sampling = sampling;
    }

    /** Moves the running mean of styles by those of a whole batch. */
    void begin(Round whole) {
        if (!(generator instanceof StyledGenerator styled) || sampling.averageDecay() == 1) {
            return;
        }
        Sampling moving =
                new Sampling(Truncation.NONE, LayerNoise.CONST, 0, sampling.averageDecay());
        try (NDArray z = latents(whole, "z");
                NDArray label = label(whole)) {
            styled.styles(whole.pass(), z, label, moving).close();
        }
    }

    private NDArray latents(Round round, String name) {
        int z = generator.config().zDim();
        return round.pass()
                .array(round.pass().noise().normal(name, round.size(), z), round.size(), z);
    }

    /** Labels of the real images, which pictures are made for as well; null without classes. */
    private NDArray label(Round round) {
        return generator.config().labelSize() == 0 ? null : round.labels();
    }

    /** Pictures (batch, channels, r, r). */
    NDArray paint(Round round, Pass pass) {
        if (generator instanceof StyledGenerator styled) {
            try (NDArray styles = styles(styled, round, pass)) {
                return paint(pass, styles);
            }
        }
        try (NDArray z = latents(round, "z");
                NDArray label = label(round)) {
            return generator.generate(pass, z, label, sampling);
        }
    }

    /** Pictures of styles. */
    NDArray paint(Pass pass, NDArray styles) {
        return generator.synthesise(pass, styles, LatentSpace.WP, sampling.noise());
    }

    /** Styles (batch, layers, w) of a generator that has them. */
    NDArray styles(Round round, Pass pass) {
        return styles((StyledGenerator) generator, round, pass);
    }

    private NDArray styles(StyledGenerator styled, Round round, Pass pass) {
        Noise shared = round.shared();
        try (NDArray z = latents(round, "z");
                NDArray label = label(round);
                NDArray w = styled.map(pass, z, label)) {
            if (sampling.mixing() == 0 || shared.uniform("mixing", 1)[0] >= sampling.mixing()) {
                return styled.spread(w, sampling.truncation());
            }
            int layers = generator.config().layers() - 2 * (int) generator.levelOfDetail();
            int cutoff = 1 + shared.below("mixing.cutoff", layers - 1);
            try (NDArray second = latents(round, "z.mixing");
                    NDArray other = styled.map(pass, second, label);
                    NDArray a = styled.spread(w, Truncation.NONE);
                    NDArray b = styled.spread(other, Truncation.NONE);
                    NDArray mixed = styled.mix(a, b, cutoff)) {
                return styled.spread(mixed, sampling.truncation());
            }
        }
    }
}
