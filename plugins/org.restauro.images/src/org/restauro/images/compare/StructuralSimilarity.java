// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.compare;

/**
 * SSIM (Wang et al. 2004) of interleaved RGB samples of 8 bits: Gaussian window, windows wholly
 * inside the image only, variances as E[x²]−E[x]² under the same window.
 */
final class StructuralSimilarity {
    /** Width and height of the window. */
    static final int WINDOW = 11;

    private static final int RADIUS = WINDOW / 2;
    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);
    private static final int CHANNELS = 3;
    private static final double[] GAUSSIAN = gaussian();

    private final int width;
    private final int height;
    private final int mapWidth;
    private final int mapHeight;

    StructuralSimilarity(int width, int height) {
        this.width = width;
        this.height = height;
        mapWidth = width - WINDOW + 1;
        mapHeight = height - WINDOW + 1;
    }

    private static double[] gaussian() {
        double[] g = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            g[i] = Math.exp(-(i - RADIUS) * (i - RADIUS) / (2 * SIGMA * SIGMA));
            sum += g[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            g[i] /= sum;
        }
        return g;
    }

    /**
     * The mean over the map.
     *
     * @param known null for all pixels; else one byte a pixel, 0 to 127 for those that count
     * @return NaN if no pixel counts
     */
    double mean(byte[] x, byte[] y, byte[] known) {
        double sum = 0;
        long count = 0;
        for (int c = 0; c < CHANNELS; c++) {
            double[] map = map(plane(x, c), plane(y, c));
            for (int row = 0; row < mapHeight; row++) {
                for (int column = 0; column < mapWidth; column++) {
                    // a value of the map belongs to the pixel in the middle of its window
                    int pixel = (row + RADIUS) * width + column + RADIUS;
                    if (known == null || known[pixel] >= 0) {
                        sum += map[row * mapWidth + column];
                        count++;
                    }
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private double[] plane(byte[] interleaved, int channel) {
        double[] plane = new double[width * height];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = interleaved[i * CHANNELS + channel] & 0xff;
        }
        return plane;
    }

    private double[] map(double[] x, double[] y) {
        double[] meanX = blurred(x);
        double[] meanY = blurred(y);
        double[] meanXx = blurred(product(x, x));
        double[] meanYy = blurred(product(y, y));
        double[] meanXy = blurred(product(x, y));
        double[] map = new double[meanX.length];
        for (int i = 0; i < map.length; i++) {
            double xx = meanX[i] * meanX[i];
            double yy = meanY[i] * meanY[i];
            double xy = meanX[i] * meanY[i];
            // sums in this order do not change when the images are exchanged
            double variances = (meanXx[i] - xx) + (meanYy[i] - yy);
            map[i] =
                    (2 * xy + C1)
                            * (2 * (meanXy[i] - xy) + C2)
                            / ((xx + yy + C1) * (variances + C2));
        }
        return map;
    }

    private static double[] product(double[] x, double[] y) {
        double[] product = new double[x.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = x[i] * y[i];
        }
        return product;
    }

    /** The windowed mean, rows first: the window is the outer product of {@link #GAUSSIAN}. */
    private double[] blurred(double[] plane) {
        double[] rows = new double[height * mapWidth];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < mapWidth; x++) {
                double sum = 0;
                for (int k = 0; k < WINDOW; k++) {
                    sum += GAUSSIAN[k] * plane[y * width + x + k];
                }
                rows[y * mapWidth + x] = sum;
            }
        }
        double[] both = new double[mapHeight * mapWidth];
        for (int y = 0; y < mapHeight; y++) {
            for (int k = 0; k < WINDOW; k++) {
                int from = (y + k) * mapWidth;
                for (int x = 0; x < mapWidth; x++) {
                    both[y * mapWidth + x] += GAUSSIAN[k] * rows[from + x];
                }
            }
        }
        return both;
    }
}
