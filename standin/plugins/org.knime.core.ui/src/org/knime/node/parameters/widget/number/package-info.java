// SPDX-License-Identifier: GPL-3.0-or-later
/** Numbers in a dialog. */
package org.knime.node.parameters.widget.number;
