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
 * resample_filter} (4, 4). x (batch, in, h, w) → (batch, out, h·up/down, w·up/down), in the
 * policy's precision.
 */
public final class EqualConv extends Module {
    private final Variants variants = new Variants();
    private final ConvSource conv;
    private final Activation activation;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter filter;

    /** A plain layer with bias. */
    public EqualConv(int in, int out, int kernel, Activation activation) {
        this(in, out, kernel, 1, 1, activation, true);
    }

    /** Makes a layer; up and down are 1 or 2, not both 2. */
    public EqualConv(
            int in, int out, int kernel, int up, int down, Activation activation, boolean biased) {
        conv = new ConvSource(kernel, up, down, in, out);
        this.activation = activation;
        weight = parameter("weight", Initial.normal(1), out, in, kernel, kernel);
        bias = biased ? parameter("bias", Initial.constant(0), out) : null;
        filter = buffer("resample_filter", Initial.resampleFilter(), 4, 4);
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
        return bias == null
                ? function.apply(x, weight.array(), filter.array())
                : function.apply(x, weight.array(), filter.array(), bias.array());
    }

    /** Parameter list of a function that begins with the given one. */
    String parameters(String first) {
        return first + ", w: Tensor, f: Tensor" + (bias == null ? "" : ", b: Tensor");
    }

    /** Arguments after those of the given function. */
    NDArray[] arguments(NDArray... first) {
        NDArray[] all = Arrays.copyOf(first, first.length + (bias == null ? 2 : 3));
        all[first.length] = weight.array();
        all[first.length + 1] = filter.array();
        if (bias != null) {
            all[first.length + 2] = bias.array();
        }
        return all;
    }

    /** Statements that set y from x, w, f, b. */
    String source(Pass pass, double gain) {
        double act = activation.gain() * gain;
        double weightGain = act / Math.sqrt((double) conv.in() * conv.kernel() * conv.kernel());
        StringBuilder s = new StringBuilder();
        s.append("k = torch.mul(w, ").append(Ops.number(weightGain)).append(")\n");
        String biasName = "None";
        if (bias != null) {
            String scaled = "torch.mul(b, " + Ops.number(act) + ")";
            s.append("c = ").append(Ops.cast(scaled, pass.policy().precision())).append('\n');
            biasName = "c";
        }
        s.append(conv.statements(pass.policy().precision(), biasName));
        if (activation == Activation.LEAKY_RELU) {
            s.append(ConvSource.leakyRelu(pass));
        }
        return s.toString();
    }

    int kernel() {
        return conv.kernel();
    }

    int down() {
        return conv.down();
    }
}
