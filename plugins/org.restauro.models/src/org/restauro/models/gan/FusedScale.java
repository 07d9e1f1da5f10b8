// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

/** Whether a resampling layer is one strided convolution. */
public enum FusedScale {
    /** Never: nearest or average resampling and a convolution. */
    FALSE,
    /** Always. */
    TRUE,
    /** Where the larger side is 128 or more. */
    AUTO;

    private static final int SMALLEST = 128;

    /** Whether the layer whose larger side this is, is fused. */
    boolean at(int side) {
        return this == TRUE || this == AUTO && side >= SMALLEST;
    }
}
