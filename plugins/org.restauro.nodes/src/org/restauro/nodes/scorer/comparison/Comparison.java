// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** The values of several models for several metrics, and which are the best. */
final class Comparison {

    static final String MESSAGE_DEFINITIONS =
            "The models were scored by different definitions, so their values cannot be compared.";
    static final String MESSAGE_COUNTS =
            "The models were scored with different numbers of images, on which the value may"
                    + " depend.";

    private final List<String> names;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /**
     * One value as a scorer gave it.
     *
     * @param value the number, NaN where there is none
     * @param images generated and real images, for comparison with another model's
     * @param higherIsBetter which way is better
     * @param definition how it was computed
     * @param warnings what limits its use; may be empty
     */
    record Score(
            double value,
            String images,
            boolean higherIsBetter,
            String definition,
            String warnings) {}

    /**
     * A metric of all models.
     *
     * @param metric its name
     * @param values a number for each model, NaN where there is none
     * @param best names of the best models; empty where they cannot be compared
     * @param higherIsBetter which way is better; null where no model has a value
     * @param definition how it was computed; all definitions where they differ
     * @param warnings of all models
     */
    record Row(
            String metric,
            double[] values,
            List<String> best,
            Boolean higherIsBetter,
            String definition,
            String warnings) {}

    /** The scores of one metric by the index of the model; null where there is none. */
    private record Line(Score[] scores) {}

    Comparison(final List<String> names) {
        this.names = names;
    }

    /** Adds a value; a second one of the same model and metric is left out. */
    void add(final int model, final String metric, final Score score) {
        Line line = lines.computeIfAbsent(metric, m -> new Line(new Score[names.size()]));
        if (line.scores[model] == null) {
            line.scores[model] = score;
        }
    }

    /** The models' names. */
    List<String> names() {
        return names;
    }

    /** All metrics, in the order in which they came. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        lines.forEach((metric, line) -> rows.add(row(metric, line.scores)));
        return rows;
    }

    private Row row(final String metric, final Score[] scores) {
        double[] values = new double[scores.length];
        Set<String> definitions = new LinkedHashSet<>();
        Set<String> counts = new LinkedHashSet<>();
        StringJoiner warnings = new StringJoiner(" ");
        Boolean higher = null;
        for (int i = 0; i < scores.length; i++) {
            Score score = scores[i];
            values[i] = score == null ? Double.NaN : score.value;
            if (score != null && !score.warnings.isEmpty()) {
                warnings.add(names.get(i) + ": " + score.warnings);
            }
            if (!Double.isNaN(values[i])) {
                higher = score.higherIsBetter;
                definitions.add(score.definition);
                counts.add(score.images);
            }
        }
        if (counts.size() > 1) {
            warnings.add(MESSAGE_COUNTS);
        }
        List<String> best = List.of();
        if (definitions.size() > 1) {
            warnings.add(MESSAGE_DEFINITIONS);
        } else if (higher != null) {
            best = best(values, higher);
        }
        return new Row(
                metric, values, best, higher, String.join("; ", definitions), warnings.toString());
    }

    /** Names of the best of two models or more. */
    private List<String> best(final double[] values, final boolean higher) {
        double best = Double.NaN;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                count++;
                boolean better = higher ? value > best : value < best;
                best = Double.isNaN(best) || better ? value : best;
            }
        }
        List<String> winners = new ArrayList<>();
        for (int i = 0; count > 1 && i < values.length; i++) {
            if (values[i] == best) {
                winners.add(names.get(i));
            }
        }
        return winners;
    }
}
