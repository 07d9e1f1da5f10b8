// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.MissingCell;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.restauro.metrics.MetricValue;
import org.restauro.metrics.PairScores;
import org.restauro.metrics.ScoreReport;
import org.restauro.nodes.table.Rows;

/**
 * The table of metrics that all scorers make: a row for each number with what one must know to use
 * it. A metric that could not be computed has a row without a number whose warning says why.
 */
public final class ScoreTable {

    /** Column with the name of the metric. */
    public static final String METRIC = "metric";

    /** Column with its value; of pair metrics, the mean. */
    public static final String VALUE = "value";

    /** Column with the deviation over subsets, splits or pairs. */
    public static final String DEVIATION = "deviation";

    /** Column with the number of generated images or pairs. */
    public static final String GENERATED = "images";

    /** Column with the number of real images or pairs. */
    public static final String REAL = "real images";

    /** Column that says which way is better. */
    public static final String HIGHER = "higher is better";

    /** Column that says how the number was computed. */
    public static final String DEFINITION = "definition";

    /** Column with what limits the use of the number. */
    public static final String WARNINGS = "warnings";

    private static final String NOT_COMPUTED = "The metric could not be computed.";
    private static final String UNDEFINED = "The metric is undefined for these images.";

    private ScoreTable() {}

    /** Its columns. */
    public static DataTableSpec spec() {
        return new DataTableSpec(
                Rows.column(METRIC, StringCell.TYPE),
                Rows.column(VALUE, DoubleCell.TYPE),
                Rows.column(DEVIATION, DoubleCell.TYPE),
                Rows.column(GENERATED, LongCell.TYPE),
                Rows.column(REAL, LongCell.TYPE),
                Rows.column(HIGHER, BooleanCell.TYPE),
                Rows.column(DEFINITION, StringCell.TYPE),
                Rows.column(WARNINGS, StringCell.TYPE));
    }

    /**
     * The table.
     *
     * @param values its rows
     * @param skipped further rows, without numbers
     */
    public static BufferedDataTable of(
            final List<MetricValue> values,
            final List<ScoreReport.Skipped> skipped,
            final ExecutionContext exec) {
        BufferedDataContainer container = exec.createDataContainer(spec());
        long number = 0;
        for (MetricValue value : values) {
            container.addRowToTable(
                    new DefaultRow(
                            RowKey.createRowKey(number++),
                            new StringCell(value.name()),
                            cell(value.value(), UNDEFINED),
                            cell(value.deviation(), ""),
                            new LongCell(value.generated()),
                            new LongCell(value.real()),
                            BooleanCell.get(value.higherIsBetter()),
                            new StringCell(value.definition()),
                            new StringCell(String.join(" ", value.warnings()))));
        }
        for (ScoreReport.Skipped metric : skipped) {
            DataCell none = new MissingCell(NOT_COMPUTED);
            container.addRowToTable(
                    new DefaultRow(
                            RowKey.createRowKey(number++),
                            new StringCell(PairScores.nameOf(metric.metric(), false)),
                            none,
                            none,
                            none,
                            none,
                            none,
                            none,
                            new StringCell(metric.reason())));
        }
        container.close();
        return container.getTable();
    }

    /** A number as a cell; NaN is missing. */
    public static DataCell cell(final double value, final String reason) {
        return Double.isNaN(value) ? new MissingCell(reason) : new DoubleCell(value);
    }
}
