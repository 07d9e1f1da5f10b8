// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.models.gan.ProgressiveConv.Resampling;

/**
 * The discriminators of PGGAN and StyleGAN (Karras et al. 2018, 2019); the latter blurs before it
 * halves.
 *
 * <p>State: buffer {@code lod}; {@code inputK}, {@code layer2K}, {@code layer2K+1} by level, the
 * full size first; two dense layers at the end.
 */
final class ProgressiveDiscriminator extends GanDiscriminator {
    private final LevelOfDetail lod;
    private final List<ProgressiveConv> inputs = new ArrayList<>();
    private final List<ProgressiveConv> layers = new ArrayList<>();
    private final Judgement judgement;

    ProgressiveDiscriminator(DiscriminatorConfig config) {
        super(config);
        boolean blurs = config.family() == GanFamily.STYLEGAN;
        lod = new LevelOfDetail(buffer("lod", Initial.constant(0)), config.levels());
        WeightScale scale = new WeightScale(Math.sqrt(2), 1, config.equalised());
        int labels = config.labelSize();
        judgement =
                Judgement.of(
                        config,
                        Activation.PLAIN_LEAKY_RELU,
                        scale,
                        blurs ? Math.max(labels, 1) : 1 + labels);
        for (int k = 0; k <= config.levels(); k++) {
            int side = config.resolution() >> k;
            int c = config.channels(side);
            inputs.add(
                    child(
                            "input" + k,
                            ProgressiveConv.judging(
                                    config.imageChannels(), c, 1, Resampling.NONE, scale, false)));
            boolean last = k == config.levels();
            int in = last ? c + config.addedChannels() : c;
            add(ProgressiveConv.judging(in, c, 3, Resampling.NONE, scale, false));
            if (!last) {
                boolean fused = config.fusedScale().at(side);
                Resampling down = fused ? Resampling.DOWN_FUSED : Resampling.DOWN;
                add(ProgressiveConv.judging(c, config.channels(side / 2), 3, down, scale, blurs));
            }
        }
        child("layer" + layers.size(), judgement.hidden());
        child("layer" + (layers.size() + 1), judgement.output());
    }

    private void add(ProgressiveConv layer) {
        layers.add(child("layer" + layers.size(), layer));
    }

    @Override
    public double levelOfDetail() {
        return lod.get();
    }

    @Override
    public void setLevelOfDetail(double value) {
        lod.set(value);
    }

    @Override
    NDArray score(Pass pass, NDArray images, NDArray label) {
        double now = lod.get();
        NDArray image = Ops.inFormat(images, pass.policy().format());
        NDArray x = null;
        for (int k = 0; k <= config().levels(); k++) {
            if (k <= now && now < k + 1) {
                x = inputs.get(k).forward(pass, image);
            } else if (k - 1 < now && now < k) {
                x = Fading.blend(inputs.get(k).forward(pass, image), now - Math.floor(now), x);
            }
            if (now < k + 1) {
                x = level(pass, k, x);
            }
            if (now > k) {
                try (NDArray larger = image) {
                    image = Fading.halved(larger);
                }
            }
        }
        image.close();
        NDArray scores = judgement.scores(pass, x);
        return label == null || config().family() == GanFamily.PGGAN
                ? scores
                : Judgement.ofClass(scores, label, 1);
    }

    /** One level; frees its input. */
    private NDArray level(Pass pass, int k, NDArray x) {
        boolean last = k == config().levels();
        NDArray in = last ? judgement.varied(pass, x) : x;
        List<NDArray> out =
                pass.segment(
                        1,
                        List.of(in),
                        (p, a) -> {
                            NDArray y = layers.get(2 * k).forward(p, a.get(0));
                            if (last) {
                                return List.of(y);
                            }
                            try (y) {
                                return List.of(layers.get(2 * k + 1).forward(p, y));
                            }
                        });
        in.close();
        return out.get(0);
    }
}
