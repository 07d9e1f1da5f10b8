// SPDX-License-Identifier: GPL-3.0-or-later
/** Choices in a dialog. */
package org.knime.node.parameters.widget.choices;
