// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FirFilter;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ResidualDown;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;

/**
 * The discriminator of StyleGAN2 and StyleGAN2-ADA (Karras et al. 2020), of the same layers as
 * MAT's.
 *
 * <p>State: {@code input0} (and the others in the skip architecture); {@code layer2K}, {@code
 * layer2K+1}, {@code skip_layerK} (resnet) by level, the full size first; two dense layers; {@code
 * downsample.kernel} (skip); {@code LabelEmbed} (StyleGAN2-ADA with classes).
 */
final class StyleGan2Discriminator extends GanDiscriminator {
    private final List<EqualConv> inputs = new ArrayList<>();
    private final List<ResidualDown> blocks = new ArrayList<>();
    private final EqualConv last;
    private final Judgement judgement;
    private final FirFilter downsample;
    private final FullyConnected embedding;
    private final List<FullyConnected> mapping = new ArrayList<>();

    private static final class LabelMapping extends Module {
        LabelMapping(DiscriminatorConfig config, List<FullyConnected> layers) {
            WeightScale scale = new WeightScale(1, config.mappingRate(), config.equalised());
            int size = config.embeddingSize();
            for (int i = 0; i < config.mappingLayers(); i++) {
                FullyConnected layer =
                        new FullyConnected(size, size, Activation.LEAKY_RELU, scale, 0);
                layers.add(child("dense" + i, layer));
            }
        }
    }

    StyleGan2Discriminator(DiscriminatorConfig config) {
        super(config);
        WeightScale scale = WeightScale.of(config.equalised());
        boolean ada = config.family() == GanFamily.STYLEGAN2_ADA && config.labelSize() > 0;
        int outputs = ada ? config.embeddingSize() : Math.max(config.labelSize(), 1);
        judgement = Judgement.of(config, Activation.LEAKY_RELU, scale, outputs);
        boolean skip = config.architecture() == Architecture.SKIP;
        int levels = config.levels();
        for (int k = 0; k < levels; k++) {
            int side = config.resolution() >> k;
            int c = config.channels(side);
            int out = config.channels(side / 2);
            input(k, c, scale);
            EqualConv first = EqualConv.genforce(c, c, 3, 1, 1, scale, config.clamp());
            EqualConv second = EqualConv.genforce(c, out, 3, 1, 2, scale, config.clamp());
            child("layer" + 2 * k, first);
            child("layer" + (2 * k + 1), second);
            EqualConv beside =
                    config.architecture() == Architecture.RESNET
                            ? child("skip_layer" + k, EqualConv.genforceSkip(c, out, 1, 2, scale))
                            : null;
            blocks.add(new ResidualDown(first, second, beside));
        }
        int c = config.channels(GeneratorConfig.START);
        input(levels, c, scale);
        last =
                child(
                        "layer" + 2 * levels,
                        EqualConv.genforce(
                                c + config.addedChannels(), c, 3, 1, 1, scale, config.clamp()));
        child("layer" + (2 * levels + 1), judgement.hidden());
        child("layer" + (2 * levels + 2), judgement.output());
        embedding =
                ada
                        ? child(
                                "LabelEmbed",
                                new FullyConnected(
                                        config.labelSize(),
                                        config.embeddingSize(),
                                        Activation.LINEAR,
                                        scale,
                                        0))
                        : null;
        if (ada && config.mappingLayers() > 0) {
            child("mapping", new LabelMapping(config, mapping));
        }
        downsample = skip ? child("downsample", new FirFilter(1)) : null;
    }

    private void input(int k, int channels, WeightScale scale) {
        if (k == 0 || config().architecture() == Architecture.SKIP) {
            // NVIDIA's networks do not limit the input at 4×4
            double clamp = k < config().levels() ? config().clamp() : 0;
            int in = config().imageChannels();
            inputs.add(child("input" + k, EqualConv.genforce(in, channels, 1, 1, 1, scale, clamp)));
        }
    }

    @Override
    public double levelOfDetail() {
        return 0;
    }

    @Override
    public void setLevelOfDetail(double lod) {
        if (lod != 0) {
            throw new IllegalArgumentException(
                    "The level of detail is "
                            + lod
                            + "; a discriminator of the family "
                            + config().family()
                            + " does not grow, 0 would be right.");
        }
    }

    @Override
    NDArray score(Pass pass, NDArray images, NDArray label) {
        NDArray image = Ops.inFormat(images, pass.policy().format());
        NDArray x = inputs.get(0).forward(pass, image);
        for (int k = 0; k <= config().levels(); k++) {
            if (k > 0 && downsample != null) {
                try (NDArray larger = image) {
                    image = downsample.halve(pass, larger);
                }
                try (NDArray seen = inputs.get(k).forward(pass, image)) {
                    x = Ops.addInto(pass, x, seen);
                }
            }
            if (k < config().levels()) {
                ResidualDown block = blocks.get(k);
                try (NDArray in = x) {
                    x =
                            pass.segment(
                                            1,
                                            List.of(in),
                                            (p, a) -> List.of(block.forward(p, a.get(0))))
                                    .get(0);
                }
            }
        }
        image.close();
        try (NDArray varied = judgement.varied(pass, x)) {
            x = last.forward(pass, varied);
        }
        NDArray scores = judgement.scores(pass, x);
        if (label == null) {
            return scores;
        }
        return embedding == null
                ? Judgement.ofClass(scores, label, 1)
                : Judgement.ofEmbedding(
                        pass, scores, label, embedding, mapping, config().embeddingSize());
    }
}
