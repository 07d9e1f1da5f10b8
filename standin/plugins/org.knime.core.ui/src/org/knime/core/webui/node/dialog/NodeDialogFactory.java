// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.dialog;

/** A node factory whose nodes may have a dialog. */
public interface NodeDialogFactory {
    default boolean hasNodeDialog() {
        return true;
    }

    NodeDialog createNodeDialog();
}
