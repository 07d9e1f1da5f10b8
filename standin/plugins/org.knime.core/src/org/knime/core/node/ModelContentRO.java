// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.node.config.ConfigRO;

/** The content of a port object, for reading. */
public interface ModelContentRO extends ConfigRO {
    ModelContentRO getModelContent(String key) throws InvalidSettingsException;
}
