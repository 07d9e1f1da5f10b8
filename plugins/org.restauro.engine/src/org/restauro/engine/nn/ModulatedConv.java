// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;

/**
 * Convolution whose kernel is scaled, input channel by input channel, by a style (Karras et al.
 * 2020), with demodulation where asked for. A part of {@link StyleConv} and {@link ToRgb}.
 *
 * <p>State: {@code weight} (1, out, in, k, k), {@code resample_filter} (4, 4), {@code
 * affine.weight} (in, style), {@code affine.bias} (in). In GenForce's layout the tensors are those
 * of the layer it is a part of.
 *
 * <p>Two equal forms: one sample at a time scales the kernel; batches (and small maps, whose kernel
 * is larger than they are) scale input and output.
 */
final class ModulatedConv extends Module {
    final Parameter weight;
    final Parameter filter;
    final FullyConnected affine;
    private final ConvSource conv;
    private final boolean demodulate;
    private final WeightScale scale;
    private final double styleOffset;

    ModulatedConv(int in, int out, int kernel, int styleDim, boolean demodulate, int up) {
        conv = new ConvSource(kernel, up, 1, in, out, StateLayout.NVIDIA.upGain());
        this.demodulate = demodulate;
        scale = WeightScale.EQUALISED;
        styleOffset = 0;
        weight = parameter("weight", Initial.normal(1), 1, out, in, kernel, kernel);
        filter = buffer("resample_filter", Initial.resampleFilter(), 4, 4);
        affine = child("affine", new FullyConnected(styleDim, in, Activation.LINEAR, 1, 1));
    }

    /**
     * The convolution over tensors of GenForce's layout.
     *
     * @param weight (out, in, k, k)
     * @param filter null where the size stays
     * @param affine whose result plus 1 is the style
     */
    ModulatedConv(
            Parameter weight,
            Parameter filter,
            FullyConnected affine,
            boolean demodulate,
            WeightScale scale) {
        long[] shape = weight.shape();
        int up = filter == null ? 1 : 2;
        conv =
                new ConvSource(
                        (int) shape[2],
                        up,
                        1,
                        (int) shape[1],
                        (int) shape[0],
                        StateLayout.GENFORCE.upGain());
        this.weight = weight;
        this.filter = filter;
        this.affine = affine;
        this.demodulate = demodulate;
        this.scale = scale;
        styleOffset = 1;
    }

    /** Parameter list of a function that begins with x and the style t. */
    String declarations() {
        return "x: Tensor, t: Tensor, w: Tensor, aw: Tensor, ab: Tensor"
                + (filter == null ? "" : ", f: Tensor");
    }

    /** Arguments of a function with these parameters. */
    List<NDArray> arguments(NDArray x, NDArray style) {
        List<NDArray> all = new ArrayList<>();
        all.add(x);
        all.add(style);
        all.add(weight.array());
        all.add(affine.weight.array());
        all.add(affine.bias.array());
        if (filter != null) {
            all.add(filter.array());
        }
        return all;
    }

    /**
     * Statements that set y from x, the style t (batch, style), w, f, aw and ab (affine) and a
     * bias, which must carry the gain already.
     *
     * @param direct whether t holds the factors of the input channels, and perhaps more, instead of
     *     a style they follow from
     */
    String source(Pass pass, double gain, String bias, boolean direct) {
        int in = conv.in();
        int out = conv.out();
        int k = conv.kernel();
        String offset = styleOffset == 0 ? "ab" : "torch.add(ab, " + Ops.number(styleOffset) + ")";
        String kernels = weight.shape().length == 5 ? "torch.squeeze(w, 0)" : "w";
        String s =
                (direct
                                ? "s = torch.narrow(t, 1, 0, " + in
                                : "s = torch.linear(t, torch.mul(aw, "
                                        + Ops.number(affine.weightGain())
                                        + "), "
                                        + offset)
                        + ")\n"
                        + "v = torch.mul("
                        + kernels
                        + ", "
                        + Ops.number(scale.factor(in * k * k))
                        + ")\n"
                        + "direct = False\n"
                        + "if torch.size(x, 0) == 1:\n"
                        + "  if torch.size(x, 2) * torch.size(x, 3) >= "
                        + out * k * k
                        + ":\n"
                        + "    direct = True\n"
                        + "if direct:\n"
                        + Ops.indent(onKernel(gain) + conv.statements(pass, bias))
                        + "else:\n"
                        + Ops.indent(onFeatures(pass, gain, bias));
        return s;
    }

    private String onKernel(double gain) {
        String s = "k = torch.mul(v, torch.reshape(s, [1, " + conv.in() + ", 1, 1]))\n";
        if (demodulate) {
            s += "d = torch.rsqrt(torch.add(torch.sum(torch.mul(k, k), [1, 2, 3], True), 1e-08))\n";
            s += "k = torch.mul(k, torch.mul(d, " + Ops.number(gain) + "))\n";
        } else if (gain != 1) {
            s += "k = torch.mul(k, " + Ops.number(gain) + ")\n";
        }
        return s;
    }

    private String onFeatures(Pass pass, double gain, String bias) {
        var precision = pass.policy().precision();
        String s =
                String.format(
                        Locale.ROOT,
                        "k = v%nx = torch.mul(%s, %s)%n",
                        Ops.cast("x", precision),
                        Ops.cast("torch.reshape(s, [-1, " + conv.in() + ", 1, 1])", precision));
        s += conv.statements(pass, "None");
        if (demodulate) {
            s += "q = torch.sum(torch.mul(v, v), [2, 3])\n";
            s += "d = torch.matmul(torch.mul(s, s), torch.transpose(q, 0, 1))\n";
            s += "d = torch.mul(torch.rsqrt(torch.add(d, 1e-08)), " + Ops.number(gain) + ")\n";
            s += "d = torch.reshape(d, [-1, " + conv.out() + ", 1, 1])\n";
            s +=
                    "y = torch.mul"
                            + ConvSource.inPlace(pass)
                            + "(y, "
                            + Ops.cast("d", precision)
                            + ")\n";
        } else if (gain != 1) {
            s += "y = torch.mul(y, " + Ops.number(gain) + ")\n";
        }
        if (!"None".equals(bias)) {
            s +=
                    "y = torch.add"
                            + ConvSource.inPlace(pass)
                            + "(y, torch.reshape("
                            + bias
                            + ", [1, "
                            + conv.out()
                            + ", 1, 1]))\n";
        }
        return s;
    }

    int out() {
        return conv.out();
    }
}
