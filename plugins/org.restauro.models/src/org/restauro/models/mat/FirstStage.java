// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Masked;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ModuleList;
import org.restauro.engine.nn.PartialConv;
import org.restauro.engine.nn.WindowStage;
import org.restauro.engine.nn.WindowStage.Resampling;
import org.restauro.engine.ops.Ops;

/**
 * First stage: mask-aware convolutions, transformer body, a style-driven decoder without noise
 * (paper, section 3.2–3.4).
 *
 * <p>image (b, 3, h, w), mask (b, 1, h, w), w (b, style) → stage-1 image with the known pixels
 * pasted, float32.
 */
final class FirstStage extends Module {
    /** Channels of the input: mask and image. */
    private static final int INPUT = 4;

    private final PartialConv convFirst;
    private final ModuleList<PartialConv> entry;
    private final ModuleList<WindowStage> stages;
    private final ModuleList<EqualConv> shrink;
    private final FullyConnected toStyle;
    private final FullyConnected wsStyle;
    private final FullyConnected toSquare;
    private final ModuleList<SynthesisLevel> levels;
    private final int side;

    FirstStage(MatConfig config) {
        int dim = config.dim();
        convFirst = child("conv_first", partial(INPUT, dim, 1));
        entry = child("enc_conv", new ModuleList<>());
        for (int i = 0; i < config.entryHalvings(); i++) {
            entry.add(partial(dim, dim, 2));
        }
        Resampling[] resampling = {
            Resampling.NONE,
            Resampling.HALVE,
            Resampling.HALVE,
            Resampling.DOUBLE,
            Resampling.DOUBLE
        };
        stages = child("tran", new ModuleList<>());
        for (int s = 0; s < MatConfig.STAGES; s++) {
            stages.add(
                    new WindowStage(
                            dim,
                            config.depths().get(s),
                            config.heads(),
                            config.stageResolution(s),
                            config.windows().get(s),
                            config.mlpRatio(),
                            resampling[s]));
        }
        side = config.stageResolution(2);
        shrink = child("down_conv", new ModuleList<>());
        for (int i = 0; i < MatConfig.log2(side); i++) {
            shrink.add(new EqualConv(dim, dim, 3, 1, 2, Activation.LEAKY_RELU, true));
        }
        toStyle = child("to_style", new FullyConnected(dim, 2 * dim, Activation.LEAKY_RELU));
        wsStyle = child("ws_style", new FullyConnected(config.wDim(), dim, Activation.LEAKY_RELU));
        toSquare = child("to_square", new FullyConnected(dim, side * side, Activation.LEAKY_RELU));
        levels = child("dec_conv", new ModuleList<>());
        for (int i = 0; i < config.entryHalvings(); i++) {
            levels.add(new SynthesisLevel(dim, dim, 3 * dim, 0, "stage1." + i));
        }
    }

    private static PartialConv partial(int in, int out, int down) {
        return new PartialConv(in, out, 3, 1, down, Activation.LEAKY_RELU);
    }

    /**
     * Paints.
     *
     * @param parts of the levels that count; null for all
     */
    NDArray forward(Pass pass, NDArray image, NDArray mask, NDArray w, Parts parts) {
        Deque<Skip> skips = new ArrayDeque<>();
        Masked x = enter(pass, image, mask, parts, skips);
        for (int i = 1; i < entry.size(); i++) {
            skips.push(Skip.of(x.x()));
            Masked next = x.through(pass, entry.get(i)::forward);
            x.mask().close();
            x = next;
        }
        Masked t0 = stages.get(0).forward(pass, x);
        close(x);
        Masked t1 = stages.get(1).forward(pass, t0);
        close(new Masked(null, t0.mask()));
        Masked t2 = stages.get(2).forward(pass, new Masked(t1.x(), null));
        close(new Masked(null, t1.mask()));
        List<NDArray> bottom = pass.segment(2, List.of(t2.x(), w), this::styled);
        NDArray mixed = bottom.get(0);
        NDArray y = refine(pass, 3, mixed, t1.x());
        y = refine(pass, 4, y, t0.x());
        SynthesisLevel.State state = new SynthesisLevel.State(y, null);
        try (NDArray style = bottom.get(1)) {
            SynthesisLevel.Styles styles = new SynthesisLevel.Styles(style, style, style);
            for (SynthesisLevel level : levels) {
                try (Skip skip = skips.pop()) {
                    state = level.forward(pass, state, skip, styles, LayerNoise.NONE, parts);
                }
            }
        }
        try (NDArray picture = state.last()) {
            return Blend.paste(image, picture, mask);
        }
    }

    /** The first two layers; their features between them are added to the skips. */
    private Masked enter(Pass pass, NDArray image, NDArray mask, Parts parts, Deque<Skip> skips) {
        NDArray input = Blend.firstInput(pass, image, mask);
        if (parts != null && parts.at(image.getShape().get(2)) != null) {
            Entry parted = new Entry(convFirst, entry.get(0), input, mask);
            skips.push(parted);
            return parted.halved(pass);
        }
        Masked x = new Masked(input, mask).through(pass, convFirst::forward);
        input.close();
        skips.push(Skip.of(x.x()));
        Masked half = x.through(pass, entry.get(0)::forward);
        x.mask().close();
        return half;
    }

    /** Features and latent style → features mixed with the style, style of the whole image. */
    private List<NDArray> styled(Pass pass, List<NDArray> in) {
        NDArray x = in.get(0);
        try (NDArray own = wsStyle.forward(pass, in.get(1));
                NDArray square = toSquare.forward(pass, own)) {
            NDArray mixed = Blend.mix(pass, x, square, side, true, "stage1.mix");
            x.close();
            try (NDArray global = globalStyle(pass, mixed)) {
                return List.of(mixed, Ops.concat(1, global, own));
            }
        }
    }

    /** A doubling transformer stage plus the features of the same size; frees both. */
    private NDArray refine(Pass pass, int stage, NDArray x, NDArray skip) {
        Masked y = stages.get(stage).forward(pass, new Masked(x, null));
        x.close();
        NDArray sum = Ops.addInto(pass, y.x(), skip);
        skip.close();
        return sum;
    }

    private NDArray globalStyle(Pass pass, NDArray x) {
        NDArray y = x;
        for (EqualConv conv : shrink) {
            NDArray next = conv.forward(pass, y);
            if (y != x) {
                y.close();
            }
            y = next;
        }
        try (NDArray pooled = Blend.pool(y)) {
            if (y != x) {
                y.close();
            }
            return toStyle.forward(pass, pooled);
        }
    }

    private static void close(Masked m) {
        if (m.x() != null) {
            m.x().close();
        }
        if (m.mask() != null) {
            m.mask().close();
        }
    }
}
