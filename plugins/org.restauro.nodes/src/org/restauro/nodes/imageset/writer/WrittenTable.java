// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.writer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import org.restauro.nodes.imageset.writer.ImageSetWriterNodeParameters.ColumnToWrite;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/**
 * The output table of the Image Set Writer: the input rows, each with the paths of its files and a
 * status.
 */
final class WrittenTable {

    static final String PATH = "path";
    static final String PATH_OF = "path of %s";
    static final String STATUS_SKIPPED = "skipped: \"%s\" exists already";
    static final String STATUS_NO_IMAGE = "nothing written: %s";
    static final String MESSAGE_NO_NAME =
            "The row has no name. Fill its cell in the name column or choose another one.";

    private final int nameIndex;
    private final int[] imageIndices;
    private final String[] suffixes;
    private final WriteOptions options;
    private final DataTableSpec spec;

    WrittenTable(final DataTableSpec input, final ImageSetWriterNodeParameters parameters)
            throws InvalidSettingsException {
        nameIndex = ImageColumns.textIndex(input, parameters.nameColumn, "name column");
        ColumnToWrite[] columns = parameters.columns;
        imageIndices = new int[columns.length];
        suffixes = new String[columns.length];
        DataColumnSpec[] fresh = new DataColumnSpec[columns.length + 1];
        for (int i = 0; i < columns.length; i++) {
            imageIndices[i] = ImageColumns.imageIndex(input, columns[i].column, "image column");
            suffixes[i] = columns[i].suffix == null ? "" : columns[i].suffix;
            fresh[i] =
                    Rows.column(
                            columns.length == 1 ? PATH : PATH_OF.formatted(columns[i].column),
                            StringCell.TYPE);
        }
        fresh[columns.length] = Rows.column("write " + ImageColumns.STATUS, StringCell.TYPE);
        spec = Rows.append(input, fresh);
        options = parameters.options();
    }

    DataTableSpec spec() {
        return spec;
    }

    /** Writes the images of one row. */
    DataCell[] written(final DataRow row, final TargetFiles files, final RowProblems problems)
            throws KNIMEException {
        DataCell[] cells = new DataCell[imageIndices.length + 1];
        StringJoiner status = new StringJoiner("; ");
        for (int i = 0; i < imageIndices.length; i++) {
            DataCell image = row.getCell(imageIndices[i]);
            try {
                if (image.isMissing()) {
                    String reason =
                            STATUS_NO_IMAGE.formatted(ImageCells.whyMissing(image, "image"));
                    cells[i] = ImageCells.missing(reason);
                    status.add(reason);
                } else {
                    cells[i] = writtenFile(row, image, files.file(name(row), suffixes[i]), status);
                }
            } catch (IOException e) {
                String reason = problems.report(row.getKey(), e);
                cells[i] = ImageCells.missing(reason);
                status.add(reason);
            }
        }
        cells[imageIndices.length] =
                new StringCell(status.length() == 0 ? ImageColumns.STATUS_OK : status.toString());
        return cells;
    }

    private DataCell writtenFile(
            final DataRow row, final DataCell cell, final Path file, final StringJoiner status)
            throws ImageException {
        PixelImage image = ImageCells.image(cell, "image of row \"" + row.getKey() + "\"");
        if (!ImageFiles.write(image, file, options)) {
            status.add(STATUS_SKIPPED.formatted(file));
        }
        return new StringCell(file.toString());
    }

    private String name(final DataRow row) throws IOException {
        DataCell cell = row.getCell(nameIndex);
        if (cell.isMissing()) {
            throw new IOException(MESSAGE_NO_NAME);
        }
        return ((StringValue) cell).getStringValue();
    }
}
