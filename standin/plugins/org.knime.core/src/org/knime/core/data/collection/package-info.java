// SPDX-License-Identifier: GPL-3.0-or-later
/** Cells that hold lists of cells. */
package org.knime.core.data.collection;
