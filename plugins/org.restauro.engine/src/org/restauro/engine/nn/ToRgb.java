// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.FirSource;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Colour output of a synthesis level: 1×1 modulated convolution without demodulation, bias, and the
 * sum with the picture of the level below, upsampled by the FIR filter where it is smaller.
 *
 * <p>State: {@code bias} (out), {@code resample_filter} (4, 4), child {@code conv}; in GenForce's
 * layout {@code weight} (out, in, 1, 1), {@code bias}, child {@code style}. x (batch, in, h, w),
 * style (batch, style), skip (batch, out, h or h/2, …) or null → (batch, out, h, w) in float32.
 */
public final class ToRgb extends Module {
    private final Variants variants = new Variants();
    private final Parameter bias;
    private final Parameter filter;
    private final ModulatedConv conv;
    private final double upGain;
    private final double clamp;

    /** Makes a layer; out is 3 for colour. */
    public ToRgb(int in, int out, int styleDim) {
        bias = parameter("bias", Initial.constant(0), out);
        filter = buffer("resample_filter", Initial.resampleFilter(), 4, 4);
        conv = child("conv", new ModulatedConv(in, out, 1, styleDim, false, 1));
        upGain = StateLayout.NVIDIA.upGain();
        clamp = 0;
    }

    /**
     * A layer in GenForce's layout.
     *
     * @param upsampling of the picture below, such as one shared by all levels; null where no
     *     picture lies below
     * @param clamp largest magnitude of this level's share, 0 for no limit
     */
    public ToRgb(
            int in, int out, int styleDim, FirFilter upsampling, WeightScale scale, double clamp) {
        Parameter weight = parameter("weight", Initial.normal(scale.deviation(in)), out, in, 1, 1);
        bias = parameter("bias", Initial.constant(0), out);
        FullyConnected style =
                child("style", new FullyConnected(styleDim, in, Activation.LINEAR, scale, 0));
        this.clamp = clamp;
        filter = upsampling == null ? null : upsampling.kernel();
        conv = new ModulatedConv(weight, null, style, false, scale);
        upGain = StateLayout.GENFORCE.upGain();
    }

    /** Applies the layer. */
    public NDArray forward(Pass pass, NDArray x, NDArray style, NDArray skip) {
        return forward(pass, x, style, skip, false);
    }

    /**
     * Applies the layer.
     *
     * @param direct whether the style holds the factors of the input channels themselves, with
     *     anything behind them
     */
    public NDArray forward(Pass pass, NDArray x, NDArray style, NDArray skip, boolean direct) {
        ScriptFunction function =
                variants.get(
                        pass,
                        List.of(skip != null, direct),
                        () -> function(pass, skip != null, direct));
        List<NDArray> arguments = conv.arguments(x, style);
        arguments.add(bias.array());
        if (skip != null) {
            arguments.add(skip);
            arguments.add(filter.array());
        }
        return function.apply(arguments.toArray(NDArray[]::new));
    }

    /** A picture of twice the size: what {@link #forward} adds of the level below. */
    public NDArray doubled(NDArray picture) {
        int out = conv.out();
        return ScriptFunction.of(
                        "i: Tensor, u: Tensor", "Tensor", upsample(out, upGain) + "return i")
                .apply(picture, filter.array());
    }

    private ScriptFunction function(Pass pass, boolean onSkip, boolean direct) {
        int out = conv.out();
        String body =
                conv.source(pass, 1, "None", direct)
                        + "y = torch.add("
                        + Ops.cast("y", Precision.FLOAT32)
                        + ", torch.reshape(b, [1, "
                        + out
                        + ", 1, 1]))\n"
                        + ConvSource.clamp(pass, clamp);
        if (onSkip) {
            body +=
                    "if torch.size(i, 3) != torch.size(y, 3):\n"
                            + upsample(out, upGain)
                                    .lines()
                                    .map(l -> "  " + l + "\n")
                                    .reduce("", String::concat)
                            + "y = torch.add(y, i)\n";
        }
        String parameters =
                conv.declarations() + ", b: Tensor" + (onSkip ? ", i: Tensor, u: Tensor" : "");
        return ScriptFunction.of(parameters, "Tensor", body + "return y");
    }

    /** Statements that double the size of i by zero insertion and the filter u. */
    private static String upsample(int channels, double gain) {
        return "f = u\n"
                + FirSource.kernel(channels, gain, Precision.FLOAT32)
                + "i = "
                + Ops.convTranspose("i", "torch.flip(g, [2, 3])", 2, 1, channels)
                + "\n";
    }
}
