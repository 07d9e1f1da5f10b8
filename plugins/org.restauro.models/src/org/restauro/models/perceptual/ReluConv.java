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
 * Convolution with bias and the ReLU after it.
 *
 * <p>State: {@code weight} (out, in, k, k), {@code bias} (out).
 */
final class ReluConv extends Module {
    private final Parameter weight;
    private final Parameter bias;
    private final int stride;
    private final int padding;

    ReluConv(int in, int out, int kernel, int stride, int padding) {
        // He et al. 2015; these networks are loaded, not trained
        double deviation = Math.sqrt(2.0 / (in * kernel * kernel));
        weight = parameter("weight", Initial.normal(deviation), out, in, kernel, kernel);
        bias = parameter("bias", Initial.constant(0), out);
        this.stride = stride;
        this.padding = padding;
    }

    NDArray forward(Pass pass, NDArray x) {
        var p = pass.policy().precision();
        String relu = pass.gradients() ? "torch.relu" : "torch.relu_";
        String conv =
                Ops.conv(Ops.cast("x", p), Ops.cast("w", p), Ops.cast("b", p), stride, padding, 1);
        return ScriptFunction.of(
                        "x: Tensor, w: Tensor, b: Tensor",
                        "Tensor",
                        "return " + relu + "(" + conv + ")")
                .apply(x, weight.array(), bias.array());
    }
}
