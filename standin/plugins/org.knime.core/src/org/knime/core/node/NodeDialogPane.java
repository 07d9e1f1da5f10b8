// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** A dialog of the old kind; the stand-in shows none. */
public abstract class NodeDialogPane {
    protected NodeDialogPane() {}
}
