// SPDX-License-Identifier: GPL-3.0-or-later
/** How a dialog is arranged. */
package org.knime.node.parameters.layout;
