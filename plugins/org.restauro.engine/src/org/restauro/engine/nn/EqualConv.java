// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Convolution with equalised learning rate, optional ×2 or ÷2 resampling by the FIR filter 1 3 3 1,
 * bias and activation (Karras et al. 2020): weights times {@code 1/√(in·k²)}.
 *
 * <p>State: {@code weight} (out, in, k, k), {@code bias} (out, where there is one), buffer {@code
 * resample_filter} (4, 4), or in GenForce's layout child {@code filter} where there is resampling.
 * x (batch, in, h, w) → (batch, out, h·up/down, w·up/down), in the policy's precision.
 */
public final class EqualConv extends Module {
    private final Variants variants = new Variants();
    private final ConvSource conv;
    private final Activation activation;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter filter;
    private final WeightScale scale;
    private final double clamp;

    /** A plain layer with bias. */
    public EqualConv(int in, int out, int kernel, Activation activation) {
        this(in, out, kernel, 1, 1, activation, true);
    }

    /** Makes a layer; up and down are 1 or 2, not both 2. */
    public EqualConv(
            int in, int out, int kernel, int up, int down, Activation activation, boolean biased) {
        this(
                new ConvSource(kernel, up, down, in, out, StateLayout.NVIDIA.upGain()),
                activation,
                biased,
                WeightScale.EQUALISED,
                StateLayout.NVIDIA,
                0);
    }

    private EqualConv(
            ConvSource conv,
            Activation activation,
            boolean biased,
            WeightScale scale,
            StateLayout layout,
            double clamp) {
        this.clamp = clamp;
        this.conv = conv;
        this.activation = activation;
        this.scale = scale;
        int k = conv.kernel();
        Initial initial = Initial.normal(scale.deviation(conv.in() * k * k));
        weight = parameter("weight", initial, conv.out(), conv.in(), k, k);
        bias = biased ? parameter("bias", Initial.constant(0), conv.out()) : null;
        if (layout == StateLayout.NVIDIA) {
            filter = buffer("resample_filter", Initial.resampleFilter(), 4, 4);
        } else if (conv.resamples()) {
            double gain = conv.up() == 2 ? FirFilter.UP_GAIN : 1;
            filter = child("filter", new FirFilter(gain)).kernel();
        } else {
            filter = null;
        }
    }

    /**
     * A layer in GenForce's layout, without resampling, with bias and leaky ReLU.
     *
     * @param kernel 1 or 3
     */
    public static EqualConv genforce(int in, int out, int kernel, WeightScale scale) {
        return genforce(in, out, kernel, 1, 1, scale, 0);
    }

    /**
     * A layer in GenForce's layout that resamples, with bias and leaky ReLU.
     *
     * @param clamp largest magnitude of results, 0 for no limit
     */
    public static EqualConv genforce(
            int in, int out, int kernel, int up, int down, WeightScale scale, double clamp) {
        return new EqualConv(
                new ConvSource(kernel, up, down, in, out, StateLayout.GENFORCE.upGain()),
                Activation.LEAKY_RELU,
                true,
                scale,
                StateLayout.GENFORCE,
                clamp);
    }

    /** The 1×1 layer of residual paths in GenForce's layout: linear, without bias. */
    public static EqualConv genforceSkip(int in, int out, int up, int down, WeightScale scale) {
        return new EqualConv(
                new ConvSource(1, up, down, in, out, StateLayout.GENFORCE.upGain()),
                Activation.LINEAR,
                false,
                scale,
                StateLayout.GENFORCE,
                0);
    }

    /** Applies the layer. */
    public NDArray forward(Pass pass, NDArray x) {
        return forward(pass, x, 1);
    }

    /** Applies the layer with a further factor on its result. */
    public NDArray forward(Pass pass, NDArray x, double gain) {
        ScriptFunction function =
                variants.get(
                        pass,
                        gain,
                        () ->
                                ScriptFunction.of(
                                        parameters("x: Tensor"),
                                        "Tensor",
                                        source(pass, gain) + "return y"));
        return function.apply(arguments(x));
    }

    /** Parameter list of a function that begins with the given one. */
    String parameters(String first) {
        return first
                + ", w: Tensor"
                + (filter == null ? "" : ", f: Tensor")
                + (bias == null ? "" : ", b: Tensor");
    }

    /** Arguments after those of the given function. */
    NDArray[] arguments(NDArray... first) {
        int count = first.length;
        NDArray[] all = Arrays.copyOf(first, count + 3);
        all[count++] = weight.array();
        if (filter != null) {
            all[count++] = filter.array();
        }
        if (bias != null) {
            all[count++] = bias.array();
        }
        return Arrays.copyOf(all, count);
    }

    /** Statements that set y from x, w, f, b. */
    String source(Pass pass, double gain) {
        double act = activation.gain() * gain;
        double weightGain = act * scale.factor(conv.in() * conv.kernel() * conv.kernel());
        StringBuilder s = new StringBuilder();
        s.append("k = torch.mul(w, ").append(Ops.number(weightGain)).append(")\n");
        String biasName = "None";
        if (bias != null) {
            String scaled = "torch.mul(b, " + Ops.number(act * scale.rate()) + ")";
            s.append("c = ").append(Ops.cast(scaled, pass.policy().precision())).append('\n');
            biasName = "c";
        }
        s.append(conv.statements(pass, biasName));
        if (activation != Activation.LINEAR) {
            s.append(ConvSource.leakyRelu(pass));
        }
        return s.append(ConvSource.clamp(pass, clamp * gain)).toString();
    }

    int kernel() {
        return conv.kernel();
    }

    int down() {
        return conv.down();
    }
}
