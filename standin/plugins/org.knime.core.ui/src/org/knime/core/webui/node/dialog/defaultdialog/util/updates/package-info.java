// SPDX-License-Identifier: GPL-3.0-or-later
/** Updates of a dialog. */
package org.knime.core.webui.node.dialog.defaultdialog.util.updates;
