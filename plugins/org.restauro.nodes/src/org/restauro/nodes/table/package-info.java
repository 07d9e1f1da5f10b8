// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Between KNIME's table cells and our images: reading and making PNG cells, choosing and checking
 * columns, and the choice of what a row that fails becomes.
 *
 * <p>May use {@code org.restauro.images} and KNIME's data API. Start at {@link
 * org.restauro.nodes.table.ImageCells}.
 */
package org.restauro.nodes.table;
