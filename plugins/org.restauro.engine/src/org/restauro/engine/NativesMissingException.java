// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

/** PyTorch's native libraries could not be found or loaded; the message names what to install. */
public final class NativesMissingException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NativesMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
