// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.Column;
import org.restauro.views.data.MetricInfo;

/** Makes what a node keeps to show one of its tables before and after. */
public final class BeforeAfter {

    private BeforeAfter() {}

    /**
     * What the node is to keep as its internal data. The table is not copied; at most {@value
     * PictureRows#MAX_ROWS} rows are shown.
     *
     * @param title the view's title
     * @param table a table at one of the node's ports
     * @param chosen its columns; all of them are there
     * @param exec hears of the progress and may cancel
     */
    public static PortObject[] keep(
            final String title,
            final BufferedDataTable table,
            final PictureColumns chosen,
            final ExecutionContext exec)
            throws CanceledExecutionException {
        List<Column> columns = List.copyOf(chosen.shown().keySet());
        PictureTable pictures = chosen.in(table);
        PictureRows rows = PictureRows.of(columns, pictures, exec);
        Map<String, MetricInfo> metrics = new LinkedHashMap<>();
        pictures.scores().forEach(s -> metrics.putIfAbsent(s.metric().key(), s.metric()));
        return KeptView.keep(
                new BeforeAfterData(
                        title, columns, List.copyOf(metrics.values()), List.of(), rows.notes()),
                rows.rows(),
                rows.pictures(),
                rows.tables(),
                exec);
    }
}
