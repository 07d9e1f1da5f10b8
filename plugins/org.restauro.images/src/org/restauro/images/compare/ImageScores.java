// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/**
 * How alike two images are. Images are compared as RGB with 8 bits a sample; others are converted,
 * and alpha is left out.
 *
 * <p>Both images may be exchanged without a change of any score.
 *
 * @param psnr peak signal-to-noise ratio in dB, {@code 20·log10(255/√MSE)} over all samples; more
 *     is better, {@link Double#POSITIVE_INFINITY} for images that are equal there
 * @param ssim structural similarity (Wang et al. 2004), −1 to 1, 1 for equal images; Gaussian
 *     window of 11×11 with σ 1.5, constants (0.01·255)² and (0.03·255)², mean over the channels and
 *     over those pixels whose window lies inside the image; within holes, over those of them that
 *     are hole; {@link Double#NaN} if there is no such pixel
 * @param l1 mean absolute difference of samples from 0 to 1: 0 for equal images, 1 at most
 */
public record ImageScores(double psnr, double ssim, double l1) {
    /** Smallest width and height of images that SSIM can be measured on. */
    public static final int SMALLEST_SIDE = StructuralSimilarity.WINDOW;

    private static final double PEAK = 255;
    private static final int CHANNELS = 3;

    /** What is summed over the samples that count. */
    private record Differences(double squares, double absolutes, long samples) {
        double psnr() {
            double meanSquare = squares / samples;
            return meanSquare == 0
                    ? Double.POSITIVE_INFINITY
                    : 20 * Math.log10(PEAK / Math.sqrt(meanSquare));
        }

        double l1() {
            return absolutes / samples / PEAK;
        }
    }

    /**
     * Compares whole images.
     *
     * @throws ImageException if their sizes differ, or a side has less than {@value
     *     StructuralSimilarity#WINDOW} pixels; the message names the sizes
     */
    public static ImageScores of(PixelImage a, PixelImage b) throws ImageException {
        return compare(a, b, null);
    }

    /**
     * Compares images within the holes of a mask only: pixels whose value is below {@value
     * Mask#THRESHOLD}.
     *
     * @throws ImageException if the three sizes differ, a side has less than {@value
     *     StructuralSimilarity#WINDOW} pixels, or the mask has no hole; the message says which
     */
    public static ImageScores inHoles(PixelImage a, PixelImage b, Mask mask) throws ImageException {
        mask.fittedTo(a, false);
        if (!mask.hasHole()) {
            throw new ImageException(
                    "The mask has no hole, so there is nothing to compare within holes; compare"
                            + " whole images instead.");
        }
        return compare(a, b, mask);
    }

    /**
     * The mean of each score, as published: one pair of equal images makes the mean PSNR infinite.
     * A score that is no number is left out of its mean; a mean of nothing is no number.
     */
    public static ImageScores mean(List<ImageScores> scores) {
        return new ImageScores(
                mean(scores, ImageScores::psnr),
                mean(scores, ImageScores::ssim),
                mean(scores, ImageScores::l1));
    }

    private static double mean(List<ImageScores> scores, ToDoubleFunction<ImageScores> score) {
        return scores.stream()
                .mapToDouble(score)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private static ImageScores compare(PixelImage a, PixelImage b, Mask mask)
            throws ImageException {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new ImageException(
                    String.format(
                            "Images of %d x %d and %d x %d pixels cannot be compared; two of the"
                                    + " same size can.",
                            a.width(), a.height(), b.width(), b.height()));
        }
        if (Math.min(a.width(), a.height()) < SMALLEST_SIDE) {
            throw new ImageException(
                    String.format(
                            "Images of %d x %d pixels are too small to be compared; SSIM needs %d"
                                    + " x %d.",
                            a.width(), a.height(), SMALLEST_SIDE, SMALLEST_SIDE));
        }
        byte[] x = rgb(a);
        byte[] y = rgb(b);
        byte[] known = mask == null ? null : mask.values();
        Differences differences = differences(x, y, known);
        double ssim = new StructuralSimilarity(a.width(), a.height()).mean(x, y, known);
        return new ImageScores(differences.psnr(), ssim, differences.l1());
    }

    private static byte[] rgb(PixelImage image) {
        return image.toRgb8().bytes8();
    }

    private static Differences differences(byte[] x, byte[] y, byte[] known) {
        long squares = 0;
        long absolutes = 0;
        long samples = 0;
        for (int i = 0; i < x.length; i++) {
            if (known == null || known[i / CHANNELS] >= 0) { // signed: 0 … 127 is hole
                int d = Math.abs((x[i] & 0xff) - (y[i] & 0xff));
                squares += (long) d * d;
                absolutes += d;
                samples++;
            }
        }
        return new Differences(squares, absolutes, samples);
    }
}
