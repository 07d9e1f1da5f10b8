// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.StyleConv;
import org.restauro.engine.nn.ToRgb;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** Style-driven decoder of the second stage, from 16² to the full size. */
final class Decoder extends Module {
    private final Bottom bottom;
    private final Map<Integer, SynthesisLevel> levels = new LinkedHashMap<>();

    private static final class Bottom extends Module {
        private final EqualConv conv0;
        private final StyleConv conv1;
        private final ToRgb toRgb;

        Bottom(int channels, int styleDim) {
            conv0 = child("conv0", new EqualConv(channels, channels, 3, Activation.LEAKY_RELU));
            conv1 =
                    child(
                            "conv1",
                            new StyleConv(channels, channels, styleDim, MatConfig.BOTTOM, 3, 1));
            toRgb = child("toRGB", new ToRgb(channels, 3, styleDim));
        }
    }

    Decoder(MatConfig config, int styleDim) {
        int in = config.channels(MatConfig.BOTTOM);
        bottom = child("Dec_16x16", new Bottom(in, styleDim));
        for (int r = 2 * MatConfig.BOTTOM; r <= config.resolution(); r *= 2) {
            int out = config.channels(r);
            SynthesisLevel level = new SynthesisLevel(in, out, styleDim, r, "dec." + r);
            levels.put(r, child("Dec_" + r + "x" + r, level));
            in = out;
        }
    }

    /**
     * Paints.
     *
     * @param features encoder features by built side; each is freed when it was used
     * @param ws (b, styles, w)
     * @param global (b, g)
     * @param parts of the levels that count; null for all
     * @return picture (b, 3, h, w) in float32
     */
    NDArray forward(
            Pass pass,
            Map<Integer, NDArray> features,
            NDArray ws,
            NDArray global,
            LayerNoise noise,
            Parts parts) {
        NDArray f = features.get(MatConfig.BOTTOM);
        NDArray x = Ops.addInto(pass, bottom.conv0.forward(pass, f), f);
        f.close();
        SynthesisLevel.State state;
        NDArray previous = style(ws, 1, global);
        try (NDArray first = style(ws, 0, global)) {
            NDArray y = bottom.conv1.forward(pass, x, first, noise, "dec.16.conv1");
            x.close();
            state = new SynthesisLevel.State(y, bottom.toRgb.forward(pass, y, previous, null));
        }
        for (Map.Entry<Integer, SynthesisLevel> e : levels.entrySet()) {
            int index = 2 * MatConfig.log2(e.getKey()) - 8;
            NDArray rgb = style(ws, index + 1, global);
            // the colour layer of a level and the first convolution of the next share a style
            try (Skip skip = Skip.of(features.get(e.getKey()));
                    NDArray middle = style(ws, index, global)) {
                var styles = new SynthesisLevel.Styles(previous, middle, rgb);
                state = e.getValue().forward(pass, state, skip, styles, noise, parts);
            }
            previous.close();
            previous = rgb;
        }
        previous.close();
        return state.last();
    }

    private static NDArray style(NDArray ws, int index, NDArray global) {
        return ScriptFunction.of(
                        "g: Tensor, w: Tensor",
                        "Tensor",
                        "return torch.cat([torch.select(w, 1, " + index + "), g], 1)")
                .apply(global, ws);
    }
}
