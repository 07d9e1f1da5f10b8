// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Makes the models of one kind of node and describes it. The class is the node's identity in
 * workflows.
 *
 * @param <T> the model's class
 */
public abstract class NodeFactory<T extends NodeModel> {
    private final boolean lazy;
    private NodeDescription description;

    protected NodeFactory() {
        this(false);
    }

    protected NodeFactory(boolean lazyInitialization) {
        lazy = lazyInitialization;
    }

    /** Reads the description; called by whoever asks for it first. */
    public synchronized void init() {
        if (description == null) {
            try {
                description = createNodeDescription();
            } catch (SAXException | IOException e) {
                throw new IllegalStateException(
                        "The description of " + getClass().getName() + " cannot be read: " + e, e);
            }
        }
    }

    private NodeDescription description() {
        init();
        return description;
    }

    /**
     * Describes the node; factories that are not built from {@code DefaultNode} override it.
     *
     * @return the description
     * @throws SAXException when it is not valid
     * @throws IOException when it cannot be read
     */
    protected NodeDescription createNodeDescription() throws SAXException, IOException {
        throw new IOException(
                "the stand-in reads no XML descriptions; override createNodeDescription");
    }

    public final String getFactoryId() {
        return getClass().getName();
    }

    protected InputStream getPropertiesInputStream() {
        return getClass().getResourceAsStream(getClass().getSimpleName() + ".xml");
    }

    public Element getXMLDescription() {
        return description().getXMLDescription();
    }

    public void loadAdditionalFactorySettings(ConfigRO config) throws InvalidSettingsException {}

    public void saveAdditionalFactorySettings(ConfigWO config) {}

    public final String getNodeName() {
        return description().getNodeName();
    }

    public String getInportName(int index) {
        return description().getInportName(index);
    }

    public String getOutportName(int index) {
        return description().getOutportName(index);
    }

    public final String getInportDescription(int index) {
        return description().getInportDescription(index);
    }

    public final String getOutportDescription(int index) {
        return description().getOutportDescription(index);
    }

    public final String[] getKeywords() {
        return description().getKeywords();
    }

    public abstract T createNodeModel();

    protected T createNodeModel(NodeCreationConfiguration creationConfig) {
        return createNodeModel();
    }

    protected abstract int getNrNodeViews();

    public abstract NodeView<T> createNodeView(int index, T nodeModel);

    protected abstract boolean hasDialog();

    protected abstract NodeDialogPane createNodeDialogPane();

    /**
     * The icon.
     *
     * @return its address, or null when the described file is missing
     */
    public URL getIcon() {
        String path = description().getIconPath();
        if (path == null) {
            return null;
        }
        // Inside a bundle's jar there is no folder "."
        return getClass().getResource(path.startsWith("./") ? path.substring(2) : path);
    }

    public NodeType getType() {
        return description().getType();
    }

    public String getInteractiveViewName() {
        return description().getInteractiveViewName();
    }

    public final boolean isDeprecated() {
        return description().isDeprecated();
    }

    public final boolean isLazilyInitialized() {
        return lazy;
    }

    /** What a node is for; decides its colour. */
    public enum NodeType {
        /** Makes data. */
        Source,
        /** Consumes data. */
        Sink,
        /** Trains. */
        Learner,
        /** Applies something trained. */
        Predictor,
        /** Changes data. */
        Manipulator,
        /** Shows data. */
        Visualizer,
        /** Takes part in a page. */
        Widget,
        /** A metanode. */
        Meta,
        /** Begins a loop. */
        LoopStart,
        /** Ends a loop. */
        LoopEnd,
        /** Begins a scope. */
        ScopeStart,
        /** Ends a scope. */
        ScopeEnd,
        /** Old kind of {@link #Widget}. */
        QuickForm,
        /** Configures a component. */
        Configuration,
        /** Anything else. */
        Other,
        /** Not installed. */
        Missing,
        /** Not said. */
        Unknown,
        /** A component. */
        Subnode,
        /** The inputs of a component. */
        VirtualIn,
        /** The outputs of a component. */
        VirtualOut,
        /** A container. */
        Container
    }
}
