// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeDialogPane;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeView;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.webui.node.dialog.NodeDialog;
import org.knime.core.webui.node.dialog.NodeDialogFactory;
import org.knime.core.webui.node.dialog.SettingsType;
import org.knime.core.webui.node.view.NodeViewFactory;
import org.knime.core.webui.page.Page;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Makes nodes from a {@link DefaultNode}; sub classes have a public constructor without arguments.
 */
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel>
        implements NodeDialogFactory, NodeViewFactory<NodeModel> {
    private final DefaultNode node;

    protected DefaultNodeFactory(DefaultNode node) {
        super(true);
        this.node = Objects.requireNonNull(node, "A factory needs its node");
        super.init();
    }

    @Override
    public final synchronized void init() {
        super.init();
    }

    @Override
    protected final NodeDescription createNodeDescription() throws SAXException, IOException {
        return new DefaultNodeDescription(node);
    }

    @Override
    protected final Optional<PortsConfigurationBuilder> createPortsConfigBuilder() {
        if (node.ports.isEmpty()) {
            return Optional.empty();
        }
        PortsConfigurationBuilder builder = new PortsConfigurationBuilder();
        node.ports.forEach(group -> group.addTo(builder));
        return Optional.of(builder);
    }

    @Override
    public boolean hasNodeDialog() {
        return node.model.parametersClass().isPresent()
                || node.view().map(v -> v.parametersClass != null).orElse(false);
    }

    @Override
    public final NodeDialog createNodeDialog() {
        return new NodeDialog() {
            @Override
            public Set<SettingsType> getSettingsTypes() {
                return Set.of(SettingsType.MODEL);
            }

            @Override
            public Page getPage() {
                return Page.create().fromString(() -> "").relativePath("dialog.html");
            }
        };
    }

    @Override
    public final NodeModel createNodeModel() {
        return super.createNodeModel();
    }

    @Override
    protected final NodeModel createNodeModel(NodeCreationConfiguration creationConfig) {
        return new DefaultNodeModel(node, creationConfig.getPortConfig().orElse(null));
    }

    @Override
    public final boolean hasNodeView() {
        return node.view().isPresent();
    }

    @Override
    public final org.knime.core.webui.node.view.NodeView createNodeView(NodeModel nodeModel) {
        return new DefaultNodeView(
                node.view()
                        .orElseThrow(() -> new IllegalStateException(node.name + " has no view")),
                (DefaultNodeModel) nodeModel);
    }

    @Override
    protected final boolean hasDialog() {
        return false;
    }

    @Override
    protected final NodeDialogPane createNodeDialogPane() {
        return null;
    }

    @Override
    protected final NodeDialogPane createNodeDialogPane(NodeCreationConfiguration creationConfig) {
        return null;
    }

    @Override
    protected final int getNrNodeViews() {
        return 0;
    }

    @Override
    public final NodeView<NodeModel> createNodeView(int viewIndex, NodeModel nodeModel) {
        return null;
    }

    @Override
    public final URL getIcon() {
        return super.getIcon();
    }

    @Override
    public final String getInportName(int index) {
        return super.getInportName(index);
    }

    @Override
    public final String getInteractiveViewName() {
        return super.getInteractiveViewName();
    }

    @Override
    public final String getOutportName(int index) {
        return super.getOutportName(index);
    }

    @Override
    protected final InputStream getPropertiesInputStream() {
        return super.getPropertiesInputStream();
    }

    @Override
    public final NodeType getType() {
        return super.getType();
    }

    @Override
    public final Element getXMLDescription() {
        return super.getXMLDescription();
    }

    @Override
    public final boolean isPortConfigurableViaMenu() {
        return super.isPortConfigurableViaMenu();
    }

    @Override
    public final void loadAdditionalFactorySettings(ConfigRO config)
            throws InvalidSettingsException {
        super.loadAdditionalFactorySettings(config);
    }

    @Override
    public final void saveAdditionalFactorySettings(ConfigWO config) {
        super.saveAdditionalFactorySettings(config);
    }
}
