// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import org.restauro.engine.nn.LayerNoise;
import org.restauro.models.gan.Truncation;

/**
 * How pictures are rendered.
 *
 * @param truncation of the styles of latents; codes of w, wp and y are taken as they are
 * @param noise of the synthesis layers; random noise comes from the row's seed
 * @param batch rows computed at once on a GPU; a CPU computes one after the other
 */
public record SynthesisSettings(Truncation truncation, LayerNoise noise, int batch) {
    private static final int BATCH = 16;

    /** No truncation, stored noise. */
    public static final SynthesisSettings PLAIN =
            new SynthesisSettings(Truncation.NONE, LayerNoise.CONST, BATCH);

    /** GenForce's choice for pictures to look at: half-way truncation of the coarse layers. */
    public static final SynthesisSettings PUBLISHED = PLAIN.with(new Truncation(0.7, 8));

    /** Checks the batch. */
    public SynthesisSettings {
        if (batch < 1) {
            throw new IllegalArgumentException(
                    "The batch is " + batch + "; 1 or more would be right.");
        }
    }

    /** The same with another truncation. */
    public SynthesisSettings with(Truncation other) {
        return new SynthesisSettings(other, noise, batch);
    }

    /** The same with other noise. */
    public SynthesisSettings with(LayerNoise other) {
        return new SynthesisSettings(truncation, other, batch);
    }

    /** The same in other batches. */
    public SynthesisSettings withBatch(int other) {
        return new SynthesisSettings(truncation, noise, other);
    }
}
