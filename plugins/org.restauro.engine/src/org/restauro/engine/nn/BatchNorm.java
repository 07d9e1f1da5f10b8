// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) in float32, by the batch in passes in training mode,
 * which also move the running averages by a tenth, and by the running averages otherwise. Where the
 * batch is computed in parts on several devices, it is the whole batch's mean and variance that
 * count, as with PyTorch's synchronised layer.
 *
 * <p>State: {@code weight}, {@code bias}, buffers {@code running_mean}, {@code running_var}
 * (channels), and the counter {@code num_batches_tracked} (), which is listed but not kept.
 */
public final class BatchNorm extends Module {
    private static final String EPSILON = "1e-05";

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter mean;
    private final Parameter variance;

    /** Makes a layer that changes nothing but mean and deviation. */
    public BatchNorm(int channels) {
        weight = parameter("weight", Initial.constant(1), channels);
        bias = parameter("bias", Initial.constant(0), channels);
        mean = buffer("running_mean", Initial.constant(0), channels);
        variance = buffer("running_var", Initial.constant(1), channels);
        derived("num_batches_tracked", Initial.constant(0));
    }

    /** Normalises x (batch, channels, …); float32. */
    public NDArray forward(Pass pass, NDArray x) {
        boolean images = x.getShape().dimension() == 4;
        String axes = images ? "[0, 2, 3]" : "[0]";
        String shape = images ? "[1, -1, 1, 1]" : "[1, -1]";
        if (pass.training() && pass.synchrony().parts() > 1) {
            return synchronised(pass, x, axes, shape);
        }
        if (pass.training()) {
            if (x.getShape().size() == x.getShape().get(1)) {
                throw new IllegalArgumentException(
                        "One value a channel cannot be normalised in training; a batch of 2 or more"
                                + " would be right.");
            }
            move(x, axes);
        }
        String statistics =
                pass.training()
                        ? "m = torch.mean(x, "
                                + axes
                                + ", True)\n"
                                + "c = torch.sub(x, m)\n"
                                + "v = torch.mean(torch.mul(c, c), "
                                + axes
                                + ", True)\n"
                        : "c = torch.sub(x, torch.reshape(rm, "
                                + shape
                                + "))\n"
                                + "v = torch.reshape(rv, "
                                + shape
                                + ")\n";
        String body =
                "x = torch.to(x, 6)\n"
                        + statistics
                        + "y = torch.mul(c, torch.rsqrt(torch.add(v, "
                        + EPSILON
                        + ")))\n"
                        + "y = torch.mul(y, torch.reshape(w, "
                        + shape
                        + "))\n"
                        + "return torch.add(y, torch.reshape(b, "
                        + shape
                        + "))";
        return ScriptFunction.of(
                        "x: Tensor, w: Tensor, b: Tensor, rm: Tensor, rv: Tensor", "Tensor", body)
                .apply(x, weight.array(), bias.array(), mean.array(), variance.array());
    }

    /** The running variance takes the unbiased one of the batch, as PyTorch's. */
    private void move(NDArray x, String axes) {
        String body =
                "x = torch.detach(torch.to(x, 6))\n"
                        + "m = torch.mean(x, "
                        + axes
                        + ")\n"
                        + "v = torch.var(x, "
                        + axes
                        + ", True, False)\n"
                        + "return (torch.add(torch.mul(rm, 0.9), torch.mul(m, 0.1)), "
                        + "torch.add(torch.mul(rv, 0.9), torch.mul(v, 0.1)))";
        var moved =
                ScriptFunction.of(
                                "x: Tensor, rm: Tensor, rv: Tensor", "Tuple[Tensor, Tensor]", body)
                        .call(x, mean.array(), variance.array());
        try (moved) {
            mean.assign(moved.get(0));
            variance.assign(moved.get(1));
        }
    }

    /** By the mean and the variance of all parts of the batch. */
    private NDArray synchronised(Pass pass, NDArray x, String axes, String shape) {
        try (NDArray mine = sums(x, axes);
                NDArray sums = pass.synchrony().sum(pass, mine);
                NDArray centred =
                        ScriptFunction.of(
                                        "x: Tensor, s: Tensor",
                                        "Tensor",
                                        "m = torch.div(torch.slice(s, 0, 0, -1), "
                                                + "torch.select(s, 0, -1))\n"
                                                + "return torch.sub(torch.to(x, 6), "
                                                + "torch.reshape(m, "
                                                + shape
                                                + "))")
                                .apply(x, sums);
                NDArray mySquares =
                        ScriptFunction.of(
                                        "c: Tensor",
                                        "Tensor",
                                        "return torch.sum(torch.mul(c, c), " + axes + ")")
                                .apply(centred);
                NDArray squares = pass.synchrony().sum(pass, mySquares)) {
            moveTogether(sums, squares);
            return ScriptFunction.of(
                            "c: Tensor, s: Tensor, q: Tensor, w: Tensor, b: Tensor",
                            "Tensor",
                            "v = torch.div(q, torch.select(s, 0, -1))\n"
                                    + "r = torch.rsqrt(torch.add(v, "
                                    + EPSILON
                                    + "))\n"
                                    + "y = torch.mul(c, torch.reshape(r, "
                                    + shape
                                    + "))\n"
                                    + "y = torch.mul(y, torch.reshape(w, "
                                    + shape
                                    + "))\n"
                                    + "return torch.add(y, torch.reshape(b, "
                                    + shape
                                    + "))")
                    .apply(centred, sums, squares, weight.array(), bias.array());
        }
    }

    /** Sums of the channels, and at the end how many values each has. */
    private static NDArray sums(NDArray x, String axes) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "s = torch.sum(torch.to(x, 6), "
                                + axes
                                + ")\n"
                                + "n = torch.zeros_like(torch.slice(torch.detach(s), 0, 0, 1))\n"
                                + "n = torch.add(n, torch.numel(x) // torch.size(x, 1))\n"
                                + "return torch.cat([s, n])")
                .apply(x);
    }

    private void moveTogether(NDArray sums, NDArray squares) {
        var moved =
                ScriptFunction.of(
                                "s: Tensor, q: Tensor, rm: Tensor, rv: Tensor",
                                "Tuple[Tensor, Tensor]",
                                "s = torch.detach(s)\n"
                                        + "n = torch.select(s, 0, -1)\n"
                                        + "m = torch.div(torch.slice(s, 0, 0, -1), n)\n"
                                        + "v = torch.div(torch.detach(q), torch.sub(n, 1))\n"
                                        + "return (torch.add(torch.mul(rm, 0.9), "
                                        + "torch.mul(m, 0.1)), "
                                        + "torch.add(torch.mul(rv, 0.9), torch.mul(v, 0.1)))")
                        .call(sums, squares, mean.array(), variance.array());
        try (moved) {
            mean.assign(moved.get(0));
            variance.assign(moved.get(1));
        }
    }
}
