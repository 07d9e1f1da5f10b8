// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.restauro.nodes.view.KeptView.KeptRow;
import org.restauro.nodes.view.KeptView.Pictures;
import org.restauro.nodes.view.KeptView.Place;
import org.restauro.views.data.Column;

/**
 * The rows of a view with pictures: those of one table, or those of several tables joined by their
 * names. Reads each table once or twice, one row at a time, and keeps no pictures.
 */
final class PictureRows {

    /** A view shows no more rows than this. */
    static final int MAX_ROWS = 10_000;

    static final String NOTE_LEFT_OUT = "Only the first %,d of %,d rows are shown.";
    static final String NOTE_INFINITE =
            "A score that is infinite, such as the PSNR of equal pictures, is left out.";
    static final String NOTE_TWICE =
            "%,d rows have the name of a row before them and are left out.";
    static final String MESSAGE_PROGRESS = "Preparing row %d of %d for the view";

    private final List<Column> columns;
    private final List<PictureTable> tables;
    private final List<String> notes = new ArrayList<>();
    private final List<KeptRow> rows = new ArrayList<>();
    private boolean infinite;
    private long common;

    private PictureRows(final List<Column> columns, final List<PictureTable> tables) {
        this.columns = columns;
        this.tables = tables;
    }

    /** The rows of a table in their order. */
    static PictureRows of(
            final List<Column> columns, final PictureTable table, final ExecutionMonitor exec)
            throws CanceledExecutionException {
        PictureRows result = new PictureRows(columns, List.of(table));
        long all = table.table().size();
        long shown = result.limit(all);
        try (CloseableRowIterator iterator = table.table().iterator()) {
            for (long i = 0; i < shown; i++) {
                result.progress(i, shown, exec);
                DataRow row = iterator.next();
                RowFacts facts = new RowFacts(name(table, row), columns);
                facts.add(table, row);
                result.add(facts, null);
            }
        }
        result.finish();
        return result;
    }

    /** The rows that any of the tables has, joined by their names. */
    static PictureRows joined(
            final List<Column> columns,
            final List<PictureTable> tables,
            final ExecutionMonitor exec)
            throws CanceledExecutionException {
        PictureRows result = new PictureRows(columns, tables);
        Map<String, int[]> places = result.join(exec);
        int shown = (int) result.limit(places.size());
        List<RowFacts> facts = new ArrayList<>();
        List<int[]> at = new ArrayList<>();
        places.entrySet().stream()
                .limit(shown)
                .forEach(
                        place -> {
                            facts.add(new RowFacts(place.getKey(), columns));
                            at.add(place.getValue());
                        });
        for (int t = 0; t < tables.size(); t++) {
            result.read(t, facts, at, exec);
        }
        for (int i = 0; i < shown; i++) {
            result.add(facts.get(i), Arrays.stream(at.get(i)).boxed().toList());
        }
        result.finish();
        return result;
    }

    /** Names with their index in each table. */
    private Map<String, int[]> join(final ExecutionMonitor exec) throws CanceledExecutionException {
        Map<String, int[]> places = new LinkedHashMap<>();
        long twice = 0;
        for (int t = 0; t < tables.size(); t++) {
            try (CloseableRowIterator iterator = names(tables.get(t))) {
                for (int index = 0; iterator.hasNext(); index++) {
                    exec.checkCanceled();
                    int[] place =
                            places.computeIfAbsent(
                                    name(tables.get(t), iterator.next()),
                                    name -> {
                                        int[] none = new int[tables.size()];
                                        Arrays.fill(none, -1);
                                        return none;
                                    });
                    if (place[t] < 0) {
                        place[t] = index;
                    } else {
                        twice++;
                    }
                }
            }
        }
        common =
                places.values().stream()
                        .filter(place -> Arrays.stream(place).filter(i -> i >= 0).count() > 1)
                        .count();
        if (twice > 0) {
            notes.add(NOTE_TWICE.formatted(twice));
        }
        return places;
    }

    private static CloseableRowIterator names(final PictureTable table) {
        BufferedDataTable all = table.table();
        return table.name() < 0 || all.size() == 0
                ? all.iterator()
                : all.filter(TableFilter.materializeCols(table.name())).iterator();
    }

    private void read(
            final int t,
            final List<RowFacts> facts,
            final List<int[]> at,
            final ExecutionMonitor exec)
            throws CanceledExecutionException {
        Map<Integer, RowFacts> wanted = new HashMap<>();
        for (int i = 0; i < at.size(); i++) {
            if (at.get(i)[t] >= 0) {
                wanted.put(at.get(i)[t], facts.get(i));
            }
        }
        PictureTable table = tables.get(t);
        int total = wanted.size();
        try (CloseableRowIterator iterator = table.table().iterator()) {
            for (int index = 0; !wanted.isEmpty() && iterator.hasNext(); index++) {
                progress(
                        (long) t * total + total - wanted.size(),
                        (long) tables.size() * total,
                        exec);
                DataRow row = iterator.next();
                RowFacts found = wanted.remove(index);
                if (found != null) {
                    found.add(table, row);
                }
            }
        }
    }

    private static String name(final PictureTable table, final DataRow row) {
        DataCell cell = table.name() < 0 ? null : row.getCell(table.name());
        return cell instanceof StringValue text ? text.getStringValue() : row.getKey().getString();
    }

    private long limit(final long all) {
        if (all > MAX_ROWS) {
            notes.add(NOTE_LEFT_OUT.formatted(MAX_ROWS, all));
        }
        return Math.min(all, MAX_ROWS);
    }

    private void progress(final long done, final long total, final ExecutionMonitor exec)
            throws CanceledExecutionException {
        exec.checkCanceled();
        exec.setProgress((double) done / total, () -> MESSAGE_PROGRESS.formatted(done + 1, total));
    }

    private void add(final RowFacts facts, final List<Integer> at) {
        rows.add(new KeptRow(facts.row(), at));
        infinite |= facts.hasInfinite();
    }

    private void finish() {
        if (infinite) {
            notes.add(NOTE_INFINITE);
        }
    }

    /** In the order of the view. */
    List<KeptRow> rows() {
        return rows;
    }

    /** What the reader should know. */
    List<String> notes() {
        return notes;
    }

    /** How many names several tables have. */
    long common() {
        return common;
    }

    /** Where the pictures are. */
    List<Pictures> pictures() {
        List<Pictures> all = new ArrayList<>();
        for (Column column : columns) {
            List<Place> places = new ArrayList<>();
            for (int t = 0; t < tables.size(); t++) {
                PictureTable table = tables.get(t);
                Integer index = table.pictures().get(column.key());
                if (index != null) {
                    places.add(
                            new Place(
                                    t,
                                    table.table()
                                            .getDataTableSpec()
                                            .getColumnSpec(index)
                                            .getName()));
                }
            }
            all.add(new Pictures(column.key(), places));
        }
        return all;
    }

    /** The tables with the pictures. */
    List<BufferedDataTable> tables() {
        return tables.stream().map(PictureTable::table).toList();
    }
}
