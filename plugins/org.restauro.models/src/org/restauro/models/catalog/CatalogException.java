// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.catalog;

import java.io.IOException;

/** The catalogue is broken, or a model of it cannot be fetched. The message says what to do. */
public final class CatalogException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public CatalogException(String message) {
        super(message);
    }

    CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
