// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.Locale;

/** Number type in which convolutions and matrix products are computed. Weights stay float32. */
public enum Precision {
    /** 24 bits of significand: the reference. */
    FLOAT32(6),
    /** 8 bits of significand, float32's range: fast on CPUs with AMX and on recent GPUs. */
    BFLOAT16(15),
    /** 11 bits of significand, range to 65504: for GPUs. */
    FLOAT16(5);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** Number of the type in PyTorch's {@code ScalarType}. */
    public int scalarType() {
        return scalarType;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
