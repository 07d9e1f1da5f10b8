// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Statistics on ND4J: its native backend, or CUDA where that backend's jars are in the place of the
 * native ones.
 *
 * <p>{@link org.restauro.metrics.nd4j.Nd4jStatistics} registers itself as a service. The only
 * package that knows ND4J; {@code docs/adr/0009-statistics-backend.md} says when to use it.
 */
package org.restauro.metrics.nd4j;
