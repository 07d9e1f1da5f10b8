// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Fully connected layer with equalised learning rate (Karras et al. 2018): {@code y = x·(W·lr/√in)ᵀ
 * + b·lr}, then leaky ReLU (0.2), times √2 or not. Computed in float32: it makes styles.
 *
 * <p>State: {@code weight} (out, in), {@code bias} (out). x (…, in) → (…, out).
 */
public final class FullyConnected extends Module {
    /** What follows the product. */
    public enum Activation {
        /** Nothing. */
        LINEAR,
        /** Leaky ReLU of slope 0.2, times √2. */
        LEAKY_RELU,
        /** Leaky ReLU of slope 0.2 as it is. */
        PLAIN_LEAKY_RELU;

        double gain() {
            return this == LEAKY_RELU ? Math.sqrt(2) : 1;
        }
    }

    final Parameter weight;
    final Parameter bias;
    private final double weightGain;
    private final ScriptFunction function;

    /** A layer with learning-rate factor 1 and bias 0. */
    public FullyConnected(int in, int out, Activation activation) {
        this(in, out, activation, 1, 0);
    }

    /**
     * Makes a layer.
     *
     * @param lrMultiplier factor of the learning rate; the stored values are larger by it
     * @param biasInit first value of the bias, as stored
     */
    public FullyConnected(
            int in, int out, Activation activation, double lrMultiplier, double biasInit) {
        this(in, out, activation, new WeightScale(1, lrMultiplier, true), biasInit);
    }

    /**
     * Makes a layer.
     *
     * @param scale of the weights; the bias has its rate
     * @param biasInit first value of the bias, as stored
     */
    public FullyConnected(
            int in, int out, Activation activation, WeightScale scale, double biasInit) {
        weight = parameter("weight", Initial.normal(scale.deviation(in)), out, in);
        bias = parameter("bias", Initial.constant(biasInit), out);
        weightGain = scale.factor(in);
        double act = activation.gain();
        String product =
                "torch.linear(x, torch.mul(w, "
                        + Ops.number(weightGain * act)
                        + "), torch.mul(b, "
                        + Ops.number(scale.rate() * act)
                        + "))";
        function =
                ScriptFunction.of(
                        "x: Tensor, w: Tensor, b: Tensor",
                        "Tensor",
                        "return "
                                + (activation == Activation.LINEAR
                                        ? product
                                        : "torch.leaky_relu(" + product + ", 0.2)"));
    }

    /** Factor of the stored weights at run time. */
    double weightGain() {
        return weightGain;
    }

    /** Applies the layer; x is float32. */
    public NDArray forward(Pass pass, NDArray x) {
        return function.apply(x, weight.array(), bias.array());
    }
}
