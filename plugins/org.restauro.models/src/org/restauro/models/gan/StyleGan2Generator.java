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
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.nn.StyleConv;
import org.restauro.engine.nn.ToRgb;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.ScriptFunction;

/**
 * The generator of StyleGAN2 and StyleGAN2-ADA (Karras et al. 2020), of the same layers as MAT's
 * decoder.
 *
 * <p>State of {@code synthesis}: {@code early_layer.const} (1, c, 4, 4), {@code layer0} … ({@link
 * StyleConv}), {@code output0} … ({@link ToRgb}; only the last one but for the skip architecture),
 * {@code skip_layerN} (resnet), {@code upsample.kernel} (skip; {@code upsampleN.kernel} where each
 * level has its own filter).
 *
 * <p>Three options that the published code has but cannot run work here: resnet (its 1×1 layer is
 * {@code skip_layerN}, N from 0, beside layers 2N+1 and 2N+2; published code overwrites a
 * convolution with it), channel noise (one stored value a channel; published code asks for an
 * undefined attribute), and a style as input (a dense layer {@code early_layer.weight} (16·c, w)
 * with leaky ReLU makes the first map; the published one makes a sixteenth of it).
 */
final class StyleGan2Generator extends StyledGenerator {
    private final Synthesis synthesis;

    private static final class Synthesis extends Module {
        private final Start early;
        private final List<StyleConv> layers = new ArrayList<>();
        private final List<EqualConv> skips = new ArrayList<>();
        private final List<ToRgb> outputs = new ArrayList<>();

        Synthesis(GeneratorConfig config) {
            Architecture architecture = config.architecture();
            WeightScale scale = WeightScale.of(config.equalised());
            StyleConv.Options options =
                    new StyleConv.Options(
                            config.demodulate(),
                            config.equalised(),
                            config.noiseType() == NoiseType.CHANNEL,
                            config.clamp());
            boolean skip = architecture == Architecture.SKIP;
            FirFilter shared =
                    skip && config.sharedFilter() ? new FirFilter(FirFilter.UP_GAIN) : null;
            int w = config.wDim();
            early = child("early_layer", new Start(config));
            for (int level = 0; level <= config.levels(); level++) {
                int side = GeneratorConfig.START << level;
                int c = config.channels(side);
                if (level > 0) {
                    int below = config.channels(side / 2);
                    add(new StyleConv(below, c, w, side, 2, options));
                    if (architecture == Architecture.RESNET) {
                        EqualConv layer = EqualConv.genforceSkip(below, c, 2, 1, scale);
                        skips.add(child("skip_layer" + (level - 1), layer));
                    }
                }
                add(new StyleConv(c, c, w, side, 1, options));
                if (skip || level == config.levels()) {
                    boolean own = skip && shared == null && level > 0;
                    FirFilter upsample = own ? new FirFilter(FirFilter.UP_GAIN) : shared;
                    ToRgb output =
                            new ToRgb(
                                    c, config.imageChannels(), w, upsample, scale, config.clamp());
                    outputs.add(child("output" + level, output));
                    if (own) {
                        child("upsample" + level, upsample);
                    }
                }
            }
            if (shared != null) {
                child("upsample", shared);
            }
        }

        private void add(StyleConv layer) {
            layers.add(child("layer" + layers.size(), layer));
        }
    }

    /** The first map: a constant, or made of the first style. */
    private static final class Start extends Module {
        private final int channels;
        private final Parameter constant;
        private final FullyConnected dense;

        Start(GeneratorConfig config) {
            int side = GeneratorConfig.START;
            channels = config.channels(side);
            if (config.constInput()) {
                constant = parameter("const", Initial.normal(1), 1, channels, side, side);
                dense = null;
            } else {
                constant = null;
                dense =
                        child(
                                "",
                                new FullyConnected(
                                        config.wDim(),
                                        channels * side * side,
                                        Activation.LEAKY_RELU,
                                        WeightScale.of(config.equalised()),
                                        0));
            }
        }

