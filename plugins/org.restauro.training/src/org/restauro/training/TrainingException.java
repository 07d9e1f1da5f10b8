// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

/** Training cannot go on; the message says why and what would help. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }

    TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
