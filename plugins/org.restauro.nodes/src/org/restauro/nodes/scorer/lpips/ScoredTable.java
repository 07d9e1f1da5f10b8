// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.lpips;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.metrics.Metric;
import org.restauro.metrics.MetricValue;
import org.restauro.metrics.PairScores;
import org.restauro.metrics.ScoreReport;
import org.restauro.nodes.scorer.ScoreTable;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.Rows;
import org.restauro.nodes.view.PictureColumns;
import org.restauro.nodes.view.ScoreColumns;

/** The output of the LPIPS Scorer: the input rows with the scores of their pairs and a status. */
final class ScoredTable {

    static final String MESSAGE_NO_HOLE = "The mask has no hole.";
    static final String MESSAGE_UNDEFINED = "The metric is undefined for this pair.";

    private final int restored;
    private final int truth;
    private final int mask;

    /** Names of scores, each with its metric. */
    private final Map<String, Metric> columns = new LinkedHashMap<>();

    private final DataTableSpec spec;

    ScoredTable(final DataTableSpec input, final LpipsScorerNodeParameters parameters)
            throws InvalidSettingsException {
        restored = ImageColumns.imageIndex(input, parameters.restoredColumn, "restored column");
        truth = ImageColumns.imageIndex(input, parameters.truthColumn, "truth column");
        AreaChoice area = parameters.area;
        mask =
                area == AreaChoice.WHOLE
                        ? -1
                        : ImageColumns.imageIndex(input, parameters.maskColumn, "mask column");
        for (Metric metric : parameters.metrics()) {
            if (area != AreaChoice.HOLES) {
                columns.put(PairScores.nameOf(metric, false), metric);
            }
            if (area != AreaChoice.WHOLE) {
                columns.put(PairScores.nameOf(metric, true), metric);
            }
        }
        List<DataColumnSpec> fresh = new ArrayList<>();
        columns.keySet()
                .forEach(name -> fresh.add(ScoreColumns.column(name, parameters.restoredColumn)));
        fresh.add(Rows.column(ImageColumns.STATUS, StringCell.TYPE));
        spec = Rows.append(input, fresh.toArray(DataColumnSpec[]::new));
    }

    DataTableSpec spec() {
        return spec;
    }

    /** Index of the images to judge. */
    int restored() {
        return restored;
    }

    /** Index of their originals. */
    int truth() {
        return truth;
    }

    /** Index of their masks, or -1. */
    int mask() {
        return mask;
    }

    /** What the node's view shows. */
    PictureColumns shown(final LpipsScorerNodeParameters parameters) {
        String damaged =
                PictureColumns.first(ImageColumns.imageColumns(spec), PictureColumns.DAMAGED);
        String masks = mask >= 0 ? parameters.maskColumn : ImageColumns.MASK;
        boolean hasMasks = ImageColumns.imageColumns(spec).contains(masks);
        return new PictureColumns(
                Set.of(restored, truth).contains(spec.findColumnIndex(damaged)) ? "" : damaged,
                List.of(parameters.restoredColumn),
                restored == truth ? "" : parameters.truthColumn,
                hasMasks ? masks : "",
                ImageColumns.NAME,
                null,
                spec.getColumnNames()[spec.getNumColumns() - 1],
                List.of());
    }

    /** The summary of what is in the table's columns. */
    List<MetricValue> summary(final ScoreReport report) {
        return report.values().stream().filter(v -> columns.containsKey(v.name())).toList();
    }

    /** The input rows with their scores. */
    BufferedDataTable table(
            final BufferedDataTable input, final ScoreReport report, final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        Map<Metric, String> skipped = new HashMap<>();
        report.skipped().forEach(metric -> skipped.put(metric.metric(), metric.reason()));
        Iterator<PairScores> pairs = report.pairs().iterator();
        return Rows.map(
                input,
                spec,
                -1,
                "Writing the scores of",
                exec,
                row -> cells(pairs.next(), skipped));
    }

    private DataCell[] cells(final PairScores pair, final Map<Metric, String> skipped) {
        DataCell[] cells = new DataCell[columns.size() + 1];
        int i = 0;
        for (Map.Entry<String, Metric> column : columns.entrySet()) {
            Double value = pair.values().get(column.getKey());
            if (value != null) {
                cells[i++] = ScoreTable.cell(value, MESSAGE_UNDEFINED);
            } else if (pair.problem() != null) {
                cells[i++] = new MissingCell(pair.problem());
            } else {
                cells[i++] =
                        new MissingCell(skipped.getOrDefault(column.getValue(), MESSAGE_NO_HOLE));
            }
        }
        cells[i] = new StringCell(pair.problem() == null ? ImageColumns.STATUS_OK : pair.problem());
        return cells;
    }
}
