// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;

/**
 * Describes a table whose columns are kept, dropped, moved, replaced and added to those of another.
 */
public class ColumnRearranger {
    private final DataTableSpec original;
    private final List<Column> columns = new ArrayList<>();

    /** A column of the result: of the input when {@code factory} is null. */
    static final class Column {
        final DataColumnSpec spec;
        final int source;
        final CellFactory factory;

        Column(DataColumnSpec spec, int source, CellFactory factory) {
            this.spec = spec;
            this.source = source;
            this.factory = factory;
        }
    }

    public ColumnRearranger(DataTableSpec original) {
        this.original = original;
        for (int i = 0; i < original.getNumColumns(); i++) {
            columns.add(new Column(original.getColumnSpec(i), i, null));
        }
    }

    final List<Column> columns() {
        return columns;
    }

    final DataTableSpec original() {
        return original;
    }

    public final void keepOnly(int... indices) {
        Set<Integer> keep = Arrays.stream(indices).boxed().collect(Collectors.toSet());
        keep.forEach(this::check);
        List<Column> kept = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (keep.contains(i)) {
                kept.add(columns.get(i));
            }
        }
        columns.clear();
        columns.addAll(kept);
    }

    public final void keepOnly(String... names) {
        keepOnly(indices(names));
    }

    public final void remove(int... indices) {
        Set<Integer> drop = Arrays.stream(indices).boxed().collect(Collectors.toSet());
        drop.forEach(this::check);
        Set<Column> dropped = new HashSet<>();
        drop.forEach(i -> dropped.add(columns.get(i)));
        columns.removeIf(dropped::contains);
    }

    public final void remove(String... names) {
        remove(indices(names));
    }

    private int[] indices(String... names) {
        return Arrays.stream(names).mapToInt(this::existing).toArray();
    }

    private int existing(String name) {
        int index = indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("No such column \"" + name + "\"");
        }
        return index;
    }

    private void check(int index) {
        if (index < 0 || index >= columns.size()) {
            throw new IndexOutOfBoundsException(
                    "Column " + index + " of a table with " + columns.size() + " columns");
        }
    }

    public final int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).spec.getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public final int getColumnCount() {
        return columns.size();
    }

    public final void move(int from, int to) {
        check(from);
        Column column = columns.get(from);
        columns.add(to, column);
        columns.remove(to <= from ? from + 1 : from);
    }

    public final void move(String name, int to) {
        move(existing(name), to);
    }

    public final void permute(int[] order) {
        if (Arrays.stream(order).distinct().count() != order.length
                || order.length > columns.size()) {
            throw new IllegalArgumentException(
                    Arrays.toString(order) + " is no order of " + columns.size() + " columns");
        }
        List<Column> result = new ArrayList<>();
        for (int i : order) {
            check(i);
            result.add(columns.get(i));
        }
        columns.stream().filter(c -> !result.contains(c)).forEach(result::add);
        columns.clear();
        columns.addAll(result);
    }

    public final void permute(String[] names) {
        permute(indices(names));
    }

    public final void insertAt(int position, CellFactory factory) {
        DataColumnSpec[] specs = factory.getColumnSpecs();
        for (int i = 0; i < specs.length; i++) {
            columns.add(position + i, new Column(specs[i], i, factory));
        }
    }

    public final void append(CellFactory factory) {
        insertAt(columns.size(), factory);
    }

    public final void replace(CellFactory factory, String name) {
        replace(factory, existing(name));
    }

    public final void replace(CellFactory factory, int... indices) {
        DataColumnSpec[] specs = factory.getColumnSpecs();
        if (specs.length != indices.length) {
            throw new IndexOutOfBoundsException(
                    "The factory makes "
                            + specs.length
                            + " columns, which cannot replace "
                            + indices.length);
        }
        for (int i = 0; i < indices.length; i++) {
            check(indices[i]);
            columns.set(indices[i], new Column(specs[i], i, factory));
        }
    }

    public final DataTableSpec createSpec() {
        return new DataTableSpec(
                original.getName(),
                columns.stream().map(c -> c.spec).toArray(DataColumnSpec[]::new));
    }
}
