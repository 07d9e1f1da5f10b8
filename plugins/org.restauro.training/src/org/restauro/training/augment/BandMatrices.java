// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Matrices of equal size that are zero but for a few values a row: a filter, resampling and
 * reflection at the edges, all in one linear map of a line of pixels.
 */
final class BandMatrices {
    private final int count;
    private final int rows;
    private final int columns;
    private final int taps;
    private final float[] at;
    private final float[] weights;
    private final int[] used;

    /**
     * Makes matrices of zeros.
     *
     * @param taps most values of a row
     */
    BandMatrices(int count, int rows, int columns, int taps) {
        this.count = count;
        this.rows = rows;
        this.columns = columns;
        this.taps = taps;
        at = new float[count * rows * taps];
        weights = new float[count * rows * taps];
        used = new int[count * rows];
    }

    /** Adds to a value; equal places are summed here, so that the sum has an order. */
    void add(int matrix, int row, int column, double weight) {
        int line = matrix * rows + row;
        int first = line * taps;
        for (int i = first; i < first + used[line]; i++) {
            if (at[i] == column) {
                weights[i] += (float) weight;
                return;
            }
        }
        at[first + used[line]] = column;
        weights[first + used[line]++] = (float) weight;
    }

    /** The matrices, (count, rows, columns). */
    NDArray dense(Pass pass) {
        // an example of the number of columns; sizes change from batch to batch and must not be
        // part of the source
        try (NDArray w = pass.array(weights, count, rows, taps);
                NDArray i = pass.array(at, count, rows, taps);
                NDArray line = pass.array(new float[columns], columns)) {
            return ScriptFunction.of(
                            "w: Tensor, i: Tensor, line: Tensor",
                            "Tensor",
                            "z = torch.new_zeros(w, [torch.size(w, 0), torch.size(w, 1), "
                                    + "torch.size(line, 0)])\n"
                                    + "return torch.scatter_add(z, 2, torch.to(i, 4), w)")
                    .apply(w, i, line);
        }
    }

    /** The pixel that a place beyond the edges mirrors, as often as it takes. */
    static int reflected(int i, int size) {
        if (size == 1) {
            return 0;
        }
        int m = Math.floorMod(i, 2 * (size - 1));
        return m < size ? m : 2 * (size - 1) - m;
    }
}
