// SPDX-License-Identifier: GPL-3.0-or-later
/** Lists of parameters in a dialog. */
package org.knime.node.parameters.array;
