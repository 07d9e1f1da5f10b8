// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivatives by {@code torch.autograd.grad}: the results have graphs of their own, so a penalty on
 * a gradient can be differentiated again. No {@code .grad} of any array is touched.
 *
 * <p>The arrays must come from a {@link org.restauro.engine.Pass} that records gradients, and the
 * inputs must require them ({@link #require}).
 */
public final class Gradients {
    private Gradients() {}

    /** Marks an array as one to differentiate with respect to; returns it. */
    public static NDArray require(NDArray array) {
        array.setRequiresGradient(true);
        return array;
    }

    /** The same values without history; shares the memory. */
    public static NDArray detach(NDArray array) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.detach(x)").apply(array);
    }

    /**
     * Derivative of the sum of {@code output}.
     *
     * @param output any shape
     * @param inputs arrays that the output depends on
     * @return one array for each input, of its shape; zeros where the output does not depend on it
     */
    public static List<NDArray> of(NDArray output, List<NDArray> inputs) {
        return of(output, inputs, true);
    }

    /** The same without a graph of the gradients themselves, for a plain optimiser step. */
    public static List<NDArray> firstOrder(NDArray output, List<NDArray> inputs) {
        return of(output, inputs, false);
    }

    private static List<NDArray> of(NDArray output, List<NDArray> inputs, boolean createGraph) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        String graph = createGraph ? "True, True" : "False, False";
        String body =
                "gs = torch.autograd.grad([torch.sum(y)], xs, None, "
                        + graph
                        + ", True)\n"
                        + "rs = annotate(List[Tensor], [])\n"
                        + "for i in range(torch.len(xs)):\n"
                        + "  g = gs[i]\n"
                        + "  if torch.__is__(g, None):\n"
                        + "    r = torch.zeros_like(xs[i])\n"
                        + "  else:\n"
                        + "    r = unchecked_cast(Tensor, g)\n"
                        + "  _0 = torch.append(rs, r)\n"
                        + "return rs";
        return new ArrayList<>(
                ScriptFunction.of("y: Tensor, xs: List[Tensor]", "List[Tensor]", body)
                        .callWithLists(output.getManager(), output, inputs));
    }
}
