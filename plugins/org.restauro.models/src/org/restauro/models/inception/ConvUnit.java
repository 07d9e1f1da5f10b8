// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inception;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Convolution without bias, batch normalisation by running averages, ReLU: the unit that all of
 * Inception is made of.
 *
 * <p>State: {@code conv.weight} (out, in, h, w), {@code bn.weight}, {@code bn.bias}, {@code
 * bn.running_mean}, {@code bn.running_var} (out), {@code bn.num_batches_tracked}, which files may
 * lack.
 */
final class ConvUnit extends Module {
    private static final double EPSILON = 0.001;

    private final Parameter weight;
    private final Parameter scale;
    private final Parameter shift;
    private final Parameter mean;
    private final Parameter variance;
    private final String geometry;

    /** Convolution of kernel height × width; padding in the same order. */
    ConvUnit(int in, int out, int h, int w, int stride, int padH, int padW) {
        Conv conv = child("conv", new Conv(in, out, h, w));
        Norm norm = child("bn", new Norm(out));
        weight = conv.weight;
        scale = norm.weight;
        shift = norm.bias;
        mean = norm.mean;
        variance = norm.variance;
        geometry =
                String.format(
                        Locale.ROOT, "[%d, %d], [%d, %d], [1, 1], 1", stride, stride, padH, padW);
    }

    private static final class Conv extends Module {
        private final Parameter weight;

        Conv(int in, int out, int h, int w) {
            // He et al. 2015; this network is loaded, not trained
            weight =
                    parameter(
                            "weight", Initial.normal(Math.sqrt(2.0 / (in * h * w))), out, in, h, w);
        }
    }

    private static final class Norm extends Module {
        private final Parameter weight;
        private final Parameter bias;
        private final Parameter mean;
        private final Parameter variance;

        Norm(int channels) {
            weight = parameter("weight", Initial.constant(1), channels);
            bias = parameter("bias", Initial.constant(0), channels);
            mean = buffer("running_mean", Initial.constant(0), channels);
            variance = buffer("running_var", Initial.constant(1), channels);
            derived("num_batches_tracked", Initial.constant(0));
        }
    }

    /** Images in, features out; the normalisation is folded into the kernels on the way. */
    NDArray forward(Pass pass, NDArray x) {
        var p = pass.policy().precision();
        String body =
                "f = torch.mul(g, torch.rsqrt(torch.add(v, "
                        + Ops.number(EPSILON)
                        + ")))\n"
                        + "k = torch.mul(w, torch.reshape(f, [-1, 1, 1, 1]))\n"
                        + "b = torch.sub(s, torch.mul(m, f))\n"
                        + "return torch.relu_(torch.conv2d("
                        + Ops.cast("x", p)
                        + ", "
                        + Ops.cast("k", p)
                        + ", "
                        + Ops.cast("b", p)
                        + ", "
                        + geometry
                        + "))";
        return ScriptFunction.of(
                        "x: Tensor, w: Tensor, g: Tensor, s: Tensor, m: Tensor, v: Tensor",
                        "Tensor",
                        body)
                .apply(
                        x,
                        weight.array(),
                        scale.array(),
                        shift.array(),
                        mean.array(),
                        variance.array());
    }
}
