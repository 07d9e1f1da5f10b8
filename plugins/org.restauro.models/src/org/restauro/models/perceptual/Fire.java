// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;

/**
 * SqueezeNet's module: few channels, then many by 1 × 1 and by 3 × 3 kernels side by side (Iandola
 * et al. 2016).
 *
 * <p>State: {@code squeeze}, {@code expand1x1}, {@code expand3x3}, each with weight and bias.
 */
final class Fire extends Module {
    private final ReluConv squeeze;
    private final ReluConv small;
    private final ReluConv large;

    Fire(int in, int squeezed, int expanded) {
        squeeze = child("squeeze", new ReluConv(in, squeezed, 1, 1, 0));
        small = child("expand1x1", new ReluConv(squeezed, expanded, 1, 1, 0));
        large = child("expand3x3", new ReluConv(squeezed, expanded, 3, 1, 1));
    }

    NDArray forward(Pass pass, NDArray x) {
        try (NDArray y = squeeze.forward(pass, x);
                NDArray a = small.forward(pass, y);
                NDArray b = large.forward(pass, y)) {
            return Ops.concat(1, a, b);
        }
    }
}
