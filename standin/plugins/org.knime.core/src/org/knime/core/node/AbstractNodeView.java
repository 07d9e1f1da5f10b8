// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/**
 * A view of a node; the stand-in shows none.
 *
 * @param <T> the node's model
 */
public abstract class AbstractNodeView<T extends AbstractNodeView.ViewableModel> {
    private final T model;

    AbstractNodeView(T model) {
        this.model = model;
    }

    protected T getNodeModel() {
        return model;
    }

    /** What can have views. */
    public interface ViewableModel {}
}
