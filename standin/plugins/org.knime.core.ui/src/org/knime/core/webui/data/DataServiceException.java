// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

/** A failure that the user of a page can do something about. */
public final class DataServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String details;

    public DataServiceException(String message) {
        this(message, null, null);
    }

    public DataServiceException(String message, Throwable cause) {
        this(message, null, cause);
    }

    public DataServiceException(String message, String details) {
        this(message, details, null);
    }

    public DataServiceException(String message, String details, Throwable cause) {
        super(message, cause);
        this.details = details;
    }

    public String getDetails() {
        return details;
    }
}
