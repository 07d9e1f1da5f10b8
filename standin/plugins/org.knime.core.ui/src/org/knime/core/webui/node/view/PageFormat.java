// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.view;

/** The shape of a view's page. */
public enum PageFormat {
    /** Four to three. */
    ASPECT_RATIO_4BY3,
    /** As the content wants. */
    AUTO
}
