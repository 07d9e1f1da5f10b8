// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.StyleConv;
import org.restauro.engine.nn.ToRgb;
import org.restauro.engine.ops.Ops;

/**
 * One level of a decoder: doubled features plus the encoder's, one more convolution, colour.
 *
 * <p>State: {@code conv0}, {@code conv1} ({@link StyleConv}), {@code toRGB}.
 */
final class SynthesisLevel extends Module {
    /** Arrays that a level with a picture below it is given. */
    private static final int INPUTS = 6;

    private final StyleConv conv0;
    private final StyleConv conv1;
    private final ToRgb toRgb;
    private final String drawName;

    /** Features and picture of a level. */
    record State(NDArray x, NDArray picture) {}

    /**
     * Makes a level.
     *
     * @param resolution side of the stored noise, 0 for a level without noise
     */
    SynthesisLevel(int in, int out, int styleDim, int resolution, String drawName) {
        conv0 = child("conv0", new StyleConv(in, out, styleDim, resolution, 3, 2));
        conv1 = child("conv1", new StyleConv(out, out, styleDim, resolution, 3, 1));
        toRgb = child("toRGB", new ToRgb(out, 3, styleDim));
        this.drawName = drawName;
    }

    /** Applies the level; frees the given state, leaves skip and styles open. */
    State forward(
            Pass pass,
            State in,
            NDArray skip,
            NDArray style0,
            NDArray style1,
            NDArray styleRgb,
            LayerNoise noise) {
        List<NDArray> inputs = new ArrayList<>(List.of(in.x(), skip, style0, style1, styleRgb));
        if (in.picture() != null) {
            inputs.add(in.picture());
        }
        List<NDArray> out = pass.segment(2, inputs, (p, a) -> forward(p, a, noise));
        return new State(out.get(0), out.get(1));
    }

    private List<NDArray> forward(Pass pass, List<NDArray> in, LayerNoise noise) {
        NDArray up = conv0.forward(pass, in.get(0), in.get(2), noise, drawName + ".conv0");
        in.get(0).close();
        up = Ops.addInto(pass, up, in.get(1));
        NDArray x = conv1.forward(pass, up, in.get(3), noise, drawName + ".conv1");
        up.close();
        if (in.size() < INPUTS) {
            return List.of(x, toRgb.forward(pass, x, in.get(4), null));
        }
        try (NDArray below = in.get(5)) {
            return List.of(x, toRgb.forward(pass, x, in.get(4), below));
        }
    }
}
