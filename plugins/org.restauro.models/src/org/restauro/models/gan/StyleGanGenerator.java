// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;

/**
 * StyleGAN's generator (Karras et al. 2019).
 *
 * <p>State of {@code synthesis}: buffer {@code lod}, {@code layer0} … ({@link StyleLayer}), {@code
 * output0} …
 */
final class StyleGanGenerator extends StyledGenerator {
    private final Synthesis synthesis;

    private static final class Synthesis extends Module {
        private final LevelOfDetail lod;
        private final List<StyleLayer> layers = new ArrayList<>();
        private final List<ProgressiveConv> outputs = new ArrayList<>();

        Synthesis(GeneratorConfig config) {
            lod = new LevelOfDetail(buffer("lod", Initial.constant(0)), config.levels());
            for (int level = 0; level <= config.levels(); level++) {
                int side = GeneratorConfig.START << level;
                int c = config.channels(side);
                if (level == 0) {
                    boolean constant = config.constInput();
                    add(
                            config,
                            constant ? StyleLayer.Entry.CONSTANT : StyleLayer.Entry.SPREAD,
                            constant ? c : config.wDim(),
                            side);
                } else {
                    boolean fused = config.fusedScale().at(side);
                    add(
                            config,
                            fused ? StyleLayer.Entry.UP_FUSED : StyleLayer.Entry.UP,
                            config.channels(side / 2),
                            side);
                }
                add(config, StyleLayer.Entry.CONV, c, side);
                WeightScale scale = WeightScale.of(config.equalised());
                outputs.add(
                        child(
                                "output" + level,
                                ProgressiveConv.colour(
                                        c, config.imageChannels(), scale, false, true)));
            }
        }

        private void add(GeneratorConfig config, StyleLayer.Entry entry, int in, int side) {
            String name = "layer" + layers.size();
            layers.add(
                    child(
                            name,
                            new StyleLayer(
                                    config, entry, in, side, "synthesis." + name + ".noise")));
        }
    }

    StyleGanGenerator(GeneratorConfig config) {
        super(config);
        begin();
        synthesis = child("synthesis", new Synthesis(config));
    }

    @Override
    public double levelOfDetail() {
        return synthesis.lod.get();
    }

    @Override
    public void setLevelOfDetail(double value) {
        synthesis.lod.set(value);
    }

    @Override
    NDArray paint(Pass pass, NDArray codes, boolean direct, LayerNoise noise) {
        NDArray start = config().constInput() ? null : first(codes);
        NDArray image =
                Growth.paint(
                        levelOfDetail(),
                        config().levels(),
                        start,
                        (level, in) -> level(pass, level, in, codes, direct, noise),
                        (level, in) -> colour(pass, level, in));
        return config().finalTanh() ? Fading.tanh(image) : image;
    }

    /** The first code as a 1×1 map. */
    private NDArray first(NDArray codes) {
        try (NDArray code = Fading.code(codes, 0)) {
            return Fading.asMap(code, config().wDim());
        }
    }

    private NDArray level(
            Pass pass, int level, NDArray in, NDArray codes, boolean direct, LayerNoise noise) {
        NDArray x = in;
        for (int i = 2 * level; i <= 2 * level + 1; i++) {
            try (NDArray previous = x;
                    NDArray code = Fading.code(codes, i)) {
                x = synthesis.layers.get(i).forward(pass, previous, code, noise, direct);
            }
        }
        return x;
    }

    private NDArray colour(Pass pass, int level, NDArray x) {
        try (NDArray y = synthesis.outputs.get(level).forward(pass, x)) {
            return Ops.cast(y, Precision.FLOAT32);
        }
    }
}
