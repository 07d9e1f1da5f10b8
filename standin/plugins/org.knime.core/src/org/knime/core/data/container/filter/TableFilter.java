// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container.filter;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.util.CheckUtils;

/** Which rows and columns of a table are wanted; both ends of a range are in it. */
public final class TableFilter {
    private final Set<Integer> columns;
    private final Long from;
    private final Long to;

    private TableFilter(Builder builder) {
        columns = builder.columns;
        from = builder.from;
        to = builder.to;
    }

    public Optional<Set<Integer>> getMaterializeColumnIndices() {
        return Optional.ofNullable(columns);
    }

    public Optional<Long> getFromRowIndex() {
        return Optional.ofNullable(from);
    }

    public Optional<Long> getToRowIndex() {
        return Optional.ofNullable(to);
    }

    public void validate(DataTableSpec spec, long size) {
        if (to != null && to >= size) {
            throw new IndexOutOfBoundsException("Row index must be smaller than " + size);
        }
        if (columns != null) {
            for (int column : columns) {
                if (column < 0 || column >= spec.getNumColumns()) {
                    throw new IndexOutOfBoundsException(
                            "There is no column " + column + " in " + spec.getNumColumns());
                }
            }
        }
    }

    public static TableFilter materializeCols(int... indices) {
        return new Builder().withMaterializeColumnIndices(indices).build();
    }

    public static TableFilter materializeCols(DataTableSpec spec, String... columnNames) {
        return materializeCols(
                Arrays.stream(columnNames).mapToInt(spec::findColumnIndex).toArray());
    }

    public static TableFilter filterRowsFromIndex(long index) {
        return new Builder().withFromRowIndex(index).build();
    }

    public static TableFilter filterRowsToIndex(long index) {
        return new Builder().withToRowIndex(index).build();
    }

    public static TableFilter filterRangeOfRows(long fromIndex, long toIndex) {
        return new Builder().withFromRowIndex(fromIndex).withToRowIndex(toIndex).build();
    }

    /** Collects what is wanted. */
    public static final class Builder {
        private Set<Integer> columns;
        private Long from;
        private Long to;

        public Builder() {}

        public Builder(TableFilter filter) {
            columns = filter.columns;
            from = filter.from;
            to = filter.to;
        }

        public Builder withMaterializeColumnIndices(int... indices) {
            columns = Arrays.stream(indices).boxed().collect(Collectors.toUnmodifiableSet());
            CheckUtils.checkArgument(
                    columns.size() == indices.length,
                    "Duplicate index in %s",
                    Arrays.toString(indices));
            return this;
        }

        public Builder withFromRowIndex(long index) {
            from = check(index);
            checkOrder();
            return this;
        }

        public Builder withToRowIndex(long index) {
            to = check(index);
            checkOrder();
            return this;
        }

        private static long check(long index) {
            if (index < 0) {
                throw new IndexOutOfBoundsException("Row index must be at least 0.");
            }
            return index;
        }

        private void checkOrder() {
            CheckUtils.checkArgument(
                    from == null || to == null || from <= to,
                    "Row index to filter from cannot be higher than row index to filter to.");
        }

        public TableFilter build() {
            return new TableFilter(this);
        }
    }
}
