// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Labels;
import org.restauro.nodes.table.ImageCells;

/**
 * The images of a table column in any order. A table can be read from its beginning only, so the
 * image files are copied one behind the other into a temporary file, which goes with this source.
 */
final class TableImages implements ImageSource {

    static final String MESSAGE_COPYING = "Reading image %d of %d";

    private final String description;
    private final SpooledBytes images = new SpooledBytes();
    private final List<String> names = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private long missing;

    private TableImages(final String description) throws IOException {
        this.description = description;
    }

    /**
     * Copies the images of a column; missing cells are left out and counted.
     *
     * @param description how messages call it
     * @param table the table
     * @param column index of its image column
     * @param name index of the column with their names; -1 for the row keys
     * @param label index of the column with their classes; -1 for none
     * @param exec hears of the progress and may cancel
     */
    static TableImages copy(
            final String description,
            final BufferedDataTable table,
            final int column,
            final int name,
            final int label,
            final ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        TableImages copy = new TableImages(description);
        boolean copied = false;
        try (CloseableRowIterator rows = table.iterator()) {
            long size = table.size();
            for (long number = 1; rows.hasNext(); number++) {
                long current = number;
                exec.checkCanceled();
                exec.setProgress(
                        (double) (number - 1) / size,
                        () -> MESSAGE_COPYING.formatted(current, size));
                DataRow row = rows.next();
                DataCell cell = row.getCell(column);
                if (cell.isMissing() || lacks(row, name) || lacks(row, label)) {
                    copy.missing++;
                    continue;
                }
                copy.images.add(ImageCells.bytes(cell, "image"));
                copy.names.add(
                        name < 0
                                ? row.getKey().getString()
                                : ((StringValue) row.getCell(name)).getStringValue());
                if (label >= 0) {
                    copy.classes.add(row.getCell(label).toString());
                }
            }
            copy.images.finish();
            copied = true;
        } finally {
            if (!copied) {
                copy.close();
            }
        }
        return copy;
    }

    private static boolean lacks(final DataRow row, final int column) {
        return column >= 0 && row.getCell(column).isMissing();
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
        return classes.isEmpty() ? Labels.NONE : Labels.ofTexts(classes);
    }

    @Override
    public byte[] bytes(final int index) throws IOException {
        return images.get(index);
    }

    @Override
    public void close() throws IOException {
        images.close();
    }
}
