// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.checkpoint.Persistent;

/**
 * Path-length regularisation (Karras et al. 2020, section 3.2): a step of fixed size in style space
 * shall change the picture by a fixed amount. Keeps the running mean of the lengths; passes that
 * compute parts of a batch at the same time share one of these.
 *
 * <p>The length of a sample is the root mean (over styles) square (summed over a style) of the
 * gradient of {@code Σ image·y}, y ~ N(0, 1)/√(h·w); the penalty is (length − mean)². The gradient
 * flows through the mean as well, as published.
 */
public final class PathLength implements Persistent {
    /** Share of a new mean in the running one, as published. */
    public static final double PUBLISHED_DECAY = 0.01;

    private final double decay;
    private float mean;

    /**
     * Lengths and what they cost, one value a sample: (batch).
     *
     * @param lengths without graph
     * @param penalties with graph, not yet weighted
     */
    public record Result(NDArray lengths, NDArray penalties) implements AutoCloseable {
        @Override
        public void close() {
            lengths.close();
            penalties.close();
        }
    }

    /** Begins with a mean of 0. */
    public PathLength(double decay) {
        this.decay = decay;
    }

    /** Running mean of the lengths: the whole state. */
    public float mean() {
        return mean;
    }

    @Override
    public String name() {
        return "path_length";
    }

    @Override
    public ObjectNode numbers() {
        return JsonNodeFactory.instance.objectNode().put("mean", mean);
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        if (!numbers.path("mean").isNumber()) {
            throw new IllegalArgumentException(
                    "The mean of the path lengths is " + numbers.path("mean") + ", no number.");
        }
        mean = (float) numbers.get("mean").asDouble();
    }

    /**
     * Measures and moves the mean.
     *
     * @param images (batch, channels, h, w), which depend on
     * @param styles (batch, styles, w)
     * @param noise N(0, 1) values in the shape of the images
     */
    public Result penalty(Pass pass, NDArray images, NDArray styles, float[] noise) {
        long[] shape = images.getShape().getShape();
        NDArray sum;
        try (NDArray y = pass.array(noise, shape)) {
            String scale = Ops.number(1 / Math.sqrt((double) shape[2] * shape[3]));
            sum =
                    ScriptFunction.of(
                                    "x: Tensor, y: Tensor",
                                    "Tensor",
                                    "return torch.sum(torch.mul(x, torch.mul(y, " + scale + ")))")
                            .apply(images, y);
        }
        try (sum;
                NDArray gradient = Gradients.of(sum, List.of(styles)).get(0);
                NDArray before = pass.array(new float[] {mean}, 1);
                NDArray lengths =
                        ScriptFunction.of(
                                        "g: Tensor",
                                        "Tensor",
                                        "n = torch.sum(torch.mul(g, g), [2])\n"
                                                + "return torch.sqrt(torch.mean(n, [1]))")
                                .apply(gradient);
                NDArray average = average(pass, lengths)) {
            var result =
                    ScriptFunction.of(
                                    "n: Tensor, o: Tensor, m: Tensor",
                                    "List[Tensor]",
                                    "d = torch.sub(o, m)\n"
                                            + "a = torch.add(m, torch.mul(d, "
                                            + Ops.number(decay)
                                            + "))\n"
                                            + "p = torch.sub(n, a)\n"
                                            + "return [torch.detach(n), torch.mul(p, p), "
                                            + "torch.detach(a)]")
                            .call(lengths, average, before);
            try (NDArray moved = result.get(2)) {
                // one of the parts moves what all have read before they met for the average
                if (pass.synchrony().index() == 0) {
                    mean = Ops.floats(moved)[0];
                }
            }
            return new Result(result.get(0), result.get(1));
        }
    }

    /** Mean over the samples of all parts of the batch. */
    private static NDArray average(Pass pass, NDArray lengths) {
        if (pass.synchrony().parts() == 1) {
            return ScriptFunction.of("n: Tensor", "Tensor", "return torch.mean(n)").apply(lengths);
        }
        try (NDArray mine =
                        ScriptFunction.of(
                                        "n: Tensor",
                                        "Tensor",
                                        "c = torch.ones_like(torch.detach(n))\n"
                                                + "return torch.stack([torch.sum(n), "
                                                + "torch.sum(c)])")
                                .apply(lengths);
                NDArray sums = pass.synchrony().sum(pass, mine)) {
            return ScriptFunction.of(
                            "s: Tensor",
                            "Tensor",
                            "return torch.div(torch.select(s, 0, 0), torch.select(s, 0, 1))")
                    .apply(sums);
        }
    }
}
