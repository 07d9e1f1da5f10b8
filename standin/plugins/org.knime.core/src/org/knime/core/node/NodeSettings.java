// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.config.Config;
import org.knime.core.node.config.ConfigWO;

/** The settings of a node: a configuration tree. */
public final class NodeSettings extends Config implements NodeSettingsRO, NodeSettingsWO {
    private static final long serialVersionUID = 1L;

    public NodeSettings(String key) {
        super(key);
    }

    /**
     * Reads settings from XML.
     *
     * @param in the document; closed afterwards
     * @return the settings
     * @throws IOException when it cannot be read or is no settings document
     */
    public static NodeSettingsRO loadFromXML(InputStream in) throws IOException {
        NodeSettings settings = new NodeSettings("ignored");
        try (in) {
            settings.load(in);
        }
        return settings;
    }

    @Override
    public Config getInstance(String key) {
        return new NodeSettings(key);
    }

    @Override
    public void copyTo(ConfigWO target) {
        super.copyTo(target);
    }

    @Override
    public NodeSettingsWO addNodeSettings(String key) {
        return (NodeSettingsWO) addConfig(key);
    }

    @Override
    public void addNodeSettings(NodeSettings settings) {
        addEntry(settings);
    }

    @Override
    public NodeSettings getNodeSettings(String key) throws InvalidSettingsException {
        return (NodeSettings) getConfig(key);
    }
}
