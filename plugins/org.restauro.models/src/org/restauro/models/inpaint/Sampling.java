// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is random, and how strongly, in one forward of an {@link InpaintingNetwork}.
 *
 * @param z latent vectors, {@code n * latentSize} values drawn from N(0, 1), sample after sample
 * @param truncationPsi pull towards the mean style: 1 leaves the styles alone, 0 gives the mean
 * @param noiseMode which per-layer noise is added
 * @param seeds one seed per sample; everything else that is random in a sample (layer noise, mixing
 *     maps) derives from its own seed alone, so that the result does not depend on batch mates
 * @param hints what is known about each sample's image, with null for nothing; or empty
 */
public record Sampling(
        float[] z, float truncationPsi, NoiseMode noiseMode, long[] seeds, List<ImageHints> hints) {
    /** Sampling of images about which nothing more is known. */
    public Sampling(float[] z, float truncationPsi, NoiseMode noiseMode, long[] seeds) {
        this(z, truncationPsi, noiseMode, seeds, List.of());
    }

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
        if (hints == null || !hints.isEmpty() && hints.size() != seeds.length) {
            throw new IllegalArgumentException(
                    "There are hints for "
                            + (hints == null ? 0 : hints.size())
                            + " samples; none at all, or "
                            + seeds.length
                            + ", would be right.");
        }
        hints = Collections.unmodifiableList(new ArrayList<>(hints));
    }

    /** What is known about a sample's image; null if nothing. */
    public ImageHints hint(int sample) {
        return hints.isEmpty() ? null : hints.get(sample);
    }
}
