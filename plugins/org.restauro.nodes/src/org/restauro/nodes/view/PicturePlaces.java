// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.BufferedDataTable;
import org.restauro.nodes.view.KeptView.Place;

/** Finds the cells of pictures in the tables of a node. Safe for several threads. */
final class PicturePlaces {

    static final String MESSAGE_COLUMN = "The view has no column \"%s\"; it has %s.";
    static final String MESSAGE_ROW = "The view has no row %d; it has %d rows.";

    /** Skipping so many rows costs less than a new look into the table. */
    private static final int NEAR = 64;

    private final BufferedDataTable[] tables;
    private final Map<String, List<Place>> places;
    private final List<List<Integer>> at;

    PicturePlaces(
            final BufferedDataTable[] tables,
            final Map<String, List<Place>> places,
            final List<List<Integer>> at) {
        this.tables = tables;
        this.places = places;
        this.at = at;
    }

    /** Takes a cell; called in the order of the table. */
    @FunctionalInterface
    interface CellTaker {
        void take(int row, DataCell cell);
    }

    /** Where a cell is. */
    private record CellPlace(int table, int column) {}

    /**
     * Looks up cells.
     *
     * @param rows rows of the view
     * @param key the key of a column
     * @param taker takes the cells that are there, each row at most once
     */
    void read(final List<Integer> rows, final String key, final CellTaker taker) {
        List<Place> candidates = places.get(key);
        if (candidates == null) {
            throw new IllegalArgumentException(
                    MESSAGE_COLUMN.formatted(key, places.keySet().stream().sorted().toList()));
        }
        Map<Integer, TreeMap<Integer, Integer>> byTable = new TreeMap<>();
        for (int row : rows) {
            if (row < 0 || row >= at.size()) {
                throw new IllegalArgumentException(MESSAGE_ROW.formatted(row, at.size()));
            }
            for (int i = 0; i < candidates.size(); i++) {
                List<Integer> indices = at.get(row);
                int index = indices == null ? row : indices.get(candidates.get(i).table());
                if (index >= 0) {
                    byTable.computeIfAbsent(i, t -> new TreeMap<>()).put(index, row);
                    break;
                }
            }
        }
        byTable.forEach((i, wanted) -> read(candidates.get(i), wanted, taker));
    }

    private void read(
            final Place place, final TreeMap<Integer, Integer> wanted, final CellTaker taker) {
        BufferedDataTable table = tables[place.table()];
        int column = table.getDataTableSpec().findColumnIndex(place.column());
        CellPlace cell = new CellPlace(place.table(), column);
        int first = wanted.firstKey();
        int last = first;
        for (int index : wanted.keySet()) {
            if (index - last > NEAR) {
                range(cell, first, last, wanted, taker);
                first = index;
            }
            last = index;
        }
        range(cell, first, last, wanted, taker);
    }

    private void range(
            final CellPlace place,
            final int first,
            final int last,
            final Map<Integer, Integer> wanted,
            final CellTaker taker) {
        TableFilter filter =
                new TableFilter.Builder()
                        .withFromRowIndex(first)
                        .withToRowIndex(last)
                        .withMaterializeColumnIndices(place.column)
                        .build();
        try (CloseableRowIterator iterator = tables[place.table].filter(filter).iterator()) {
            for (int index = first; index <= last && iterator.hasNext(); index++) {
                DataRow row = iterator.next();
                Integer shown = wanted.get(index);
                if (shown != null) {
                    DataCell cell = row.getCell(place.column);
                    if (!cell.isMissing()) {
                        taker.take(shown, cell);
                    }
                }
            }
        }
    }
}
