// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;

/** Makes tokens and a style of pictures. */
interface Encoder {
    /**
     * Encodes.
     *
     * @param pictures (n, 3, h, w) in [−1, 1]; they stay open
     */
    Encoded forward(Pass pass, NDArray pictures);

    /** Text that turns features (n, c, h, w) into local means (n, grid², c), row by row. */
    static String tokens(String x, int grid) {
        return "torch.transpose(torch.flatten(torch.adaptive_avg_pool2d("
                + x
                + ", ["
                + grid
                + ", "
                + grid
                + "]), 2), 1, 2)";
    }
}
