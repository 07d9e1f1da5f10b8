// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Distances between two sets of pictures, computed from their feature vectors: FID, KID, inception
 * score, precision and recall, P-IDS and U-IDS; and the path length of a generator.
 *
 * <p>Start at {@link org.restauro.metrics.distribution.FrechetDistance}. Each class is one metric
 * with the constants of the published code in its Javadoc. Sets of any size from one picture on
 * give a number or an {@link java.lang.IllegalArgumentException} that says what is missing.
 */
package org.restauro.metrics.distribution;
