// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.restauro.nodes.table.Rows;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.ComparisonData;
import org.restauro.views.data.Row;
import org.restauro.views.data.Samples;
import org.restauro.views.data.ViewJson;

/**
 * What an executed node keeps for its view: as its first internal object a table of one column of
 * JSON texts, the first of them the view without its rows, then one for each row; then the tables
 * that hold the pictures. KNIME saves and loads all of it with the workflow.
 */
final class KeptView {

    /** Larger ones than this cannot be read; smaller ones always can. */
    static final int VERSION = 1;

    static final String MESSAGE_VERSION =
            "The view of this node was made by a newer version of this extension (%d instead of"
                    + " %d). Reset and execute the node again to see it.";

    private static final DataTableSpec SPEC =
            new DataTableSpec(Rows.column("view", StringCell.TYPE));

    private final Head head;
    private final List<KeptRow> rows;
    private final BufferedDataTable[] tables;

    /**
     * Where the pictures of a column are.
     *
     * @param table the index of a table of pictures
     * @param column its column
     */
    record Place(int table, String column) {}

    /**
     * A column of pictures.
     *
     * @param key as in the view's columns
     * @param places the first one whose table has the row holds the picture
     */
    record Pictures(String key, List<Place> places) {}

    /**
     * A row of the view.
     *
     * @param row what the page shows
     * @param at its index in each of the tables, -1 where a table has no such row; null where it is
     *     the same index in the only table
     */
    record KeptRow(Row row, List<Integer> at) {}

    /** The view without rows; one of the two data is null. */
    private record Head(
            int version,
            BeforeAfterData beforeAfter,
            ComparisonData comparison,
            List<Pictures> pictures) {}

    private KeptView(final Head head, final List<KeptRow> rows, final BufferedDataTable[] tables) {
        this.head = head;
        this.rows = rows;
        this.tables = tables;
    }

    /**
     * What the node keeps.
     *
     * @param data the view without its rows
     * @param rows its rows
     * @param pictures where the pictures are
     * @param tables tables that the node has at its ports
     */
    static PortObject[] keep(
            final BeforeAfterData data,
            final List<KeptRow> rows,
            final List<Pictures> pictures,
            final List<BufferedDataTable> tables,
            final ExecutionContext exec) {
        return keep(new Head(VERSION, data, null, pictures), rows, tables, exec);
    }

    /** The same for a comparison; without samples there are no rows and tables. */
    static PortObject[] keep(
            final ComparisonData data,
            final List<KeptRow> rows,
            final List<Pictures> pictures,
            final List<BufferedDataTable> tables,
            final ExecutionContext exec) {
        return keep(new Head(VERSION, null, data, pictures), rows, tables, exec);
    }

    private static PortObject[] keep(
            final Head head,
            final List<KeptRow> rows,
            final List<BufferedDataTable> tables,
            final ExecutionContext exec) {
        BufferedDataContainer container = exec.createDataContainer(SPEC);
        long number = 0;
        container.addRowToTable(row(number++, head));
        for (KeptRow row : rows) {
            container.addRowToTable(row(number++, row));
        }
        container.close();
        List<PortObject> kept = new ArrayList<>();
        kept.add(container.getTable());
        kept.addAll(tables);
        return kept.toArray(PortObject[]::new);
    }

    private static DefaultRow row(final long number, final Object content) {
        return new DefaultRow(RowKey.createRowKey(number), new StringCell(ViewJson.write(content)));
    }

    /**
     * Reads what a node kept.
     *
     * @throws IllegalStateException if a newer version of this extension kept it
     */
    static KeptView read(final PortObject[] kept) {
        List<String> texts = new ArrayList<>();
        try (CloseableRowIterator iterator = ((BufferedDataTable) kept[0]).iterator()) {
            iterator.forEachRemaining(
                    row -> texts.add(((StringValue) row.getCell(0)).getStringValue()));
        }
        Head head = ViewJson.read(texts.get(0), Head.class);
        if (head.version > VERSION) {
            throw new IllegalStateException(MESSAGE_VERSION.formatted(head.version, VERSION));
        }
        return new KeptView(
                head,
                texts.stream().skip(1).map(text -> ViewJson.read(text, KeptRow.class)).toList(),
                Arrays.copyOfRange(kept, 1, kept.length, BufferedDataTable[].class));
    }

    /** The data that the page starts with. */
    String json() {
        List<Row> all = rows.stream().map(KeptRow::row).toList();
        if (head.beforeAfter != null) {
            BeforeAfterData d = head.beforeAfter;
            return ViewJson.write(
                    new BeforeAfterData(d.title(), d.columns(), d.metrics(), all, d.notes()));
        }
        ComparisonData d = head.comparison;
        Samples s = d.samples();
        return ViewJson.write(
                new ComparisonData(
                        d.title(),
                        d.models(),
                        d.metrics(),
                        s == null ? null : new Samples(s.columns(), s.metrics(), all, s.notes()),
                        d.notes()));
    }

    /** Where all pictures are. */
    PicturePlaces places() {
        Map<String, List<Place>> places = new HashMap<>();
        head.pictures.forEach(p -> places.put(p.key, p.places));
        List<List<Integer>> at = new ArrayList<>();
        rows.forEach(row -> at.add(row.at));
        return new PicturePlaces(tables, places, at);
    }
}
