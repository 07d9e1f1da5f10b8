// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

/** Thrown to leave a dialog's field as it is. */
public final class StateComputationFailureException extends Exception {
    private static final long serialVersionUID = 1L;
}
