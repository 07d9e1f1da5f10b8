// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.Locale;

/**
 * Order of the values of an image tensor in memory; shapes are (batch, channels, height, width).
 */
public enum MemoryFormat {
    /** Width fastest, as the shape reads. */
    CONTIGUOUS(0),
    /** Channels fastest: quicker convolutions on CPUs with wide vectors and on GPUs. */
    CHANNELS_LAST(2);

    private final int code;

    MemoryFormat(int code) {
        this.code = code;
    }

    /** Number of the format in PyTorch's {@code MemoryFormat}. */
    public int code() {
        return code;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
