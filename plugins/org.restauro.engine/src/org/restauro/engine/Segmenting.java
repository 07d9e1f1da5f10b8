// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How a pass that records gradients computes the segments of a network. */
@FunctionalInterface
public interface Segmenting {
    /**
     * Computes a segment.
     *
     * @param differentiable how many results, from the first on, gradients flow through
     * @return the results, which belong to the pass
     */
    List<NDArray> compute(Pass pass, int differentiable, List<NDArray> inputs, Segment segment);
}
