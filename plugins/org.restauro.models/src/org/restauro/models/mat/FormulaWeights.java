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
 * kind of tensor with its own scale. The tensors hold nothing: their values are computed when they
 * are read.
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

    private Congruential stream;

    private FormulaWeights(long seed) {
        stream = new Congruential(seed);
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
            dict.put(
                    name,
                    name.endsWith("resample_filter")
                            ? TensorData.of(p.initialValues(name), p.shape())
                            : stream.published(name, p));
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
                                dict.put(name, stream.plain(name, p));
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
                                dict.put(name, stream.genforce(name, p, ordinary));
                            }
                        });
        return dict;
    }

    private TensorData genforce(String name, Parameter p, boolean ordinary) {
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
        return draw(offset, factor, p.shape());
    }

    private TensorData plain(String name, Parameter p) {
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
        return draw(offset, factor, p.shape());
    }

    /** The first values of a stream, each times a factor. */
    public static float[] sequence(long seed, int count, double factor) {
        return new FormulaWeights(seed).draw(0, factor, count).toFloats();
    }

    private TensorData published(String name, Parameter p) {
        return draw(name.endsWith("affine.bias") ? 1 : 0, factor(name), p.shape());
    }

    private TensorData draw(double offset, double factor, long... shape) {
        FormulaTensor tensor = new FormulaTensor(stream, offset, factor, shape);
        stream = stream.after(tensor.elements());
        return tensor;
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
