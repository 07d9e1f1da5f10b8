// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import java.util.Map;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/**
 * Weights made by a formula, so that a network can be computed, compared and shown without trained
 * ones: one stream of a linear congruential generator fills the state dictionary in order, each
 * kind of tensor with its own scale.
 *
 * <p>Generator: s ← (1664525·s + 1013904223) mod 2³², value s/2³¹ − 1. Filters and attention masks
 * keep their own values and draw nothing.
 */
public final class FormulaWeights {
    /** Seed of generators in the golden data. */
    public static final long GENERATOR_SEED = 12345;

    /** Seed of discriminators in the golden data. */
    public static final long DISCRIMINATOR_SEED = 54321;

    private static final double ROOT_3 = Math.sqrt(3);

    private long state;

    private FormulaWeights(long seed) {
        state = seed;
    }

    /** A state dictionary for a network, from one stream. */
    public static StateDict fill(Module network, long seed) {
        FormulaWeights stream = new FormulaWeights(seed);
        StateDict dict = new StateDict();
        for (Map.Entry<String, Parameter> e : network.state().entrySet()) {
            String name = e.getKey();
            Parameter p = e.getValue();
            if (p.kind() == Parameter.Kind.DERIVED) {
                continue;
            }
            float[] values =
                    name.endsWith("resample_filter")
                            ? p.initialValues(name)
                            : stream.values(name, (int) p.elements());
            dict.put(name, TensorData.of(values, p.shape()));
        }
        return dict;
    }

    /**
     * A state dictionary for an ordinary network without equalised weights: kernels and matrices
     * are scaled by √(2/fan-in), biases and running means by 0.1; scales lie around 1 by 0.1,
     * running variances by 0.5. What a network computes itself draws nothing.
     */
    public static StateDict fillPlain(Module network, long seed) {
        FormulaWeights stream = new FormulaWeights(seed);
        StateDict dict = new StateDict();
        network.state()
                .forEach(
                        (name, p) -> {
                            if (p.kind() != Parameter.Kind.DERIVED) {
                                dict.put(name, TensorData.of(stream.plain(name, p), p.shape()));
                            }
                        });
        return dict;
    }

    /**
     * A state dictionary for a network in GenForce's layout. Kernels of filters, levels of detail
     * and counters keep their own values and draw nothing; noise and constants are as drawn; noise
     * strengths, running means and biases are scaled by 0.1, running variances lie around 1 by 0.5,
     * scales of normalisation by 0.1. Other weights are scaled by √3, of ordinary layers by
     * √(3/fan-in); what belongs to the mapping's dense layers is larger by 100.
     *
     * @param ordinary whether the network has ordinary layers instead of equalised ones
     */
    public static StateDict fillGenforce(Module network, long seed, boolean ordinary) {
        FormulaWeights stream = new FormulaWeights(seed);
        StateDict dict = new StateDict();
        network.state()
                .forEach(
                        (name, p) -> {
                            if (name.matches(".*(kernel|lod|num_batches_tracked)")) {
                                dict.put(name, TensorData.of(p.initialValues(name), p.shape()));
                            } else {
                                dict.put(
                                        name,
                                        TensorData.of(
                                                stream.genforce(name, p, ordinary), p.shape()));
                            }
                        });
        return dict;
    }

    private float[] genforce(String name, Parameter p, boolean ordinary) {
        boolean scale = ordinary && name.matches(".*(bn\\d|downsample\\.1|norm)\\.weight");
        double offset = scale || name.endsWith("running_var") ? 1 : 0;
        double factor = 0.1;
        if (name.endsWith("running_var")) {
            factor = 0.5;
        } else if (name.endsWith(".noise") || name.endsWith("const")) {
            factor = 1;
        } else if (name.endsWith("weight") && !name.endsWith("apply_noise.weight") && !scale
                || name.endsWith("label_weight")) {
            double fanIn = ordinary ? (double) p.elements() / p.shape()[0] : 1;
            factor = Math.sqrt(3 / fanIn);
        }
        if (name.startsWith("mapping.dense")) {
            factor *= 100;
        }
        float[] values = new float[(int) p.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + factor * next());
        }
        return values;
    }

    private float[] plain(String name, Parameter p) {
        double offset = 0;
        double factor = 0.1;
        if (name.endsWith("running_var")) {
            offset = 1;
            factor = 0.5;
        } else if (p.shape().length == 1 && name.endsWith("weight")) {
            offset = 1;
        } else if (p.shape().length > 1) {
            factor = ROOT_3 * Math.sqrt(2 / ((double) p.elements() / p.shape()[0]));
        }
        float[] values = new float[(int) p.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + factor * next());
        }
        return values;
    }

    /** The first values of a stream, each times a factor. */
    public static float[] sequence(long seed, int count, double factor) {
        FormulaWeights stream = new FormulaWeights(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (stream.next() * factor);
        }
        return values;
    }

    private double next() {
        state = (1664525L * state + 1013904223L) & 0xffffffffL;
        return state / 4294967296.0 * 2 - 1;
    }

    private float[] values(String name, int count) {
        double offset = name.endsWith("affine.bias") ? 1 : 0;
        double factor = factor(name);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (offset + factor * next());
        }
        return values;
    }

    private static double factor(String name) {
        double mapping = name.startsWith("mapping.fc") ? 100 : 1;
        if (name.endsWith("noise_const")) {
            return 1;
        }
        if (name.endsWith("noise_strength") || name.endsWith("w_avg")) {
            return 0.1;
        }
        return name.endsWith("bias") ? 0.1 * mapping : ROOT_3 * mapping;
    }
}
