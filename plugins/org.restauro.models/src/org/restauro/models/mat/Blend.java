// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** The sums of MAT that mix two things by a map of ones and zeros. */
final class Blend {
    private Blend() {}

    /** {@code x·mask + y·(1 − mask)} in float32; x and y (b, c, h, w), mask (b, 1, h, w). */
    static NDArray paste(NDArray x, NDArray y, NDArray mask) {
        return ScriptFunction.of(
                        "x: Tensor, y: Tensor, m: Tensor",
                        "Tensor",
                        "return torch.add(torch.mul(x, m), torch.mul(y, torch.rsub(m, 1)))")
                .apply(x, y, mask);
    }

    /** Input of the first stage: {@code [mask − 0.5, image·mask]}. */
    static NDArray firstInput(Pass pass, NDArray image, NDArray mask) {
        return ScriptFunction.of(
                        "x: Tensor, m: Tensor",
                        "Tensor",
                        "y = torch.cat([torch.sub(m, 0.5), torch.mul(x, m)], 1)\nreturn "
                                + prepared(pass, "y"))
                .apply(image, mask);
    }

    /**
     * Input of the second stage: {@code [mask − 0.5, image·mask + stage1·(1 − mask), image·mask]}.
     */
    static NDArray secondInput(Pass pass, NDArray image, NDArray mask, NDArray stage1) {
        return ScriptFunction.of(
                        "x: Tensor, m: Tensor, s: Tensor",
                        "Tensor",
                        "x = torch.mul(x, m)\n"
                                + "s = torch.add(x, torch.mul(s, torch.rsub(m, 1)))\n"
                                + "y = torch.cat([torch.sub(m, 0.5), s, x], 1)\nreturn "
                                + prepared(pass, "y"))
                .apply(image, mask, stage1);
    }

    /** Input of the discriminator: {@code [mask − 0.5, image]}. */
    static NDArray judgedInput(Pass pass, NDArray image, NDArray mask) {
        return ScriptFunction.of(
                        "x: Tensor, m: Tensor",
                        "Tensor",
                        "y = torch.cat([torch.sub(m, 0.5), x], 1)\nreturn " + prepared(pass, "y"))
                .apply(image, mask);
    }

    private static String prepared(Pass pass, String y) {
        return Ops.inFormat(Ops.cast(y, pass.policy().precision()), pass.policy().format());
    }

    /**
     * Style mixing of features: each value is kept, or replaced by one that the style gives its
     * position, by a coin. x (b, c, h, w), square (b, side²) → (b, c, h, w).
     *
     * @param tokens whether the coins lie in token order (b, h·w, c), and the square is resized as
     *     a line of tokens; else both are images
     */
    static NDArray mix(
            Pass pass, NDArray x, NDArray square, int side, boolean tokens, String drawName) {
        long b = x.getShape().get(0);
        long c = x.getShape().get(1);
        long h = x.getShape().get(2);
        long w = x.getShape().get(3);
        long[] shape = tokens ? new long[] {b, h * w, c} : new long[] {b, c, h, w};
        float[] coins = pass.noise().bernoulli(drawName, 0.5, shape);
        StringBuilder s = new StringBuilder();
        if (tokens) {
            s.append("m = torch.permute(torch.reshape(m, [").append(b).append(", ").append(h);
            s.append(", ").append(w).append(", ").append(c).append("]), [0, 3, 1, 2])\n");
            if (h * w != (long) side * side) {
                s.append("q = torch.squeeze(torch.upsample_linear1d(torch.unsqueeze(q, 1), [");
                s.append(h * w).append("], False, None), 1)\n");
            }
            s.append("q = torch.reshape(q, [-1, 1, ").append(h).append(", ").append(w);
            s.append("])\n");
        } else {
            s.append("q = torch.reshape(q, [-1, 1, ").append(side).append(", ").append(side);
            s.append("])\n");
            if (h != side || w != side) {
                s.append("q = torch.upsample_bilinear2d(q, [").append(h).append(", ").append(w);
                s.append("], False, None)\n");
            }
            s.append("m = ").append(Ops.inFormat("m", pass.policy().format())).append('\n');
        }
        var precision = pass.policy().precision();
        s.append("m = ").append(Ops.cast("m", precision)).append('\n');
        s.append("q = ").append(Ops.cast("q", precision)).append('\n');
        s.append("return torch.add(torch.mul(x, m), torch.mul(q, torch.rsub(m, 1)))");
        try (NDArray m = pass.array(coins, shape)) {
            return ScriptFunction.of("x: Tensor, m: Tensor, q: Tensor", "Tensor", s.toString())
                    .apply(x, m, square);
        }
    }

    /** The sum of two image tensors or views of some, in the policy's memory format. */
    static NDArray sum(Pass pass, NDArray x, NDArray y) {
        return ScriptFunction.of(
                        "x: Tensor, y: Tensor",
                        "Tensor",
                        "return " + Ops.inFormat("torch.add(x, y)", pass.policy().format()))
                .apply(x, y);
    }

    /** Room for features like the given ones, over the whole of a map; the values are undefined. */
    static NDArray empty(Pass pass, NDArray like, Part whole) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.empty([torch.size(x, 0), torch.size(x, 1), "
                                + whole.bottom()
                                + ", "
                                + whole.right()
                                + "], dtype=ops.prim.dtype(x), layout=0, "
                                + "device=ops.prim.device(x), pin_memory=False, memory_format="
                                + pass.policy().format().code()
                                + ")")
                .apply(like);
    }

    /** Mean over the image axes in float32: (b, c, h, w) → (b, c). */
    static NDArray pool(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.mean(torch.to(x, 6), [2, 3])")
                .apply(x);
    }
}
