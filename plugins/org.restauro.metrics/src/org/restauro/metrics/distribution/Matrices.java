// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.metrics.features.FeatureSet;

/** Feature vectors as float64 matrices on the device. */
final class Matrices {
    private Matrices() {}

    /** (n, d) in float64. */
    static NDArray of(Pass pass, FeatureSet set) {
        try (NDArray x = pass.array(set.values(), set.count(), set.dimension())) {
            return ScriptFunction.of("x: Tensor", "Tensor", "return torch.to(x, 7)").apply(x);
        }
    }

    /** Rows by their numbers. */
    static NDArray rows(NDArray x, int[] rows) {
        return selected(x, 0, rows);
    }

    /** Rows or columns by their numbers. */
    static NDArray selected(NDArray x, int axis, int[] numbers) {
        long[] index = new long[numbers.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = numbers[i];
        }
        try (NDArray at = x.getManager().create(index)) {
            return ScriptFunction.of(
                            "x: Tensor, i: Tensor",
                            "Tensor",
                            "return torch.index_select(x, " + axis + ", i)")
                    .apply(x, at);
        }
    }
}
