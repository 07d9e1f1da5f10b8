// SPDX-License-Identifier: GPL-3.0-or-later
/** Texts in a dialog. */
package org.knime.node.parameters.widget.text;
