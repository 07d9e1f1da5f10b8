// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;

/** The parts of a node's settings.xml that say that it has no data. */
final class NodeFileDefaults {
    private NodeFileDefaults() {}

    /** Makes a node's file say that it is configured and has no data. */
    static void withoutData(NodeSettings file) {
        file.addString("state", "CONFIGURED");
        file.addBoolean("hasContent", false);
        file.addBoolean("isInactive", false);
        file.addNodeSettings("flow_stack");
        file.addNodeSettings("ports");
        NodeSettingsWO stores = file.addNodeSettings("filestores");
        stores.addString("file_store_location", null);
        stores.addString("file_store_id", null);
        if (file.containsKey("internalObjects")) {
            file.addNodeSettings("internalObjects");
        }
    }
}
