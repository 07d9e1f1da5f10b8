// SPDX-License-Identifier: GPL-3.0-or-later
/** Widgets of a dialog. */
package org.knime.node.parameters.widget;
