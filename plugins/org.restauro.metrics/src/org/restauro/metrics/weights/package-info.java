// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The weight files that metrics need and the user gives: which names are known, where they are
 * looked for, and what to say where one is missing.
 *
 * <p>Start at {@link org.restauro.metrics.weights.MetricWeights}. Uses the catalogue and the
 * networks.
 */
package org.restauro.metrics.weights;
