// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.reference.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.restauro.images.PixelImage;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;
import org.restauro.nodes.view.PictureColumns;

/** Encodes the references of a table, and keeps for the view what was encoded. */
final class EncodedTable {

    static final String ENCODED = "encoded";
    static final String MESSAGE_PROGRESS = "Encoding reference %d of %d (\"%s\")";
    static final String MESSAGE_FAILED = "The reference of row \"%s\" cannot be encoded: %s";
    static final String STATUS =
            ImageColumns.STATUS_OK + ": squeezed from %d × %d to %d × %d pixels, seen as %d parts";
    static final String STATUS_SAME =
            ImageColumns.STATUS_OK + ": %d × %d pixels as they are, seen as %d parts";
    static final String WARNING =
            "%d of %d references are left out. The first is that of row \"%s\": %s";
    static final String WARNING_NONE =
            "There are no references: images are restored as if none were connected.";

    private static final DataTableSpec SPEC =
            new DataTableSpec(
                    Rows.column(ImageColumns.NAME, StringCell.TYPE),
                    Rows.column(ImageColumns.REFERENCE, PNGImageCellFactory.TYPE),
                    Rows.column(ENCODED, PNGImageCellFactory.TYPE),
                    Rows.column(ImageColumns.STATUS, StringCell.TYPE));

    private final int imageIndex;
    private final int nameIndex;
    private final BrokenChoice broken;
    private BufferedDataTable shown;
    private long size;
    private long leftOut;
    private String firstRow = "";
    private String firstReason = "";

    /**
     * @param input the table of references
     * @param parameters what was asked for
     * @throws InvalidSettingsException if its columns do not fit
     */
    EncodedTable(final DataTableSpec input, final ReferenceEncoderNodeParameters parameters)
            throws InvalidSettingsException {
        imageIndex =
                ImageColumns.imageIndex(
                        input, parameters.imageColumn, "image column of the references");
        String names = OptionalColumns.chosen(parameters.nameColumn);
        nameIndex =
                names.isEmpty()
                        ? -1
                        : ImageColumns.textIndex(input, names, "name column of the references");
        broken = parameters.broken;
    }

    /** Encodes the references one by one. */
    ReferenceFeatures encode(
            final BufferedDataTable table,
            final ReferenceGuidedNetwork network,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        List<ReferenceFeatures> parts = new ArrayList<>();
        size = table.size();
        BufferedDataContainer container = exec.createDataContainer(SPEC);
        try (CloseableRowIterator rows = table.iterator()) {
            for (long number = 1; rows.hasNext(); number++) {
                DataRow row = rows.next();
                long current = number;
                exec.checkCanceled();
                exec.setProgress(
                        (double) (number - 1) / size,
                        () -> MESSAGE_PROGRESS.formatted(current, size, row.getKey().getString()));
                DataCell[] cells = cells(row, network, parts);
                container.addRowToTable(new DefaultRow(row.getKey(), cells));
            }
        } finally {
            container.close();
        }
        shown = container.getTable();
        return parts.isEmpty()
                ? network.encode(List.of(), List.of())
                : ReferenceFeatures.join(parts);
    }

    private DataCell[] cells(
            final DataRow row,
            final ReferenceGuidedNetwork network,
            final List<ReferenceFeatures> parts)
            throws KNIMEException {
        DataCell reference = row.getCell(imageIndex);
        String name = row.getKey().getString();
        try {
            PixelImage picture = ImageCells.image(reference, "reference");
            name = name(row);
            ReferenceFeatures features = network.encode(List.of(name), List.of(picture));
            parts.add(features);
            int side = features.config().pictureSize();
            return new DataCell[] {
                new StringCell(name),
                reference,
                ImageCells.cell(features.picture(0)),
                new StringCell(status(picture, side, features.config().tokens()))
            };
        } catch (IOException | RuntimeException e) {
            String reason = RowProblems.reason(e);
            if (broken == BrokenChoice.FAIL) {
                throw KNIMEException.of(
                        Message.fromSummary(
                                MESSAGE_FAILED.formatted(row.getKey().getString(), reason)),
                        e);
            }
            if (leftOut == 0) {
                firstRow = row.getKey().getString();
                firstReason = reason;
            }
            leftOut++;
            return new DataCell[] {
                new StringCell(name), reference, ImageCells.missing(reason), new StringCell(reason)
            };
        }
    }

    private static String status(final PixelImage picture, final int side, final int parts) {
        return picture.width() == side && picture.height() == side
                ? STATUS_SAME.formatted(side, side, parts)
                : STATUS.formatted(picture.width(), picture.height(), side, side, parts);
    }

    private String name(final DataRow row) throws IOException {
        if (nameIndex < 0) {
            return row.getKey().getString();
        }
        DataCell cell = row.getCell(nameIndex);
        if (cell.isMissing()) {
            throw new IOException("its name is missing.");
        }
        return ((StringValue) cell).getStringValue();
    }

    /** The table of what was encoded. */
    BufferedDataTable shown() {
        return shown;
    }

    /** What the view shows of it. */
    static PictureColumns columns() {
        return PictureColumns.of(
                List.of(ImageColumns.REFERENCE, ENCODED), ImageColumns.NAME, ImageColumns.STATUS);
    }

    /** What the user should know. */
    Optional<String> warning() {
        if (leftOut > 0) {
            return Optional.of(WARNING.formatted(leftOut, size, firstRow, firstReason));
        }
        return size == 0 ? Optional.of(WARNING_NONE) : Optional.empty();
    }
}
