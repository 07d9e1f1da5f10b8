// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** Sums and sizes of pictures while a network grows from one level of detail to the next. */
final class Fading {
    private Fading() {}

    /** {@code a·share + b·(1 − share)}; frees both. */
    static NDArray blend(NDArray a, double share, NDArray b) {
        try (a;
                b) {
            return ScriptFunction.of(
                            "a: Tensor, b: Tensor",
                            "Tensor",
                            "return torch.add(torch.mul(a, "
                                    + Ops.number(share)
                                    + "), torch.mul(b, "
                                    + Ops.number(1 - share)
                                    + "))")
                    .apply(a, b);
        }
    }

    /** Doubles the size by repetition; frees the input. */
    static NDArray doubled(NDArray x) {
        try (x) {
            return ScriptFunction.of("x: Tensor", "Tensor", "return " + doubled("x")).apply(x);
        }
    }

    /** Source text of doubling by repetition. */
    static String doubled(String x) {
        return "torch.upsample_nearest2d("
                + x
                + ", [2 * torch.size("
                + x
                + ", 2), 2 * torch.size("
                + x
                + ", 3)], None, None)";
    }

    /** Halves the size by means of 2×2; the input stays. */
    static NDArray halved(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return " + halved("x")).apply(x);
    }

    /** Source text of halving by means. */
    static String halved(String x) {
        return "torch.avg_pool2d(" + x + ", [2, 2], [2, 2], [0, 0], False, True, None)";
    }

    /** tanh; frees the input. */
    static NDArray tanh(NDArray x) {
        try (x) {
            return ScriptFunction.of("x: Tensor", "Tensor", "return torch.tanh(x)").apply(x);
        }
    }

    /** The first values of (batch, values) as maps of one pixel. */
    static NDArray asMap(NDArray x, int channels) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.reshape(torch.narrow(x, 1, 0, "
                                + channels
                                + "), [-1, "
                                + channels
                                + ", 1, 1])")
                .apply(x);
    }

    /** Code i of (batch, layers, code). */
    static NDArray code(NDArray codes, int i) {
        return ScriptFunction.of("c: Tensor", "Tensor", "return torch.select(c, 1, " + i + ")")
                .apply(codes);
    }

    /** (batch, everything else) in float32, in the order of channels, rows, columns. */
    static NDArray flat(NDArray x) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.flatten(torch.contiguous(torch.to(x, 6), memory_format=0),"
                                + " 1, -1)")
                .apply(x);
    }

    /** Checks one-hot labels, or that there are none. */
    static void checkLabel(NDArray label, long batch, int labelSize) {
        if (labelSize == 0 ? label != null : label == null) {
            throw new IllegalArgumentException(
                    labelSize == 0
                            ? "This network knows no labels; null would be right."
                            : "This network needs labels of shape ("
                                    + batch
                                    + ", "
                                    + labelSize
                                    + ").");
        }
        if (label != null
                && !Arrays.equals(label.getShape().getShape(), new long[] {batch, labelSize})) {
            throw new IllegalArgumentException(
                    "Labels of shape "
                            + label.getShape()
                            + " do not fit; ("
                            + batch
                            + ", "
                            + labelSize
                            + ") would be right.");
        }
    }
}
