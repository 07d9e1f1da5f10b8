// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.restauro.nodes.view.PictureTable.Score;
import org.restauro.views.data.Column;
import org.restauro.views.data.ComparedMetric;
import org.restauro.views.data.ComparisonData;
import org.restauro.views.data.MetricInfo;
import org.restauro.views.data.Role;
import org.restauro.views.data.Samples;

/** Makes what a node keeps to show the scores and pictures of several models. */
public final class ModelComparison {

    static final String WARNING_NOTHING_COMMON =
            "The tables of samples have no row in common, so that no pictures of two models can be"
                    + " compared. Choose a column of names that all of them have, or tables that"
                    + " come from the same images.";

    private ModelComparison() {}

    /**
     * What is kept, and what the user should know.
     *
     * @param objects the node's internal data
     * @param warning empty if all is well
     */
    public record Kept(PortObject[] objects, String warning) {}

    /**
     * The pictures of a model.
     *
     * @param table a table at one of the node's ports
     * @param columns its columns, with one restored column
     */
    public record ModelSamples(BufferedDataTable table, PictureColumns columns) {}

    /**
     * What the node is to keep. Tables are not copied; at most {@value PictureRows#MAX_ROWS} rows
     * are shown.
     *
     * @param data the scores, without samples
     * @param samples a table of each model in their order; empty for none
     * @param exec hears of the progress and may cancel
     */
    public static Kept keep(
            final ComparisonData data,
            final List<ModelSamples> samples,
            final ExecutionContext exec)
            throws CanceledExecutionException {
        if (samples.isEmpty()) {
            return new Kept(KeptView.keep(data, List.of(), List.of(), List.of(), exec), "");
        }
        Map<String, MetricInfo> metrics = new LinkedHashMap<>();
        List<PictureTable> tables = tables(data, samples, metrics);
        List<Column> columns = columns(data, samples);
        PictureRows rows = PictureRows.joined(columns, tables, exec);
        ComparisonData full =
                new ComparisonData(
                        data.title(),
                        data.models(),
                        data.metrics(),
                        new Samples(
                                columns, List.copyOf(metrics.values()), List.of(), rows.notes()),
                        data.notes());
        boolean hasRows = samples.stream().anyMatch(s -> s.table().size() > 0);
        return new Kept(
                KeptView.keep(full, rows.rows(), rows.pictures(), rows.tables(), exec),
                hasRows && rows.common() == 0 ? WARNING_NOTHING_COMMON : "");
    }

    /** Where the pictures and scores are, with the definitions that the summaries know. */
    private static List<PictureTable> tables(
            final ComparisonData data,
            final List<ModelSamples> samples,
            final Map<String, MetricInfo> metrics) {
        Map<String, String> definitions = new HashMap<>();
        for (ComparedMetric metric : data.metrics()) {
            definitions.put(metric.label(), metric.definition());
        }
        List<PictureTable> tables = new ArrayList<>();
        for (int model = 0; model < samples.size(); model++) {
            PictureTable found = samples.get(model).columns().in(samples.get(model).table());
            Map<String, Integer> pictures = new LinkedHashMap<>(found.pictures());
            Integer restored = pictures.remove(Column.restored(0, "any").key());
            pictures.put(Column.restored(model, "any").key(), restored);
            List<Score> scores = new ArrayList<>();
            for (Score score : found.scores()) {
                MetricInfo m = score.metric();
                metrics.putIfAbsent(
                        m.key(),
                        new MetricInfo(
                                m.key(),
                                m.label(),
                                m.higherIsBetter(),
                                definitions.get(m.label())));
                scores.add(new Score(m, model, score.column()));
            }
            tables.add(new PictureTable(found.table(), found.name(), pictures, scores, -1, -1));
        }
        return tables;
    }

    /** What the tables share, then a restored column for each model. */
    private static List<Column> columns(
            final ComparisonData data, final List<ModelSamples> samples) {
        Map<Role, Column> shared = new LinkedHashMap<>();
        samples.forEach(
                model ->
                        model.columns()
                                .shown()
                                .keySet()
                                .forEach(column -> shared.putIfAbsent(column.role(), column)));
        List<Column> columns = new ArrayList<>();
        add(columns, shared.get(Role.DAMAGED));
        for (int i = 0; i < samples.size(); i++) {
            columns.add(Column.restored(i, data.models().get(i)));
        }
        add(columns, shared.get(Role.TRUTH));
        add(columns, shared.get(Role.MASK));
        return columns;
    }

    private static void add(final List<Column> columns, final Column column) {
        if (column != null) {
            columns.add(column);
        }
    }
}
