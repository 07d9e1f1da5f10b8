// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.MinibatchStd;
import org.restauro.engine.nn.PixelNorm;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** What all discriminators do with 4×4 features: variety of the batch, dense layers, labels. */
record Judgement(MinibatchStd variety, FullyConnected hidden, FullyConnected output) {
    /** Parts for a configuration; who makes them declares the dense layers as his own. */
    static Judgement of(
            DiscriminatorConfig config, Activation activation, WeightScale scale, int outputs) {
        int side = GeneratorConfig.START;
        int c = config.channels(side);
        int width = config.hiddenSize();
        return new Judgement(
                config.addedChannels() == 0
                        ? null
                        : new MinibatchStd(config.deviationGroup(), config.deviationChannels()),
                new FullyConnected(c * side * side, width, activation, scale, 0),
                new FullyConnected(width, outputs, Activation.LINEAR, scale.gain(1), 0));
    }

    /** Adds the deviation of the batch, or nothing; frees the input. */
    NDArray varied(Pass pass, NDArray x) {
        if (variety == null) {
            return x;
        }
        try (x) {
            return variety.forward(pass, x);
        }
    }

    /** Dense layers over 4×4 features, which it frees. */
    NDArray scores(Pass pass, NDArray x) {
        try (x;
                NDArray flat = Fading.flat(x);
                NDArray y = hidden.forward(pass, flat)) {
            return output.forward(pass, y);
        }
    }

    /** The score of a class: the sum of scores times label; frees the scores. */
    static NDArray ofClass(NDArray scores, NDArray label, double factor) {
        try (scores) {
            return ScriptFunction.of(
                            "x: Tensor, l: Tensor",
                            "Tensor",
                            "return torch.mul(torch.sum(torch.mul(x, l), [1], True), "
                                    + Ops.number(factor)
                                    + ")")
                    .apply(scores, label);
        }
    }

    /**
     * The score of an embedded class: with the normalised embedding, mapped where there are layers
     * for it, by the root of its size.
     */
    static NDArray ofEmbedding(
            Pass pass,
            NDArray scores,
            NDArray label,
            FullyConnected embedding,
            Iterable<FullyConnected> mapping,
            int size) {
        NDArray x;
        try (NDArray e = embedding.forward(pass, label)) {
            x = PixelNorm.apply(e);
        }
        for (FullyConnected layer : mapping) {
            try (NDArray previous = x) {
                x = layer.forward(pass, previous);
            }
        }
        try (NDArray mapped = x) {
            return ofClass(scores, mapped, 1 / Math.sqrt(size));
        }
    }
}
