// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import org.restauro.engine.weights.WeightFileException;

/**
 * What reading one file may cost. Shared by all pickles inside the file, so that many small ones
 * are bounded as one large one is. The largest checkpoint known (MAT 512: generator, discriminator
 * and average) needs a few hundred thousand operations and some megabytes.
 */
final class ReadingLimits {
    /** Estimated bytes of an object with a few fields. */
    static final int OBJECT = 64;

    /** Estimated bytes of an entry of a hash map with its index. */
    static final int ENTRY = 96;

    private static final long OPERATIONS = 5_000_000;
    private static final long MEMORY = 64L << 20;

    /** Pickles inside pickles: a persistent object holds storages, and these hold nothing. */
    private static final int NESTING = 2;

    private long operations;
    private long memory;
    private int nesting;

    void operation() throws WeightFileException {
        if (++operations > OPERATIONS) {
            throw new WeightFileException(
                    "more than " + OPERATIONS + " pickle operations; no checkpoint needs so many");
        }
    }

    /** To be called before memory is taken. */
    void take(long bytes) throws WeightFileException {
        memory += bytes;
        if (memory > MEMORY) {
            throw new WeightFileException(
                    "the pickled objects take more than "
                            + (MEMORY >> 20)
                            + " MiB, tensors not counted; no checkpoint needs so much");
        }
    }

    void enterNested() throws WeightFileException {
        if (++nesting > NESTING) {
            throw new WeightFileException("pickles are nested more than " + NESTING + " deep");
        }
    }

    void leaveNested() {
        nesting--;
    }
}
