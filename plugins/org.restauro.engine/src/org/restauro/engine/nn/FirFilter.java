// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.FirSource;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * The FIR filter 1 3 3 1 as a part of its own, in GenForce's layout, and the halving of pictures by
 * it.
 *
 * <p>State: buffer {@code kernel} (1, 1, 4, 4), which holds the gain.
 */
public final class FirFilter extends Module {
    /** Gain of filters that double: it makes up for the zeros between samples. */
    public static final double UP_GAIN = 4;

    private final Parameter kernel;

    /** Makes a filter whose values sum up to the gain. */
    public FirFilter(double gain) {
        kernel =
                buffer(
                        "kernel",
                        (noise, name, shape) -> {
                            float[] v =
                                    Initial.resampleFilter()
                                            .values(Noise.seeded(0), name, new long[] {4, 4});
                            for (int i = 0; i < v.length; i++) {
                                v[i] *= (float) gain;
                            }
                            return v;
                        },
                        1,
                        1,
                        4,
                        4);
    }

    Parameter kernel() {
        return kernel;
    }

    /** Filters and halves pictures: x (batch, channels, h, w) → (batch, channels, h/2, w/2). */
    public NDArray halve(Pass pass, NDArray x) {
        int channels = (int) x.getShape().get(1);
        return ScriptFunction.of(
                        "x: Tensor, f: Tensor",
                        "Tensor",
                        FirSource.kernel(channels, 1, Precision.FLOAT32)
                                + "return "
                                + Ops.conv("torch.to(x, 6)", "g", "None", 2, 1, channels))
                .apply(x, kernel.array());
    }
}
