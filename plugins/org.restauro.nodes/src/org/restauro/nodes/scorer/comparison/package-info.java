// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Metric Comparison node: the scores of several models side by side. Start at {@link
 * org.restauro.nodes.scorer.comparison.MetricComparisonNodeFactory}.
 */
package org.restauro.nodes.scorer.comparison;
