// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;

/**
 * The rows of a table. Cells of 40 KiB or more go to a file and come back when asked for; so do
 * cells of 1 KiB or more once the table holds 32 MiB in memory.
 */
public final class RowStore {
    /** Genuine KNIME stores PNG cells of this size as blobs. */
    static final int BLOB_BYTES = 40 << 10;

    private static final int SMALL_BYTES = 1 << 10;
    private static final long MEMORY_BUDGET = 32L << 20;

    private final Path file;
    private final List<StoredRow> rows = new ArrayList<>();
    private FileChannel channel;
    private long length;
    private long inMemory;
    private boolean sealed;

    RowStore(Path file) {
        this.file = file;
    }

    /**
     * Adds a row.
     *
     * @param key its key
     * @param cells its cells, as {@link #rawCells} gives them
     */
    public synchronized void add(RowKey key, DataCell[] cells) {
        if (sealed) {
            throw new IllegalStateException("The table is finished");
        }
        DataCell[] stored = new DataCell[cells.length];
        for (int i = 0; i < cells.length; i++) {
            stored[i] = cells[i];
            long size = cells[i] instanceof SpilledCell ? 0 : CellStreams.sizeHint(cells[i]);
            if (size >= BLOB_BYTES || size >= SMALL_BYTES && inMemory + size > MEMORY_BUDGET) {
                stored[i] = spill(cells[i]);
            } else {
                inMemory += size;
            }
        }
        rows.add(new StoredRow(key, stored));
    }

    private SpilledCell spill(DataCell cell) {
        try {
            if (channel == null) {
                Files.createDirectories(file.getParent());
                channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CellStreams.write(cell, bytes);
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            SpilledCell spilled =
                    new SpilledCell(channel, length, buffer.remaining(), cell.getType());
            while (buffer.hasRemaining()) {
                length += channel.write(buffer, length);
            }
            return spilled;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A cell cannot be written to the temporary file "
                            + file
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** No more rows will come. */
    public synchronized void seal() {
        sealed = true;
    }

    public synchronized long size() {
        return rows.size();
    }

    /**
     * Walks through the rows.
     *
     * @return rows that read spilled cells each time they are asked for
     */
    public CloseableRowIterator iterator() {
        return CloseableRowIterator.from(rows.iterator());
    }

    /**
     * Walks through some of the rows.
     *
     * @param from the first row
     * @param to the last row; before the first for none
     * @param columns the columns whose cells may be asked for; null for all
     * @return rows that read spilled cells each time they are asked for
     */
    public CloseableRowIterator iterator(long from, long to, Set<Integer> columns) {
        if (to < from) {
            return CloseableRowIterator.empty();
        }
        List<StoredRow> range = rows.subList((int) from, Math.toIntExact(to) + 1);
        return CloseableRowIterator.from(
                range.stream().map(row -> row.showing(columns)).iterator());
    }

    /**
     * The cells of a row without reading those that lie in a file.
     *
     * @param row any row
     * @return its cells; only to be given to {@link #add}, {@link #typeOf} and {@link #resolve}
     */
    public static DataCell[] rawCells(DataRow row) {
        if (row instanceof StoredRow) {
            return ((StoredRow) row).cells.clone();
        }
        DataCell[] cells = new DataCell[row.getNumCells()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.getCell(i);
        }
        return cells;
    }

    /**
     * A row of cells as {@link #rawCells} gives them.
     *
     * @param key its key
     * @param rawCells its cells
     * @return the row
     */
    public static DataRow row(RowKey key, DataCell[] rawCells) {
        return new StoredRow(key, rawCells);
    }

    /**
     * The type of a cell that may lie in a file.
     *
     * @param raw the cell
     * @return its type
     */
    public static DataType typeOf(DataCell raw) {
        return raw instanceof SpilledCell ? ((SpilledCell) raw).cellType : raw.getType();
    }

    /**
     * Reads a cell that may lie in a file.
     *
     * @param raw the cell
     * @return the cell to work with
     */
    public static DataCell resolve(DataCell raw) {
        return raw instanceof SpilledCell ? ((SpilledCell) raw).read() : raw;
    }

    /** A row whose spilled cells are read when asked for. */
    private static final class StoredRow implements DataRow {
        private final RowKey key;
        private final DataCell[] cells;
        private final Set<Integer> shown;

        StoredRow(RowKey key, DataCell[] cells) {
            this(key, cells, null);
        }

        private StoredRow(RowKey key, DataCell[] cells, Set<Integer> shown) {
            this.key = key;
            this.cells = cells;
            this.shown = shown;
        }

        StoredRow showing(Set<Integer> columns) {
            return columns == null ? this : new StoredRow(key, cells, columns);
        }

        @Override
        public int getNumCells() {
            return cells.length;
        }

        @Override
        public RowKey getKey() {
            return key;
        }

        @Override
        public DataCell getCell(int index) {
            if (shown != null && !shown.contains(index)) {
                throw new IllegalStateException(
                        "Column " + index + " was left out by a table filter");
            }
            return resolve(cells[index]);
        }

        @Override
        public Iterator<DataCell> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < cells.length;
                }

                @Override
                public DataCell next() {
                    return getCell(next++);
                }
            };
        }

        @Override
        public String toString() {
            return key + " (" + cells.length + " cells)";
        }
    }

    /** The place of a cell in a file; the file lives as long as somebody holds its channel. */
    private static final class SpilledCell extends DataCell {
        private static final long serialVersionUID = 1L;

        private final transient FileChannel channel;
        private final transient DataType cellType;
        private final long offset;
        private final int bytes;

        SpilledCell(FileChannel channel, long offset, int bytes, DataType cellType) {
            this.channel = channel;
            this.offset = offset;
            this.bytes = bytes;
            this.cellType = cellType;
        }

        DataCell read() {
            try {
                ByteBuffer buffer = ByteBuffer.allocate(bytes);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, offset + buffer.position()) < 0) {
                        throw new EOFException("the temporary file ends too early");
                    }
                }
                return CellStreams.read(new ByteArrayInputStream(buffer.array()));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "A cell cannot be read from its temporary file: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return "cell of " + bytes + " bytes in a file";
        }

        @Override
        protected boolean equalsDataCell(DataCell other) {
            return read().equals(resolve(other));
        }

        @Override
        public int hashCode() {
            return read().hashCode();
        }
    }
}
