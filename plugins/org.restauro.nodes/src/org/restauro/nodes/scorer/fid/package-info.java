// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The FID Scorer node: judges a whole set of generated images by a set of real ones. Start at
 * {@link org.restauro.nodes.scorer.fid.FidScorerNodeFactory}; the work is done by {@code
 * org.restauro.metrics}.
 */
package org.restauro.nodes.scorer.fid;
