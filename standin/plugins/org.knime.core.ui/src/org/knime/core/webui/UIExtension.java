// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui;

import org.knime.core.webui.page.Page;

/** What shows a page. */
public interface UIExtension {
    Page getPage();
}
