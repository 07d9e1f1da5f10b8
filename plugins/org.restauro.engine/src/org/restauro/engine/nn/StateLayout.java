// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

/** Whose names, order and shapes the tensors of a layer have; what it computes is the same. */
public enum StateLayout {
    /** NVIDIA's stylegan2-ada-pytorch, and MAT after it. */
    NVIDIA(4),
    /** GenForce: filters only where there is resampling, those of doubling with their gain. */
    GENFORCE(1);

    private final double upGain;

    StateLayout(double upGain) {
        this.upGain = upGain;
    }

    /** Factor that the stored filter of a doubling layer lacks. */
    double upGain() {
        return upGain;
    }
}
