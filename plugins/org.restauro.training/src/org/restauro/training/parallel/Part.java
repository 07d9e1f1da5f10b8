// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.Synchrony;
import org.restauro.engine.ops.Recomputation;
import org.restauro.training.optim.ParameterGradients;

/** A part of a round, as the thread that computes it sees the others. */
public interface Part extends Synchrony {
    /** A round that one device computes alone. */
    Part WHOLE =
            new Part() {
                @Override
                public int parts() {
                    return ALONE.parts();
                }

                @Override
                public int index() {
                    return ALONE.index();
                }

                @Override
                public int samples(int mine) {
                    return ALONE.samples(mine);
                }

                @Override
                public List<NDArray> derivatives(NDArray output, List<NDArray> inputs) {
                    return ALONE.derivatives(output, inputs);
                }

                @Override
                public List<NDArray> all(Pass pass, NDArray mine) {
                    return ALONE.all(pass, mine);
                }

                @Override
                public void differentiate(
                        NDArray loss, ParameterGradients gradients, Recomputation recomputation) {
                    gradients.add(loss, recomputation);
                }
            };

    /**
     * Adds the gradients of this part's share of the loss; its graph is freed. Where statistics
     * connect the parts, the gradients of the others' shares with respect to this part's copies are
     * among them.
     *
     * @param loss one value, weighted such that the sum over all parts is the loss
     * @param recomputation of the pass; null if it records everything
     */
    void differentiate(NDArray loss, ParameterGradients gradients, Recomputation recomputation);
}
