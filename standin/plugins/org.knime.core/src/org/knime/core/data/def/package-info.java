// SPDX-License-Identifier: GPL-3.0-or-later
/** The plain cells: texts, numbers, booleans; and rows made of cells. */
package org.knime.core.data.def;
