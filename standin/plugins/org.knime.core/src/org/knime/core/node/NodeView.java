// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/**
 * A view of a node; the stand-in shows none.
 *
 * @param <T> the node's model
 */
public abstract class NodeView<T extends NodeModel> extends AbstractNodeView<T> {
    protected NodeView(T nodeModel) {
        super(nodeModel);
    }
}
