// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
        StringBuilder parameters = new StringBuilder("y: Tensor");
        StringBuilder list = new StringBuilder();
        StringBuilder results = new StringBuilder();
        StringBuilder unwrap = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            parameters.append(", x").append(i).append(": Tensor");
            list.append(i == 0 ? "" : ", ").append('x').append(i);
            unwrap.append("g").append(i).append(" = gs[").append(i).append("]\n");
            unwrap.append("if torch.__is__(g").append(i).append(", None):\n");
            unwrap.append("  r").append(i).append(" = torch.zeros_like(x").append(i).append(")\n");
            unwrap.append("else:\n  r").append(i).append(" = unchecked_cast(Tensor, g");
            unwrap.append(i).append(")\n");
            results.append(i == 0 ? "" : ", ").append('r').append(i);
        }
        String body =
                "gs = torch.autograd.grad([torch.sum(y)], [" + list + "], None, "
                        + (createGraph ? "True, True" : "False, False") + ", True)\n" + unwrap
                        + "return [" + results + "]";
        NDArray[] arguments = new NDArray[inputs.size() + 1];
        arguments[0] = output;
        for (int i = 0; i < inputs.size(); i++) {
            arguments[i + 1] = inputs.get(i);
        }
        NDList gradients =
                ScriptFunction.of(parameters.toString(), "List[Tensor]", body).call(arguments);
        return new ArrayList<>(gradients);
    }
}
