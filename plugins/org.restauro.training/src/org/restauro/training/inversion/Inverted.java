// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.util.List;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.LatentSpace;

/**
 * What was found for a picture.
 *
 * @param space of the codes
 * @param codes row-major
 * @param rows 1, or a row a layer
 * @param source the picture as the generator should make it
 * @param picture what it makes of the codes
 * @param history of the loss: before each step, and of what was found; empty without judgement
 * @param psnr of the picture, dB
 * @param ssim structural similarity
 * @param lpips distance; not a number where LPIPS was not given
 */
public record Inverted(
        LatentSpace space,
        float[] codes,
        int rows,
        PixelImage source,
        PixelImage picture,
        List<Double> history,
        double psnr,
        double ssim,
        double lpips) {
    /** Copies the list. */
    public Inverted {
        history = List.copyOf(history);
    }

    /** Values of a row. */
    public int size() {
        return codes.length / rows;
    }

    /** The loss of what was found; not a number without judgement. */
    public double loss() {
        return history.isEmpty() ? Double.NaN : history.get(history.size() - 1);
    }
}
