// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.util.Objects;

/** A page that several nodes share. */
public final class ReusablePage extends FromFilePage {
    private final String pageName;

    ReusablePage(FromFilePage page, String pageName) {
        super(page);
        this.pageName = Objects.requireNonNull(pageName);
    }

    public String getPageId() {
        if (!isCompletelyStatic()) {
            throw new IllegalStateException(
                    "Page is marked as 're-usable' but not completely static.");
        }
        return getContentType() == ContentType.SHADOW_APP
                ? pageName
                : pageName + ":" + System.identityHashCode(this);
    }
}
