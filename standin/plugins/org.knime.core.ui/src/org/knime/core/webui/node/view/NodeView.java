// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.view;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.webui.UIExtension;
import org.knime.core.webui.data.DataServiceProvider;

/** A view of an executed node. */
public interface NodeView extends UIExtension, DataServiceProvider {
    void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

    void loadValidatedSettingsFrom(NodeSettingsRO settings);

    default PageFormat getDefaultPageFormat() {
        return PageFormat.ASPECT_RATIO_4BY3;
    }

    default boolean canBeUsedInReport() {
        return false;
    }
}
