// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * What is random, and how strongly, in one forward of an {@link InpaintingNetwork}.
 *
 * @param z latent vectors, {@code n * latentSize} values drawn from N(0, 1), sample after sample
 * @param truncationPsi pull towards the mean style: 1 leaves the styles alone, 0 gives the mean
 * @param noiseMode which per-layer noise is added
 * @param seeds one seed per sample; everything else that is random in a sample (layer noise, mixing
 *     maps) derives from its own seed alone, so that the result does not depend on batch mates
 */
public record Sampling(float[] z, float truncationPsi, NoiseMode noiseMode, long[] seeds) {
    /** Checks that nothing is missing and that {@code truncationPsi} is a finite number. */
    public Sampling {
        if (z == null || noiseMode == null || seeds == null) {
            throw new IllegalArgumentException(
                    "Sampling needs latent vectors, a noise mode and seeds; one of them is null.");
        }
        if (!Float.isFinite(truncationPsi)) {
            throw new IllegalArgumentException(
                    "The truncation psi is " + truncationPsi + "; it must be a finite number.");
        }
    }
}
