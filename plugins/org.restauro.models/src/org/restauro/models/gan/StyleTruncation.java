// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.nn.StyleAverage;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * One style for every layer, pulled towards the running mean.
 *
 * <p>State: buffer {@code w_avg} (w), or (layers·w) where the mapping makes a style a layer.
 */
final class StyleTruncation extends Module {
    private final GeneratorConfig config;
    private final Parameter average;

    StyleTruncation(GeneratorConfig config) {
        this.config = config;
        int w = config.wDim() * (config.repeatW() ? 1 : config.layers());
        average = buffer("w_avg", Initial.constant(0), w);
    }

    /** Moves the running mean by mapped styles. */
    void move(NDArray w, double decay) {
        StyleAverage.move(average, w, decay);
    }

    /** w (batch, w), (batch, layers·w) or (batch, layers, w) → (batch, layers, w). */
    NDArray forward(NDArray w, Truncation truncation) {
        long[] shape = w.getShape().getShape();
        int layers = config.layers();
        int dim = config.wDim();
        boolean one = shape.length == 2 && shape[1] == dim && config.repeatW();
        boolean each =
                shape.length == 2 && shape[1] == (long) layers * dim
                        || shape.length == 3 && shape[1] == layers && shape[2] == dim;
        if (!one && !each) {
            throw new IllegalArgumentException(
                    "Styles of shape "
                            + w.getShape()
                            + " do not fit; "
                            + (config.repeatW() ? "(batch, " + dim + ") or " : "")
                            + "(batch, "
                            + layers
                            + ", "
                            + dim
                            + ") would be right.");
        }
        String body =
                one
                        ? "y = torch.repeat(torch.unsqueeze(w, 1), [1, " + layers + ", 1])\n"
                        : "y = torch.reshape(w, [-1, " + layers + ", " + dim + "])\n";
        if (truncation.active()) {
            int count = Math.min(truncation.layers(), layers);
            body += "a = torch.reshape(m, [1, -1, " + dim + "])\n";
            body +=
                    "t = torch.add(a, torch.mul(torch.sub(y, a), "
                            + Ops.number(truncation.psi())
                            + "))\n";
            body +=
                    count == layers
                            ? "y = t\n"
                            : "y = torch.cat([torch.narrow(t, 1, 0, "
                                    + count
                                    + "), torch.narrow(y, 1, "
                                    + count
                                    + ", "
                                    + (layers - count)
                                    + ")], 1)\n";
        }
        return ScriptFunction.of("w: Tensor, m: Tensor", "Tensor", body + "return y")
                .apply(w, average.array());
    }
}
