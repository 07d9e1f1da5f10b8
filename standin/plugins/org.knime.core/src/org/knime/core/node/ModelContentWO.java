// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** The content of a port object, for writing. */
public interface ModelContentWO extends ConfigWO {
    ModelContentWO addModelContent(String key);

    void addModelContent(ModelContent content);
}