        NDArray forward(Pass pass, NDArray code) {
            if (dense == null) {
                return ScriptFunction.of(
                                "t: Tensor, c: Tensor",
                                "Tensor",
                                "return torch.repeat(c, [torch.size(t, 0), 1, 1, 1])")
                        .apply(code, constant.array());
            }
            try (NDArray y = dense.forward(pass, code)) {
                return ScriptFunction.of(
                                "y: Tensor",
                                "Tensor",
                                "return torch.reshape(y, [-1, " + channels + ", 4, 4])")
                        .apply(y);
            }
        }
    }

    /** Features and picture of a level. */
    private record State(NDArray x, NDArray picture) {}

    StyleGan2Generator(GeneratorConfig config) {
        super(config);
        begin();
        synthesis = child("synthesis", new Synthesis(config));
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
                            + "; a generator of the family "
                            + config().family()
                            + " does not grow, 0 would be right.");
        }
    }

    @Override
    NDArray paint(Pass pass, NDArray codes, boolean direct, LayerNoise noise) {
        NDArray x;
        try (NDArray first = Fading.code(codes, 0)) {
            x = synthesis.early.forward(pass, first);
        }
        State state = new State(x, null);
        for (int level = 0; level <= config().levels(); level++) {
            state = level(pass, level, state, codes, direct, noise);
        }
        state.x.close();
        return config().finalTanh() ? Fading.tanh(state.picture) : state.picture;
    }

    private State level(
            Pass pass, int level, State in, NDArray codes, boolean direct, LayerNoise noise) {
        boolean painted =
                level == config().levels() || config().architecture() == Architecture.SKIP;
        List<NDArray> inputs = new ArrayList<>();
        inputs.add(in.x);
        for (int i = Math.max(0, 2 * level - 1); i <= 2 * level + 1; i++) {
            inputs.add(Fading.code(codes, i));
        }
        List<NDArray> codesOfLevel = List.copyOf(inputs.subList(1, inputs.size()));
        if (in.picture != null) {
            inputs.add(in.picture);
        }
        boolean onPicture = in.picture != null;
        List<NDArray> out =
                pass.segment(
                        painted ? 2 : 1,
                        inputs,
                        (p, a) -> level(p, level, a, onPicture, painted, direct, noise));
        codesOfLevel.forEach(NDArray::close);
        return new State(out.get(0), painted ? out.get(1) : null);
    }

    private List<NDArray> level(
            Pass pass,
            int level,
            List<NDArray> in,
            boolean onPicture,
            boolean painted,
            boolean direct,
            LayerNoise noise) {
        NDArray x = in.get(0);
        int codes = level == 0 ? 2 : 3;
        NDArray beside =
                level > 0 && !synthesis.skips.isEmpty()
                        ? synthesis.skips.get(level - 1).forward(pass, x, Math.sqrt(0.5))
                        : null;
        for (int i = 1; i < codes; i++) {
            int index = 2 * level - (codes - 1) + i;
            try (NDArray previous = x) {
                x =
                        synthesis
                                .layers
                                .get(index)
                                .forward(
                                        pass,
                                        previous,
                                        in.get(i),
                                        noise,
                                        "synthesis.layer" + index + ".noise",
                                        direct);
            }
        }
        if (beside != null) {
            x = joined(x, beside);
        }
        if (!painted) {
            return List.of(x);
        }
        ToRgb output = synthesis.outputs.get(Math.min(level, synthesis.outputs.size() - 1));
        try (NDArray below = onPicture ? in.get(codes + 1) : null) {
            return List.of(x, output.forward(pass, x, in.get(codes), below, direct));
        }
    }

    /** {@code x/√2 + beside}; frees both. */
    private static NDArray joined(NDArray x, NDArray beside) {
        try (x;
                beside) {
            return ScriptFunction.of(
                            "x: Tensor, y: Tensor",
                            "Tensor",
                            "return torch.add(torch.mul(x, 0.7071067811865476), y)")
                    .apply(x, beside);
        }
    }
}
