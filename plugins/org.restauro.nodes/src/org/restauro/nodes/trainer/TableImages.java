// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.restauro.images.ImageException;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Labels;
import org.restauro.nodes.table.ImageCells;

/**
 * The images of a table column in any order. A table can be read from its beginning only, so the
 * image files are copied one behind the other into a temporary file, which goes with this source.
 */
final class TableImages implements ImageSource {

    static final String MESSAGE_COPYING = "Reading training image %d of %d";

    private final String description;
    private final Path file;
    private final List<String> names = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private long missing;

    private TableImages(final String description, final Path file) {
        this.description = description;
        this.file = file;
    }

    /**
     * Copies the images of a column; missing cells are left out and counted.
     *
     * @param description how messages call it
     * @param table the table
     * @param column index of its image column
     * @param exec hears of the progress and may cancel
     */
    static TableImages copy(
            final String description,
            final BufferedDataTable table,
            final int column,
            final ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        TableImages images =
                new TableImages(description, Files.createTempFile("restauro-images", ".bin"));
        boolean copied = false;
        try (OutputStream out = Files.newOutputStream(images.file);
                CloseableRowIterator rows = table.iterator()) {
            long size = table.size();
            long end = 0;
            for (long number = 1; rows.hasNext(); number++) {
                long current = number;
                exec.checkCanceled();
                exec.setProgress(
                        (double) (number - 1) / size,
                        () -> MESSAGE_COPYING.formatted(current, size));
                DataRow row = rows.next();
                DataCell cell = row.getCell(column);
                if (cell.isMissing()) {
                    images.missing++;
                    continue;
                }
                byte[] bytes = ImageCells.bytes(cell, "image");
                out.write(bytes);
                end += bytes.length;
                images.ends.add(end);
                images.names.add(row.getKey().getString());
            }
            copied = true;
        } finally {
            if (!copied) {
                images.close();
            }
        }
        return images;
    }

    /** How many rows had no image. */
    long missing() {
        return missing;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public String name(final int index) {
        return names.get(index);
    }

    @Override
    public Labels labels() {
        return Labels.NONE;
    }

    @Override
    public byte[] bytes(final int index) throws IOException {
        long start = index == 0 ? 0 : ends.get(index - 1);
        int length = (int) (ends.get(index) - start);
        // opened anew each time: a shared channel would be closed by an interrupted reader
        try (SeekableByteChannel channel = Files.newByteChannel(file);
                InputStream in = Channels.newInputStream(channel.position(start))) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new ImageException(where(index) + ": its temporary copy is cut off.");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
