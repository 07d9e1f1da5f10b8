// SPDX-License-Identifier: GPL-3.0-or-later
/** Columns to choose from. */
package org.knime.node.parameters.widget.choices.util;
