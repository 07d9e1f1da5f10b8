// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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

    /**
     * Features and picture of a level.
     *
     * @param x null after the last level where it was computed in parts
     */
    record State(NDArray x, NDArray picture) {
        /** The picture alone; frees the features. */
        NDArray last() {
            if (x != null) {
                x.close();
            }
            return picture;
        }
    }

    /** Styles of the three layers. */
    record Styles(NDArray first, NDArray second, NDArray colour) {}

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

    /**
     * Applies the level; frees the given state, leaves skip and styles open.
     *
     * @param parts of the levels that count, elsewhere the result may hold anything; null for all
     */
    State forward(Pass pass, State in, Skip skip, Styles styles, LayerNoise noise, Parts parts) {
        long height = 2 * in.x().getShape().get(2);
        if (parts != null && parts.at(height) != null) {
            boolean last = parts.isLast(height);
            return inParts(pass, in, skip, styles, noise, parts.at(height), last);
        }
        List<NDArray> inputs = new ArrayList<>();
        inputs.addAll(List.of(in.x(), skip.whole(pass)));
        inputs.addAll(List.of(styles.first(), styles.second(), styles.colour()));
        if (in.picture() != null) {
            inputs.add(in.picture());
        }
        List<NDArray> out = pass.segment(2, inputs, (p, a) -> forward(p, a, noise));
        return new State(out.get(0), out.get(1));
    }

    private State inParts(
            Pass pass,
            State in,
            Skip skip,
            Styles styles,
            LayerNoise noise,
            List<Part> parts,
            boolean last) {
        Part below = Part.whole(in.x());
        Part whole = below.doubled();
        long batch = in.x().getShape().get(0);
        NDArray x = null;
        NDArray picture = under(pass, in, whole);
        try (NDArray small = in.x();
                NDArray noise0 = noise(pass, conv0, batch, whole, noise, ".conv0");
                NDArray noise1 = noise(pass, conv1, batch, whole, noise, ".conv1")) {
            for (Part part : parts) {
                Part around = part.grown(1, whole);
                NDArray y;
                try (NDArray up = doubled(pass, small, around, styles.first(), noise0);
                        NDArray more = skip.part(pass, around)) {
                    y = Blend.sum(pass, up, more);
                }
                try (NDArray before = y;
                        NDArray n = noise1 == null ? null : around.of(noise1);
                        NDArray after = conv1.forward(pass, before, styles.second(), n, false)) {
                    Part inside = part.in(around);
                    paint(pass, picture, part, inside, after, styles.colour());
                    if (!last) {
                        x = x == null ? Blend.empty(pass, after, whole) : x;
                        place(x, part, inside, after);
                    }
                }
            }
        }
        return new State(x, picture);
    }

    /** The picture of the level below at this level's size, or nothing, which counts as black. */
    private NDArray under(Pass pass, State in, Part whole) {
        if (in.picture() == null) {
            long batch = in.x().getShape().get(0);
            return pass.manager().zeros(new Shape(batch, 3, whole.bottom(), whole.right()));
        }
        try (NDArray small = in.picture()) {
            return toRgb.doubled(small);
        }
    }

    private NDArray noise(
            Pass pass, StyleConv conv, long batch, Part whole, LayerNoise noise, String name) {
        return conv.noise(pass, batch, whole.bottom(), whole.right(), noise, drawName + name);
    }

    /** Doubled features in a part, as a view. */
    private NDArray doubled(Pass pass, NDArray x, Part part, NDArray style, NDArray noise) {
        Part below = part.below(Part.whole(x));
        Part made = below.doubled();
        try (NDArray from = below.copyOf(pass, x);
                NDArray n = noise == null ? null : made.of(noise);
                NDArray up = conv0.forward(pass, from, style, n, false)) {
            return part.in(made).of(up);
        }
    }

    private void paint(
            Pass pass, NDArray picture, Part part, Part inside, NDArray x, NDArray style) {
        try (NDArray colour = toRgb.forward(pass, x, style, null);
                NDArray from = inside.of(colour);
                NDArray to = part.of(picture)) {
            Ops.increase(to, from);
        }
    }

    private static void place(NDArray map, Part part, Part inside, NDArray x) {
        try (NDArray from = inside.of(x);
                NDArray to = part.of(map)) {
            Ops.overwrite(to, from);
        }
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
