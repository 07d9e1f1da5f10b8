// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

/**
 * An affine map of colours: three rows of four, the last column is added.
 *
 * <p>Luma is the part along the grey axis (1, 1, 1)/√3 (Karras et al. 2020, appendix B).
 */
final class ColourMap {
    private final double[][] rows;

    private ColourMap(double[][] rows) {
        this.rows = rows;
    }

    static ColourMap identity() {
        return weighted(1, 1);
    }

    static ColourMap brightness(double value) {
        ColourMap map = identity();
        for (double[] row : map.rows) {
            row[3] = value;
        }
        return map;
    }

    /** Multiplies the part along the grey axis and the part across it. */
    static ColourMap weighted(double luma, double chroma) {
        double[][] rows = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                rows[i][j] = luma == chroma ? 0 : (luma - chroma) / 3;
            }
            rows[i][i] += chroma;
        }
        return new ColourMap(rows);
    }

    /** Turns about the grey axis. */
    static ColourMap hue(double angle) {
        double cos = Math.cos(angle);
        double same = (1 - cos) / 3;
        double cross = Math.sin(angle) / Math.sqrt(3);
        double[][] rows = new double[3][4];
        for (int i = 0; i < 3; i++) {
            rows[i][i] = same + cos;
            rows[i][(i + 1) % 3] = same - cross;
            rows[i][(i + 2) % 3] = same + cross;
        }
        return new ColourMap(rows);
    }

    /** This map after another. */
    ColourMap after(ColourMap o) {
        double[][] product = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                product[i][j] = j == 3 ? rows[i][3] : 0;
                for (int k = 0; k < 3; k++) {
                    product[i][j] += rows[i][k] * o.rows[k][j];
                }
            }
        }
        return new ColourMap(product);
    }

    /**
     * Factors and offset of a picture's channels, row-major, (channels, channels + 1).
     *
     * @param channels 3, or 1 for grey, which is what the mean of the channels does
     */
    float[] values(int channels) {
        float[] values = new float[channels * (channels + 1)];
        if (channels == 1) {
            double factor = 0;
            double offset = 0;
            for (double[] row : rows) {
                factor += (row[0] + row[1] + row[2]) / 3;
                offset += row[3] / 3;
            }
            values[0] = (float) factor;
            values[1] = (float) offset;
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / 4][i % 4];
        }
        return values;
    }
}
