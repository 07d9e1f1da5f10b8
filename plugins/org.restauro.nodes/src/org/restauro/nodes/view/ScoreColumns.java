// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DoubleCell;
import org.restauro.metrics.Metric;
import org.restauro.metrics.PairScores;
import org.restauro.nodes.view.PictureTable.Score;
import org.restauro.views.data.MetricInfo;

/**
 * Finds the columns that LPIPS Scorers added to a table. A scorer notes in its columns' properties
 * which restored column it judged; where the note is lost, the first column of a metric belongs to
 * the first restored column, the second, which KNIME calls {@code PSNR (#1)}, to the second.
 */
public final class ScoreColumns {

    /** Name of the property that names the judged column. */
    private static final String JUDGED = "restauro.judged";

    private static final Pattern NUMBERED = Pattern.compile("(.+?)(?: \\(#\\d+\\))?");

    private ScoreColumns() {}

    /**
     * A column of scores.
     *
     * @param name its name, as {@link PairScores#nameOf} has it
     * @param judged the restored column that is judged
     */
    public static DataColumnSpec column(final String name, final String judged) {
        DataColumnSpecCreator creator = new DataColumnSpecCreator(name, DoubleCell.TYPE);
        creator.setProperties(new DataColumnProperties(Map.of(JUDGED, judged)));
        return creator.createSpec();
    }

    /**
     * The columns with scores of restored columns.
     *
     * @param spec the table
     * @param restored the restored columns
     */
    static List<Score> find(final DataTableSpec spec, final List<String> restored) {
        Map<String, MetricInfo> metrics = metrics();
        Map<String, Score[]> found = new LinkedHashMap<>();
        for (int index = 0; index < spec.getNumColumns(); index++) {
            DataColumnSpec column = spec.getColumnSpec(index);
            Matcher name = NUMBERED.matcher(column.getName());
            MetricInfo metric = name.matches() ? metrics.get(name.group(1)) : null;
            if (metric != null && column.getType().isCompatible(DoubleValue.class)) {
                Score[] scores =
                        found.computeIfAbsent(metric.key(), m -> new Score[restored.size()]);
                int place = place(column, scores, restored);
                if (place >= 0 && scores[place] == null) {
                    scores[place] = new Score(metric, place, index);
                }
            }
        }
        List<Score> all = new ArrayList<>();
        found.values().stream()
                .flatMap(Arrays::stream)
                .filter(score -> score != null)
                .forEach(all::add);
        return all;
    }

    private static int place(
            final DataColumnSpec column, final Score[] scores, final List<String> restored) {
        String judged = column.getProperties().getProperty(JUDGED);
        return judged != null ? restored.indexOf(judged) : Arrays.asList(scores).indexOf(null);
    }

    private static Map<String, MetricInfo> metrics() {
        Map<String, MetricInfo> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            for (boolean inHoles : new boolean[] {false, true}) {
                if (metric.kind() == Metric.Kind.PAIR) {
                    String name = PairScores.nameOf(metric, inHoles);
                    metrics.put(
                            name,
                            new MetricInfo(name, name, PairScores.higherIsBetter(metric), null));
                }
            }
        }
        return metrics;
    }
}
