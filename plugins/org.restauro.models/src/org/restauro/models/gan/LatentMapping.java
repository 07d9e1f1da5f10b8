// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.nn.PixelNorm;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * From latent and label to style: StyleGAN, StyleGAN2 and StyleGAN2-ADA.
 *
 * <p>State: {@code label_weight} (labels, z) of the first two or {@code LabelEmbed} of the last,
 * with labels only; {@code dense0} … The first two normalise latent and embedded label together,
 * the last one each by itself.
 */
final class LatentMapping extends Module {
    private final GeneratorConfig config;
    private final Parameter labelWeight;
    private final List<FullyConnected> layers = new ArrayList<>();
    private final FullyConnected embedding;

    LatentMapping(GeneratorConfig config) {
        this.config = config;
        int labels = config.labelSize();
        boolean embeds = config.family() == GanFamily.STYLEGAN2_ADA;
        int z = config.zDim();
        labelWeight =
                labels > 0 && !embeds
                        ? parameter("label_weight", Initial.normal(1), labels, z)
                        : null;
        boolean first = config.family() == GanFamily.STYLEGAN;
        WeightScale scale =
                new WeightScale(first ? Math.sqrt(2) : 1, config.mappingRate(), config.equalised());
        Activation activation = first ? Activation.PLAIN_LEAKY_RELU : Activation.LEAKY_RELU;
        int in = labels > 0 ? z + config.embeddingSize() : z;
        int styles = config.repeatW() ? 1 : config.layers();
        for (int i = 0; i < config.mappingLayers(); i++) {
            boolean last = i == config.mappingLayers() - 1;
            int out = last ? config.wDim() * styles : config.mappingWidth();
            layers.add(child("dense" + i, new FullyConnected(in, out, activation, scale, 0)));
            in = out;
        }
        embedding =
                labels > 0 && embeds
                        ? child(
                                "LabelEmbed",
                                new FullyConnected(
                                        labels,
                                        config.embeddingSize(),
                                        Activation.LINEAR,
                                        WeightScale.of(config.equalised()),
                                        0))
                        : null;
    }

    /** z (batch, z), label (batch, labels) or null → (batch, w), or (batch, layers·w). */
    NDArray forward(Pass pass, NDArray z, NDArray label) {
        Fading.checkLabel(label, z.getShape().get(0), config.labelSize());
        NDArray x = input(pass, z, label);
        for (FullyConnected layer : layers) {
            try (NDArray previous = x) {
                x = layer.forward(pass, previous);
            }
        }
        return x;
    }

    private NDArray input(Pass pass, NDArray z, NDArray label) {
        if (label == null) {
            return PixelNorm.apply(z);
        }
        if (embedding == null) {
            try (NDArray both =
                    ScriptFunction.of(
                                    "z: Tensor, l: Tensor, w: Tensor",
                                    "Tensor",
                                    "return torch.cat([z, torch.matmul(l, w)], 1)")
                            .apply(z, label, labelWeight.array())) {
                return PixelNorm.apply(both);
            }
        }
        try (NDArray e = embedding.forward(pass, label);
                NDArray n = PixelNorm.apply(e);
                NDArray x = PixelNorm.apply(z)) {
            return Ops.concat(1, x, n);
        }
    }
}
