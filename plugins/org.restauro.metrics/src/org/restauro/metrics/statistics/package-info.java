// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Means, covariances and eigenvalues in double precision, gathered in one pass over any number of
 * feature vectors and added up from parts.
 *
 * <p>Start at {@link org.restauro.metrics.statistics.Moments}; a {@link
 * org.restauro.metrics.statistics.StatisticsBackend} computes them, on PyTorch by default, on ND4J
 * where its bundle is installed. {@link org.restauro.metrics.statistics.SymmetricRoots} takes the
 * roots that FID needs. May use the engine.
 */
package org.restauro.metrics.statistics;
