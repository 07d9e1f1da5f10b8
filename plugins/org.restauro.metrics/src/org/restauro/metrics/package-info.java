// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Judges pictures: whole sets against real ones, and pairs against their originals.
 *
 * <p>Start at {@link org.restauro.metrics.Scoring}, which computes any choice of {@link
 * org.restauro.metrics.Metric} in one go and says of each what it needs and lacks. The packages
 * below hold one family of metrics each and can be used on their own. May use models, images and
 * engine; knows nothing of training and of KNIME.
 */
package org.restauro.metrics;
