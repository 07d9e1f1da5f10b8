// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Colour output of a synthesis level: 1×1 modulated convolution without demodulation, bias, and the
 * sum with the picture of the level below, upsampled by the FIR filter where it is smaller.
 *
 * <p>State: {@code bias} (out), {@code resample_filter} (4, 4), child {@code conv}. x (batch, in,
 * h, w), style (batch, style), skip (batch, out, h or h/2, …) or null → (batch, out, h, w) in
 * float32.
 */
public final class ToRgb extends Module {
    private final Variants variants = new Variants();
    private final Parameter bias;
    private final Parameter filter;
    private final ModulatedConv conv;

    /** Makes a layer; out is 3 for colour. */
    public ToRgb(int in, int out, int styleDim) {
        bias = parameter("bias", Initial.constant(0), out);
        filter = buffer("resample_filter", Initial.resampleFilter(), 4, 4);
        conv = child("conv", new ModulatedConv(in, out, 1, styleDim, false, 1));
    }

    /** Applies the layer. */
    public NDArray forward(Pass pass, NDArray x, NDArray style, NDArray skip) {
        ScriptFunction function =
                variants.get(pass, skip != null, () -> function(pass, skip != null));
        NDArray[] arguments = {
            x,
            style,
            conv.weight.array(),
            filter.array(),
            conv.affine.weight.array(),
            conv.affine.bias.array(),
            bias.array(),
            skip
        };
        return function.apply(skip == null ? Arrays.copyOf(arguments, 7) : arguments);
    }

    private ScriptFunction function(Pass pass, boolean onSkip) {
        int out = conv.out();
        String body =
                conv.source(pass, 1, "None")
                        + "y = torch.add("
                        + Ops.cast("y", Precision.FLOAT32)
                        + ", torch.reshape(b, [1, "
                        + out
                        + ", 1, 1]))\n";
        if (onSkip) {
            body +=
                    "if torch.size(i, 3) != torch.size(y, 3):\n"
                            + upsample(out)
                                    .lines()
                                    .map(l -> "  " + l + "\n")
                                    .reduce("", String::concat)
                            + "y = torch.add(y, i)\n";
        }
        String parameters =
                "x: Tensor, t: Tensor, w: Tensor, f: Tensor, aw: Tensor, ab: Tensor, b: Tensor"
                        + (onSkip ? ", i: Tensor" : "");
        return ScriptFunction.of(parameters, "Tensor", body + "return y");
    }

    /** Statements that double the size of i by zero insertion and the filter f with gain 4. */
    static String upsample(int channels) {
        return ConvSource.filter(channels, 4, Precision.FLOAT32)
                + "i = "
                + Ops.convTranspose("i", "torch.flip(g, [2, 3])", 2, 1, channels)
                + "\n";
    }
}
