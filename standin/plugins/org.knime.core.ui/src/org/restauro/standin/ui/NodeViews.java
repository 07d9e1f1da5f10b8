// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import java.util.Optional;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.view.NodeView;
import org.knime.core.webui.node.view.NodeViewFactory;
import org.restauro.standin.SingleNode;

/** Opens the views of nodes as genuine KNIME does: only of executed nodes, with their settings. */
public final class NodeViews {
    private NodeViews() {}

    /**
     * Whether a node's factory gives its nodes views.
     *
     * @param factory the factory of a node
     * @return whether {@link #open} gives one once the node is executed
     */
    public static boolean hasView(NodeFactory<?> factory) {
        return factory instanceof NodeViewFactory<?> views && views.hasNodeView();
    }

    /**
     * Opens the view of a node with the default settings of the view.
     *
     * @param node an executed node
     * @return its view; empty when its factory has none
     * @throws IllegalStateException when the node is not executed
     */
    @SuppressWarnings("unchecked")
    public static Optional<NodeView> open(SingleNode node) {
        if (!hasView(node.factory())) {
            return Optional.empty();
        }
        if (node.state() != SingleNode.State.EXECUTED) {
            throw new IllegalStateException(
                    "A view can be opened once its node is executed; "
                            + node.factory().getNodeName()
                            + " is "
                            + node.state());
        }
        NodeView view = ((NodeViewFactory<NodeModel>) node.factory()).createNodeView(node.model());
        NodeSettings settings = new NodeSettings("view");
        view.loadValidatedSettingsFrom(settings);
        return Optional.of(view);
    }
}
