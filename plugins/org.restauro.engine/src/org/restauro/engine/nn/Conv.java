// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Convolution as other frameworks know it, padded by half its kernel.
 *
 * <p>State: {@code weight} (out, in, k, k), {@code bias} (out) where there is one. x (batch, in, h,
 * w) → (batch, out, ⌈h/stride⌉, ⌈w/stride⌉) in the policy's precision.
 */
public final class Conv extends Module {
    private final Parameter weight;
    private final Parameter bias;
    private final int kernel;
    private final int stride;

    /** Makes a layer; weights begin uniform in ±1/√fan-in. */
    public Conv(int in, int out, int kernel, int stride, boolean biased) {
        this.kernel = kernel;
        this.stride = stride;
        double bound = 1 / Math.sqrt((double) in * kernel * kernel);
        weight = parameter("weight", uniform(bound), out, in, kernel, kernel);
        bias = biased ? parameter("bias", uniform(bound), out) : null;
    }

    private static Initial uniform(double bound) {
        return (Noise noise, String name, long[] shape) -> {
            float[] v = noise.uniform(name, shape);
            for (int i = 0; i < v.length; i++) {
                v[i] = (float) ((2 * v[i] - 1) * bound);
            }
            return v;
        };
    }

    /** Applies the layer. */
    public NDArray forward(Pass pass, NDArray x) {
        var p = pass.policy().precision();
        String b = bias == null ? "None" : Ops.cast("b", p);
        String source =
                "return " + Ops.conv(Ops.cast("x", p), Ops.cast("w", p), b, stride, kernel / 2, 1);
        return bias == null
                ? ScriptFunction.of("x: Tensor, w: Tensor", "Tensor", source)
                        .apply(x, weight.array())
                : ScriptFunction.of("x: Tensor, w: Tensor, b: Tensor", "Tensor", source)
                        .apply(x, weight.array(), bias.array());
    }
}
