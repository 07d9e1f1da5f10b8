// SPDX-License-Identifier: GPL-3.0-or-later
/** Messages in a dialog. */
package org.knime.node.parameters.widget.message;
