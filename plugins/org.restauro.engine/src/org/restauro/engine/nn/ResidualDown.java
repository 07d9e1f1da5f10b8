// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;

/**
 * The residual block of StyleGAN2's discriminators: two convolutions, of which the second halves
 * the size, and a 1×1 convolution beside them; the sum is divided by √2.
 *
 * @param conv0 at full size
 * @param conv1 to half the size
 * @param skip 1×1 to half the size, without bias; null for a block without the sum
 */
public record ResidualDown(EqualConv conv0, EqualConv conv1, EqualConv skip) {
    /** x (batch, in, h, w) → (batch, out, h/2, w/2). */
    public NDArray forward(Pass pass, NDArray x) {
        double half = skip == null ? 1 : Math.sqrt(0.5);
        NDArray y;
        try (NDArray z = conv0.forward(pass, x)) {
            y = conv1.forward(pass, z, half);
        }
        if (skip == null) {
            return y;
        }
        try (NDArray s = skip.forward(pass, x, half)) {
            return Ops.addInto(pass, y, s);
        }
    }
}
