// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** Settings that are incomplete, of the wrong type or contradictory. */
public class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(String message) {
        super(message);
    }

    public InvalidSettingsException(Throwable cause) {
        super(cause == null ? null : cause.getMessage(), cause);
    }

    public InvalidSettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
