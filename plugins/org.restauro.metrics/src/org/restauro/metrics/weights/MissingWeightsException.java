// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.weights;

import java.io.IOException;

/** A metric's weights were not given. The message says which, from where, and how to give them. */
public final class MissingWeightsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final WeightFile file;

    MissingWeightsException(WeightFile file, String message) {
        super(message);
        this.file = file;
    }

    /** What is missing. */
    public WeightFile file() {
        return file;
    }
}
