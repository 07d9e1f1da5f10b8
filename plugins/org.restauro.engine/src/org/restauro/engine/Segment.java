// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A part of a network whose results follow from its inputs, the weights and the draws of the pass
 * that it is given: it can be computed once more.
 *
 * <p>It may close its inputs when it has used them, and must not write into them.
 */
@FunctionalInterface
public interface Segment {
    /** Computes the results, all in the given pass. */
    List<NDArray> compute(Pass pass, List<NDArray> inputs);
}
