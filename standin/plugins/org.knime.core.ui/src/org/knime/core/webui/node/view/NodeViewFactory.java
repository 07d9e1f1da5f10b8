// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.view;

import org.knime.core.node.NodeModel;
import org.knime.core.node.wizard.page.WizardPageContribution;

/**
 * A node factory whose nodes may have a view.
 *
 * @param <T> the model's class
 */
public interface NodeViewFactory<T extends NodeModel> extends WizardPageContribution {
    NodeView createNodeView(T nodeModel);
}
