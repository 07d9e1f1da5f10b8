// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import org.restauro.engine.nn.Module;

/** The layers of the specification as plain loops in double precision. */
final class Plain {
    private static final double EPSILON = 1e-5;

    private Plain() {}

    static float[] values(Module module, String name) {
        return module.parameters().get(name).floats(name);
    }

    /** Rows times a stored matrix, plus bias. */
    static double[][] linear(Module module, String name, double[][] x) {
        return product(module, name, x, 1);
    }

    /** The same with equalised learning rate. */
    static double[][] equalised(Module module, String name, double[][] x) {
        return product(module, name, x, 1 / Math.sqrt(x[0].length));
    }

    private static double[][] product(Module module, String name, double[][] x, double gain) {
        float[] w = values(module, name + ".weight");
        float[] b = values(module, name + ".bias");
        int in = x[0].length;
        double[][] y = new double[x.length][b.length];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < b.length; o++) {
                y[i][o] = b[o];
                for (int j = 0; j < in; j++) {
                    y[i][o] += gain * w[o * in + j] * x[i][j];
                }
            }
        }
        return y;
    }

    /** Leaky ReLU of slope 0.2, times a gain. */
    static double[][] leaky(double[][] rows, double gain) {
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= row[i] < 0 ? 0.2 * gain : gain;
            }
        }
        return rows;
    }

    /** Brings some values to mean 0 and variance 1. */
    static void normalise(double[] v, int from, int to) {
        double mean = 0;
        for (int i = from; i < to; i++) {
            mean += v[i] / (to - from);
        }
        double variance = 0;
        for (int i = from; i < to; i++) {
            variance += (v[i] - mean) * (v[i] - mean) / (to - from);
        }
        for (int i = from; i < to; i++) {
            v[i] = (v[i] - mean) / Math.sqrt(variance + EPSILON);
        }
    }

    /** 4×4 convolution of stride 2 with one zero around: (in, s, s) → (out, s/2, s/2). */
    static double[] halved(Module module, String name, double[] x, int in, int side) {
        float[] w = values(module, name + ".weight");
        float[] b = values(module, name + ".bias");
        int half = side / 2;
        double[] y = new double[b.length * half * half];
        for (int i = 0; i < y.length; i++) {
            int o = i / (half * half);
            int top = i / half % half * 2 - 1;
            int left = i % half * 2 - 1;
            y[i] = b[o];
            for (int k = 0; k < in * 16; k++) {
                int row = top + k / 4 % 4;
                int column = left + k % 4;
                if (row >= 0 && row < side && column >= 0 && column < side) {
                    y[i] += w[o * in * 16 + k] * x[(k / 16 * side + row) * side + column];
                }
            }
        }
        return y;
    }

    /** Means of grid · grid equal parts of (c, s, s): [part][channel]. */
    static double[][] means(double[] x, int channels, int side, int grid) {
        int part = side / grid;
        double[][] means = new double[grid * grid][channels];
        for (int i = 0; i < x.length; i++) {
            int at = i / side % side / part * grid + i % side / part;
            means[at][i / (side * side)] += x[i] / (part * part);
        }
        return means;
    }
}
