// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.config.Config;

/** The content of a port object: a configuration tree. */
public final class ModelContent extends Config implements ModelContentRO, ModelContentWO {
    private static final long serialVersionUID = 1L;

    public ModelContent(String key) {
        super(key);
    }

    /**
     * Reads content from XML.
     *
     * @param in the document; closed afterwards
     * @return the content
     * @throws IOException when it cannot be read or is no such document
     */
    public static synchronized ModelContentRO loadFromXML(InputStream in) throws IOException {
        ModelContent content = new ModelContent("ignored");
        try (in) {
            content.load(in);
        }
        return content;
    }

    @Override
    public Config getInstance(String key) {
        return new ModelContent(key);
    }

    @Override
    public void addModelContent(ModelContent content) {
        addEntry(content);
    }

    @Override
    public ModelContentWO addModelContent(String key) {
        return (ModelContentWO) addConfig(key);
    }

    @Override
    public ModelContent getModelContent(String key) throws InvalidSettingsException {
        return (ModelContent) getConfig(key);
    }
}
