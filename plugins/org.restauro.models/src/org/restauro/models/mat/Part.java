// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;

/** A rectangle of a feature map: rows top … bottom − 1, columns left … right − 1. */
record Part(int top, int bottom, int left, int right) {
    Part {
        if (top < 0 || left < 0 || top >= bottom || left >= right) {
            throw new IllegalArgumentException(
                    "A part from " + left + ", " + top + " to " + right + ", " + bottom);
        }
    }

    /** The whole of a map. */
    static Part whole(NDArray map) {
        long[] shape = map.getShape().getShape();
        return new Part(0, (int) shape[shape.length - 2], 0, (int) shape[shape.length - 1]);
    }

    /** Larger by so many rows and columns on each side, as far as the limits go. */
    Part grown(int by, Part limits) {
        return new Part(
                Math.max(limits.top, top - by),
                Math.min(limits.bottom, bottom + by),
                Math.max(limits.left, left - by),
                Math.min(limits.right, right + by));
    }

    /** What a doubling 3×3 convolution and its filter look at to make this part. */
    Part below(Part limits) {
        return new Part(
                Math.max(limits.top, Math.floorDiv(top - 2, 2)),
                Math.min(limits.bottom, (bottom + 1) / 2 + 1),
                Math.max(limits.left, Math.floorDiv(left - 2, 2)),
                Math.min(limits.right, (right + 1) / 2 + 1));
    }

    /** What a filtered 3×3 convolution that halves looks at, from an even row and column on. */
    Part above(Part limits) {
        return new Part(
                Math.max(limits.top, 2 * top - 2),
                Math.min(limits.bottom, 2 * bottom + 2),
                Math.max(limits.left, 2 * left - 2),
                Math.min(limits.right, 2 * right + 2));
    }

    /** The same place on a map of twice the size. */
    Part doubled() {
        return new Part(2 * top, 2 * bottom, 2 * left, 2 * right);
    }

    /** The same place as it lies in a larger part. */
    Part in(Part outer) {
        return new Part(top - outer.top, bottom - outer.top, left - outer.left, right - outer.left);
    }

    long area() {
        return (long) (bottom - top) * (right - left);
    }

    /** A view of this part of a map, to be closed on its own. */
    NDArray of(NDArray map) {
        return Ops.window(map, top, bottom, left, right);
    }

    /** This part of an image tensor in the policy's memory format; copied where it must be. */
    NDArray copyOf(Pass pass, NDArray map) {
        try (NDArray view = of(map)) {
            return Ops.inFormat(view, pass.policy().format());
        }
    }
}
