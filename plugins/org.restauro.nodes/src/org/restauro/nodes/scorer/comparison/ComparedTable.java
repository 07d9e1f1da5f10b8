// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.nodes.scorer.ScoreTable;
import org.restauro.nodes.table.Rows;

/** Reads tables of scores and writes their comparison. */
final class ComparedTable {

    static final String BEST = "best";
    static final String MESSAGE_NO_SCORES =
            "The table at port %d has no column \"%s\" as scorers make it. Connect the scores of an"
                    + " FID Scorer or the summary of an LPIPS Scorer.";

    private static final String NO_VALUE = "This model has no value.";

    private ComparedTable() {}

    /** Its columns: the metric, a value for each model, and what one must know. */
    static DataTableSpec spec(final List<String> names) {
        DataTableSpec spec = new DataTableSpec(Rows.column(ScoreTable.METRIC, StringCell.TYPE));
        List<DataColumnSpec> columns = new ArrayList<>();
        names.forEach(name -> columns.add(Rows.column(name, DoubleCell.TYPE)));
        columns.add(Rows.column(BEST, StringCell.TYPE));
        columns.add(Rows.column(ScoreTable.HIGHER, BooleanCell.TYPE));
        columns.add(Rows.column(ScoreTable.DEFINITION, StringCell.TYPE));
        columns.add(Rows.column(ScoreTable.WARNINGS, StringCell.TYPE));
        return Rows.append(spec, columns.toArray(DataColumnSpec[]::new));
    }

    /** Whether a table is one of scores. */
    static boolean isScores(final DataTableSpec input) {
        return ScoreTable.spec().stream().allMatch(wanted -> has(input, wanted));
    }

    private static boolean has(final DataTableSpec input, final DataColumnSpec wanted) {
        DataColumnSpec found = input.getColumnSpec(wanted.getName());
        return found != null && found.getType().equals(wanted.getType());
    }

    /** Checks that a table is one of scores. */
    static void check(final DataTableSpec input, final int port) throws InvalidSettingsException {
        for (DataColumnSpec wanted : ScoreTable.spec()) {
            if (!has(input, wanted)) {
                throw new InvalidSettingsException(
                        MESSAGE_NO_SCORES.formatted(port + 1, wanted.getName()));
            }
        }
    }

    /** Adds the values of one model. */
    static void read(
            final BufferedDataTable table,
            final int model,
            final Comparison comparison,
            final ExecutionContext exec)
            throws CanceledExecutionException {
        DataTableSpec spec = table.getDataTableSpec();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                DataCell metric = cell(row, spec, ScoreTable.METRIC);
                if (metric.isMissing()) {
                    continue;
                }
                DataCell value = cell(row, spec, ScoreTable.VALUE);
                DataCell higher = cell(row, spec, ScoreTable.HIGHER);
                boolean usable = value instanceof DoubleValue && higher instanceof BooleanValue;
                comparison.add(
                        model,
                        metric.toString(),
                        new Comparison.Score(
                                usable ? ((DoubleValue) value).getDoubleValue() : Double.NaN,
                                text(row, spec, ScoreTable.GENERATED)
                                        + " and "
                                        + text(row, spec, ScoreTable.REAL),
                                usable && ((BooleanValue) higher).getBooleanValue(),
                                text(row, spec, ScoreTable.DEFINITION),
                                text(row, spec, ScoreTable.WARNINGS)));
            }
        }
    }

    private static DataCell cell(final DataRow row, final DataTableSpec spec, final String column) {
        return row.getCell(spec.findColumnIndex(column));
    }

    private static String text(final DataRow row, final DataTableSpec spec, final String column) {
        DataCell cell = cell(row, spec, column);
        return cell.isMissing() ? "" : cell.toString();
    }

    /** The table. */
    static BufferedDataTable write(
            final Comparison comparison, final DataTableSpec spec, final ExecutionContext exec) {
        BufferedDataContainer container = exec.createDataContainer(spec);
        long number = 0;
        for (Comparison.Row row : comparison.rows()) {
            List<DataCell> cells = new ArrayList<>();
            cells.add(new StringCell(row.metric()));
            for (double value : row.values()) {
                cells.add(ScoreTable.cell(value, NO_VALUE));
            }
            cells.add(
                    row.best().isEmpty()
                            ? DataType.getMissingCell()
                            : new StringCell(String.join(", ", row.best())));
            cells.add(
                    row.higherIsBetter() == null
                            ? DataType.getMissingCell()
                            : BooleanCell.get(row.higherIsBetter()));
            cells.add(new StringCell(row.definition()));
            cells.add(new StringCell(row.warnings()));
            container.addRowToTable(new DefaultRow(RowKey.createRowKey(number++), cells));
        }
        container.close();
        return container.getTable();
    }
}
