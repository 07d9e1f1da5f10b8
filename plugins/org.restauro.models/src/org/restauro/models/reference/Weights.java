// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import org.restauro.engine.Noise;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;

/** {@code weight} and {@code bias} of one layer; the module around it writes the operation. */
final class Weights extends Module {
    final Parameter weight;
    final Parameter bias;
    private final double gain;

    private Weights(Initial weights, Initial biases, double gain, int biasSize, long... shape) {
        weight = parameter("weight", weights, shape);
        bias = parameter("bias", biases, biasSize);
        this.gain = gain;
    }

    /** Linear layer as PyTorch makes it: (out, in), uniform in ±1/√in. */
    static Weights linear(int in, int out) {
        return new Weights(uniform(in), uniform(in), 1, out, out, in);
    }

    /** Linear layer with equalised learning rate: N(0, 1), times 1/√in at run time. */
    static Weights equalised(int in, int out) {
        Initial zero = Initial.constant(0);
        return new Weights(Initial.normal(1), zero, 1 / Math.sqrt(in), out, out, in);
    }

    /** Convolution as PyTorch makes it: (out, in, k, k), uniform in ±1/√(in·k²). */
    static Weights convolution(int in, int out, int kernel) {
        Initial uniform = uniform(in * kernel * kernel);
        return new Weights(uniform, uniform, 1, out, out, in, kernel, kernel);
    }

    /** Scale 1 and shift 0 after a normalisation. */
    static Weights norm(int channels) {
        return new Weights(Initial.constant(1), Initial.constant(0), 1, channels, channels);
    }

    private static Initial uniform(int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        return (noise, name, shape) -> {
            float[] v = noise.uniform(name, shape);
            for (int i = 0; i < Noise.size(shape); i++) {
                v[i] = (float) ((2 * v[i] - 1) * bound);
            }
            return v;
        };
    }

    /** Parameters of a script: {@code , <prefix>w: Tensor, <prefix>b: Tensor}. */
    static String declared(String... prefixes) {
        StringBuilder s = new StringBuilder();
        for (String p : prefixes) {
            s.append(", ").append(p).append("w: Tensor, ").append(p).append("b: Tensor");
        }
        return s.toString();
    }

    /** Text of the product over the last axis of what an expression names. */
    String product(String x, String prefix, Precision precision) {
        String w = prefix + "w";
        return "torch.linear("
                + Ops.cast(x, precision)
                + ", "
                + Ops.cast(
                        gain == 1 ? w : "torch.mul(" + w + ", " + Ops.number(gain) + ")", precision)
                + ", "
                + Ops.cast(prefix + "b", precision)
                + ")";
    }
}
