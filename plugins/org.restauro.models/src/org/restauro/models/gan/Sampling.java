// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import org.restauro.engine.nn.LayerNoise;

/**
 * How pictures are drawn from latents.
 *
 * @param truncation of styles
 * @param noise of the synthesis layers
 * @param mixing probability that the styles of some layers come from a second, drawn latent; used
 *     by passes in training mode only
 * @param averageDecay of the running mean of styles, which passes in training mode move; 1 for none
 */
public record Sampling(
        Truncation truncation, LayerNoise noise, double mixing, double averageDecay) {
    /** No truncation, stored noise. */
    public static final Sampling PLAIN = new Sampling(Truncation.NONE, LayerNoise.CONST, 0, 1);

    /** As published for training: random noise, mixing of 0.9, a mean that decays by 0.995. */
    public static final Sampling TRAINING =
            new Sampling(Truncation.NONE, LayerNoise.RANDOM, 0.9, 0.995);

    /** Checks the numbers. */
    public Sampling {
        if (!(mixing >= 0 && mixing <= 1 && averageDecay >= 0 && averageDecay <= 1)) {
            throw new IllegalArgumentException(
                    "Mixing probability "
                            + mixing
                            + " and decay "
                            + averageDecay
                            + " must lie between 0 and 1.");
        }
    }

    /** Stored noise and a truncation. */
    public static Sampling truncated(double psi, int layers) {
        return new Sampling(new Truncation(psi, layers), LayerNoise.CONST, 0, 1);
    }

    /** The same with other noise. */
    public Sampling with(LayerNoise other) {
        return new Sampling(truncation, other, mixing, averageDecay);
    }
}
