// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The views of our nodes: what a node keeps for its view when it executes, and how the page gets at
 * it later. A node keeps a small table of texts, {@link org.restauro.nodes.view.KeptView}, and a
 * reference to the tables that hold the pictures; nothing is copied, and pictures are read when the
 * page shows them.
 *
 * <p>May use {@code org.restauro.views}, {@code org.restauro.images} and KNIME's API. Start at
 * {@link org.restauro.nodes.view.ResultViews}.
 */
package org.restauro.nodes.view;
