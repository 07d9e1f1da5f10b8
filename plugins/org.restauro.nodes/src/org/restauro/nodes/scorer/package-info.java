// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What the nodes that judge images share: weights and device as groups of settings, the table of
 * metrics, progress and cancelling. May use {@code org.restauro.metrics}. Start at {@link
 * org.restauro.nodes.scorer.ScoreRun}.
 */
package org.restauro.nodes.scorer;
