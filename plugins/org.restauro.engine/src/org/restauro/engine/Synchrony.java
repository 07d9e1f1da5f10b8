// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.ScriptFunction;

/**
 * What a pass knows of the passes that compute the other parts of the same batch at the same time:
 * for statistics of a whole batch.
 *
 * <p>Every part makes the same calls in the same order; each waits for the others. Where passes
 * record gradients, they flow back into every part.
 */
public interface Synchrony {
    /** A pass that computes its batch alone. */
    Synchrony ALONE =
            new Synchrony() {
                @Override
                public int parts() {
                    return 1;
                }

                @Override
                public int index() {
                    return 0;
                }

                @Override
                public int samples(int mine) {
                    return mine;
                }

                @Override
                public List<NDArray> derivatives(NDArray output, List<NDArray> inputs) {
                    return Gradients.of(output, inputs);
                }

                @Override
                public List<NDArray> all(Pass pass, NDArray mine) {
                    return List.of(
                            ScriptFunction.of("x: Tensor", "Tensor", "return torch.alias(x)")
                                    .apply(mine));
                }
            };

    /** Number of parts of the batch. */
    int parts();

    /** Which of them this pass computes, from 0. */
    int index();

    /**
     * Samples of all parts together. Sample i of part k is the sample k + i·parts of them.
     *
     * @param mine samples of this part
     */
    int samples(int mine);

    /**
     * Derivatives, with graphs of their own, of the sum of an array over all parts.
     *
     * @param output that of this part, any shape
     * @param inputs of this part
     * @return one array for each input, of its shape
     */
    List<NDArray> derivatives(NDArray output, List<NDArray> inputs);

    /**
     * An array of each part, in their order.
     *
     * @param mine that of this part; it stays the caller's
     * @return arrays of this pass, on its device
     */
    List<NDArray> all(Pass pass, NDArray mine);

    /** The sum of an array over all parts; an array of this pass. */
    default NDArray sum(Pass pass, NDArray mine) {
        try (NDList all = new NDList(all(pass, mine))) {
            return ScriptFunction.of(
                            "x: List[Tensor]", "Tensor", "return torch.sum(torch.stack(x), [0])")
                    .callWithLists(pass.manager(), all)
                    .get(0);
        }
    }
}
