// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import java.util.Arrays;
import org.restauro.engine.Noise;

/** Values of a parameter before training. */
@FunctionalInterface
public interface Initial {
    /** Row-major values of a parameter of this full name and shape. */
    float[] values(Noise noise, String name, long[] shape);

    /** N(0, deviation²). */
    static Initial normal(double deviation) {
        return (noise, name, shape) -> {
            float[] v = noise.normal(name, shape);
            for (int i = 0; i < v.length; i++) {
                v[i] *= (float) deviation;
            }
            return v;
        };
    }

    /** The same value everywhere. */
    static Initial constant(double value) {
        return (noise, name, shape) -> {
            float[] v = new float[Noise.size(shape)];
            Arrays.fill(v, (float) value);
            return v;
        };
    }

    /** Outer product of 1, 3, 3, 1 divided by its sum: the FIR filter of StyleGAN2 (4 × 4). */
    static Initial resampleFilter() {
        return (noise, name, shape) -> {
            int[] row = {1, 3, 3, 1};
            float[] v = new float[16];
            for (int i = 0; i < v.length; i++) {
                v[i] = row[i / 4] * row[i % 4] / 64f;
            }
            return v;
        };
    }
}
