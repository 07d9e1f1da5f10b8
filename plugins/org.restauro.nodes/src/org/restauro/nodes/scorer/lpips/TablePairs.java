// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.lpips;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.restauro.images.ImageException;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.ReadOptions;
import org.restauro.metrics.ScorePair;
import org.restauro.metrics.features.ImageItem;
import org.restauro.nodes.source.SpooledBytes;
import org.restauro.nodes.table.ImageCells;

/**
 * The pairs of a table, a row each, to be read by several threads. A table can be read from its
 * beginning only, so the image files are copied into a temporary file, which goes with this object.
 * A missing cell is a problem of its pair alone.
 */
final class TablePairs implements Closeable {

    static final String MESSAGE_COPYING = "Reading the images of row %d of %d";

    private final SpooledBytes files = new SpooledBytes();
    private final List<ScorePair> pairs = new ArrayList<>();

    private TablePairs() throws IOException {}

    /**
     * Copies the images.
     *
     * @param table the table
     * @param columns says which columns
     * @param exec hears of the progress and may cancel
     * @throws IOException if there is no room for the copy
     */
    static TablePairs copy(
            final BufferedDataTable table, final ScoredTable columns, final ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        TablePairs copy = new TablePairs();
        boolean copied = false;
        try (CloseableRowIterator rows = table.iterator()) {
            long size = table.size();
            for (long number = 1; rows.hasNext(); number++) {
                long current = number;
                exec.checkCanceled();
                exec.setProgress(
                        (double) (number - 1) / size,
                        () -> MESSAGE_COPYING.formatted(current, size));
                copy.add(rows.next(), columns);
            }
            copy.files.finish();
            copied = true;
        } finally {
            if (!copied) {
                copy.close();
            }
        }
        return copy;
    }

    /** In the order of the rows; generated images are named as the rows. */
    List<ScorePair> pairs() {
        return pairs;
    }

    private void add(final DataRow row, final ScoredTable columns) throws IOException {
        String key = row.getKey().getString();
        pairs.add(
                new ScorePair(
                        item(key, row.getCell(columns.restored()), "restored image"),
                        item(key, row.getCell(columns.truth()), "truth"),
                        columns.mask() < 0 ? null : mask(row.getCell(columns.mask()))));
    }

    private ScorePair.MaskItem mask(final DataCell cell) throws IOException {
        Content content = content(cell, "mask");
        return () ->
                ImageFiles.readMask(
                        content.bytes(), "mask", MaskReading.black(), ReadOptions.defaults());
    }

    private ImageItem item(final String key, final DataCell cell, final String what)
            throws IOException {
        Content content = content(cell, what);
        return new ImageItem() {
            @Override
            public String name() {
                return key;
            }

            @Override
            public Loaded load() throws IOException {
                return ImageItem.of(what, content.bytes()).load();
            }
        };
    }

    /** A file that is read when it is asked for, or says why it cannot be. */
    private interface Content {
        byte[] bytes() throws IOException;
    }

    private Content content(final DataCell cell, final String what) throws IOException {
        byte[] bytes;
        try {
            bytes = ImageCells.bytes(cell, what);
        } catch (ImageException e) {
            return () -> {
                throw e;
            };
        }
        int index = files.add(bytes);
        return () -> files.get(index);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
