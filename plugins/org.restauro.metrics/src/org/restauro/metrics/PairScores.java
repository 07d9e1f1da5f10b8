// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.util.Map;

/**
 * The scores of one pair.
 *
 * @param name of the generated picture
 * @param values by the names of {@link MetricValue}, in order; empty where the pair could not be
 *     judged
 * @param problem why not, or null
 */
public record PairScores(String name, Map<String, Double> values, String problem) {}
