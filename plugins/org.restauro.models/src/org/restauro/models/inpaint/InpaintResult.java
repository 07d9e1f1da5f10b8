// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.List;
import org.restauro.images.PixelImage;

/**
 * What became of one image: either restored variants or a failure.
 *
 * @param name the request's name
 * @param variants restored images of the input's size, depth and channels; empty on failure and in
 *     {@link #withoutPixels()}
 * @param policy what was done; never {@link Policy#AUTO} on success
 * @param explanation one sentence for people: what was chosen and why, or what went wrong
 * @param forwards how many windows went through the network, all variants together
 * @param seconds wall time from the request's first window until its last, shared batches included
 * @param holeRatio part of the pixels that were holes, 0 to 1
 * @param failure what went wrong, or null
 */
public record InpaintResult(
        String name,
        List<PixelImage> variants,
        Policy policy,
        String explanation,
        int forwards,
        double seconds,
        double holeRatio,
        RuntimeException failure) {
    /** Copies the list. */
    public InpaintResult {
        variants = List.copyOf(variants);
    }

    static InpaintResult failed(String name, Policy policy, RuntimeException failure) {
        return new InpaintResult(
                name, List.of(), policy, String.valueOf(failure.getMessage()), 0, 0, 0, failure);
    }

    /** This result without its images, to be kept for a report. */
    public InpaintResult withoutPixels() {
        return new InpaintResult(
                name, List.of(), policy, explanation, forwards, seconds, holeRatio, failure);
    }

    /** Whether the image was restored. */
    public boolean succeeded() {
        return failure == null;
    }

    /**
     * The first variant.
     *
     * @throws RuntimeException the failure, if there was one
     */
    public PixelImage image() {
        if (failure != null) {
            throw failure;
        }
        return variants.get(0);
    }
}
