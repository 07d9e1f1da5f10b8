// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Masked;
import org.restauro.engine.nn.PartialConv;
import org.restauro.engine.ops.Ops;

/**
 * The first two layers of the first stage, part by part. The features between them are the largest
 * of all (180 channels at full size) and quickly made: they never exist as a whole, and what the
 * decoder wants of them is made again.
 */
final class Entry implements Skip {
    private final PartialConv first;
    private final PartialConv halving;
    private final NDArray input;
    private final NDArray mask;
    private final Part whole;

    /**
     * Begins.
     *
     * @param input of the first layer; closed with this
     * @param mask stays open
     */
    Entry(PartialConv first, PartialConv halving, NDArray input, NDArray mask) {
        this.first = first;
        this.halving = halving;
        this.input = input;
        this.mask = mask;
        whole = Part.whole(mask);
    }

    /** Features and mask after the second layer. */
    Masked halved(Pass pass) {
        Part half = new Part(0, whole.bottom() / 2, 0, whole.right() / 2);
        int rows = Math.max(2, Parts.LARGEST_PART / 2 / whole.right() * 2);
        NDArray x = null;
        NDArray m = null;
        for (int top = 0; top < half.bottom(); top += rows) {
            Part strip = new Part(top, Math.min(half.bottom(), top + rows), 0, half.right());
            Part from = strip.above(whole);
            // the halving layer sees from an even row on, so the first one's edge is cut off before
            Part made = new Part(from.top() / 2, from.bottom() / 2, 0, half.right());
            Masked y = halving(pass, from);
            try (NDArray yx = y.x();
                    NDArray ym = y.mask()) {
                x = x == null ? Blend.empty(pass, yx, half) : x;
                m = m == null ? Blend.empty(pass, ym, half) : m;
                copy(x, strip, strip.in(made), yx);
                copy(m, strip, strip.in(made), ym);
            }
        }
        return new Masked(x, m);
    }

    private static void copy(NDArray map, Part strip, Part inside, NDArray values) {
        try (NDArray from = inside.of(values);
                NDArray to = strip.of(map)) {
            Ops.overwrite(to, from);
        }
    }

    /** Features of the first layer in a part. */
    @Override
    public NDArray part(Pass pass, Part part) {
        Masked y = made(pass, part);
        try (NDArray x = y.x();
                NDArray m = y.mask()) {
            return part.in(part.grown(1, whole)).copyOf(pass, x);
        }
    }

    @Override
    public NDArray whole(Pass pass) {
        return part(pass, whole);
    }

    private Masked halving(Pass pass, Part part) {
        Part inside = part.in(part.grown(1, whole));
        Masked y = made(pass, part);
        try (NDArray x = y.x();
                NDArray m = y.mask();
                NDArray features = inside.copyOf(pass, x);
                NDArray known = inside.copyOf(pass, m)) {
            return halving.forward(pass, new Masked(features, known));
        }
    }

    /** The first layer on a part and a border whose own border is not right. */
    private Masked made(Pass pass, Part part) {
        Part around = part.grown(1, whole);
        try (NDArray x = around.copyOf(pass, input);
                NDArray m = around.copyOf(pass, mask)) {
            return first.forward(pass, new Masked(x, m));
        }
    }

    @Override
    public void close() {
        input.close();
    }
}
