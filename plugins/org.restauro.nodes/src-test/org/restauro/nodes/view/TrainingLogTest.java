// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.NodeAccess;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.TrainingData;

class TrainingLogTest {

    private final TemporaryData data = new TemporaryData();

    @AfterEach
    void close() {
        data.close();
    }

    private BufferedDataTable log(int rows) {
        DataType number = DoubleCell.TYPE;
        BufferedDataContainer container =
                NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode())
                        .createDataContainer(
                                new DataTableSpec(
                                        new String[] {
                                            "step", "images", "seconds", "images per second", "Loss"
                                        },
                                        new DataType[] {
                                            LongCell.TYPE, LongCell.TYPE, number, number, number
                                        }));
        for (int i = 0; i < rows; i++) {
            container.addRowToTable(
                    new DefaultRow(
                            RowKey.createRowKey((long) i),
                            new LongCell(i),
                            new LongCell(8L * i),
                            new DoubleCell(i / 2.0),
                            i == 0 ? new DoubleCell(Double.NaN) : new DoubleCell(16),
                            i == 0 ? DataType.getMissingCell() : new DoubleCell(1.0 / i)));
        }
        container.close();
        return container.getTable();
    }

    @Test
    void numbers_of_the_log_become_points() {
        TrainingData shown = TrainingLog.read("Training", log(3));
        assertThat(shown.columns()).endsWith("Loss");
        assertThat(shown.rows().get(0)).containsExactly(0.0, 0.0, 0.0, null, null);
        assertThat(shown.rows().get(2)).containsExactly(2.0, 16.0, 1.0, 16.0, 0.5);
        assertThat(shown.notes()).isEmpty();
    }

    @Test
    void a_run_without_a_tick_has_an_empty_chart() {
        assertThat(TrainingLog.read("Training", log(0)).rows()).isEmpty();
    }

    @Test
    void a_long_log_is_thinned_to_its_last_row() {
        TrainingData shown = TrainingLog.read("Training", log(11_000));
        assertThat(shown.rows()).hasSizeLessThanOrEqualTo(TrainingLog.MAX_POINTS + 1);
        assertThat(shown.rows().get(1).get(0)).isEqualTo(3);
        assertThat(shown.rows().get(shown.rows().size() - 1).get(0)).isEqualTo(10_999);
        assertThat(shown.notes())
                .containsExactly("The log has 11,000 rows; one of 3 is shown, and the last.");
    }
}
