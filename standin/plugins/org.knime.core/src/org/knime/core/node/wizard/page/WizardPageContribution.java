// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.wizard.page;

/** What may add a view to a page. */
public interface WizardPageContribution {
    default boolean hasNodeView() {
        return true;
    }
}
