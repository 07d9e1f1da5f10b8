// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The LPIPS Scorer node: judges each restored image by its undamaged original. Start at {@link
 * org.restauro.nodes.scorer.lpips.LpipsScorerNodeFactory}; the work is done by {@code
 * org.restauro.metrics}.
 */
package org.restauro.nodes.scorer.lpips;
