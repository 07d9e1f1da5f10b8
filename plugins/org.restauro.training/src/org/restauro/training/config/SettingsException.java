// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.config;

/** A setting that cannot be used; the message says which, why, and what would be right. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Takes the message. */
    public SettingsException(String message) {
        super(message);
    }

    /** Takes the message and its cause. */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
