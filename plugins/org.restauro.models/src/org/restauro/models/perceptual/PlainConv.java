// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Convolution with bias, as other frameworks know it; a ReLU and a ×½ maximum may come before it.
 *
 * <p>State: {@code weight} (out, in, k, k), {@code bias} (out). The size stays, or halves.
 */
final class PlainConv extends Module {
    private final Parameter weight;
    private final Parameter bias;
    private final int kernel;
    private final boolean relu;
    private final boolean pool;

    PlainConv(int in, int out, int kernel, boolean relu, boolean pool) {
        // He et al. 2015; these networks are loaded, not trained
        weight =
                parameter(
                        "weight",
                        Initial.normal(Math.sqrt(2.0 / (in * kernel * kernel))),
                        out,
                        in,
                        kernel,
                        kernel);
        bias = parameter("bias", Initial.constant(0), out);
        this.kernel = kernel;
        this.relu = relu;
        this.pool = pool;
    }

    NDArray forward(Pass pass, NDArray x) {
        var p = pass.policy().precision();
        String s = "x = " + Ops.cast("x", p) + "\n";
        if (relu) {
            s += "x = torch.relu(x)\n";
        }
        if (pool) {
            s += "x = torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)\n";
        }
        String conv = Ops.conv("x", Ops.cast("w", p), Ops.cast("b", p), 1, kernel / 2, 1);
        return ScriptFunction.of("x: Tensor, w: Tensor, b: Tensor", "Tensor", s + "return " + conv)
                .apply(x, weight.array(), bias.array());
    }
}
