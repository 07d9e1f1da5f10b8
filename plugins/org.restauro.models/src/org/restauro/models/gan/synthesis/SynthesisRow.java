// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import org.restauro.models.gan.LatentSpace;

/**
 * What one picture is made of. Nothing else than this, the model and the settings decides how it
 * looks; it does not depend on the rows it is rendered with.
 *
 * @param seed of random noise, and of the latent where there are no codes
 * @param codes values of the space, row-major; null for the latent of the seed
 * @param space of the codes
 * @param label (labels), one-hot or a blend of classes; null where the model has no classes
 */
public record SynthesisRow(long seed, float[] codes, LatentSpace space, float[] label) {
    /** Checks that codes have a space. */
    public SynthesisRow {
        if (space == null || codes == null && space != LatentSpace.Z) {
            throw new IllegalArgumentException(
                    "A picture is made of codes of a space, or of the latent of a seed.");
        }
    }

    /** The picture of a seed. */
    public static SynthesisRow ofSeed(long seed) {
        return new SynthesisRow(seed, null, LatentSpace.Z, null);
    }

    /** The picture of codes; random noise by the seed 0. */
    public static SynthesisRow ofCodes(float[] codes, LatentSpace space) {
        return new SynthesisRow(0, codes, space, null);
    }

    /** The same of a class, or of none. */
    public SynthesisRow withLabel(float[] other) {
        return new SynthesisRow(seed, codes, space, other);
    }

    /** The same codes, or another latent, with the noise of another seed. */
    public SynthesisRow withSeed(long other) {
        return new SynthesisRow(other, codes, space, label);
    }
}
