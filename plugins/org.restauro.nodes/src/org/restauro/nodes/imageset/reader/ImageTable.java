// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.ReadOptions;
import org.restauro.nodes.imageset.ListedImage;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/** The output table of the Image Set Reader, one row for each listed image. */
final class ImageTable {

    static final String MESSAGE_PROGRESS = "Reading image %d of %d (\"%s\")";

    private static final long MEGA = 1_000_000L;

    private final ImageSetReaderNodeParameters parameters;
    private final MaskReading maskReading;
    private final ReadOptions options;
    private final DataTableSpec spec;

    ImageTable(final ImageSetReaderNodeParameters parameters) throws InvalidSettingsException {
        this.parameters = parameters;
        maskReading = parameters.maskReading();
        options = ReadOptions.defaults().withMaxPixels(parameters.maxMegapixels * MEGA);
        List<DataColumnSpec> columns = new ArrayList<>();
        columns.add(Rows.column(ImageColumns.NAME, StringCell.TYPE));
        columns.add(Rows.column(ImageColumns.IMAGE, PNGImageCellFactory.TYPE));
        if (parameters.hasMasks()) {
            columns.add(Rows.column(ImageColumns.MASK, PNGImageCellFactory.TYPE));
        }
        if (parameters.hasReferences()) {
            columns.add(Rows.column(ImageColumns.REFERENCE, PNGImageCellFactory.TYPE));
        }
        columns.add(Rows.column(ImageColumns.WIDTH, IntCell.TYPE));
        columns.add(Rows.column(ImageColumns.HEIGHT, IntCell.TYPE));
        columns.add(Rows.column(ImageColumns.STATUS, StringCell.TYPE));
        spec = new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    DataTableSpec spec() {
        return spec;
    }

    BufferedDataTable read(
            final List<ListedImage> images, final RowProblems problems, final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        BufferedDataContainer container = exec.createDataContainer(spec);
        try {
            for (int i = 0; i < images.size(); i++) {
                ListedImage image = images.get(i);
                int number = i + 1;
                exec.checkCanceled();
                exec.setProgress(
                        (double) i / images.size(),
                        () -> MESSAGE_PROGRESS.formatted(number, images.size(), image.name()));
                RowKey key = new RowKey(image.name());
                container.addRowToTable(new DefaultRow(key, new Row(image, key, problems).cells()));
            }
        } catch (KNIMEException e) {
            exec.checkCanceled(); // cancelling interrupts the thread, which may break off a row
            throw e;
        } finally {
            container.close();
        }
        return container.getTable();
    }

    /** Reads the files of one row; what fails becomes a missing cell. */
    private final class Row {
        private final ListedImage listed;
        private final RowKey key;
        private final RowProblems problems;
        private final StringJoiner status = new StringJoiner("; ");

        Row(final ListedImage listed, final RowKey key, final RowProblems problems) {
            this.listed = listed;
            this.key = key;
            this.problems = problems;
        }

        List<DataCell> cells() throws KNIMEException {
            if (!listed.notes().isEmpty()) {
                status.add(listed.notes());
            }
            List<DataCell> cells = new ArrayList<>();
            cells.add(new StringCell(listed.name()));
            PixelImage image = null;
            DataCell width;
            DataCell height;
            try {
                image = ImageFiles.read(listed.image(), options);
                cells.add(ImageCells.cell(image));
                width = new IntCell(image.width());
                height = new IntCell(image.height());
            } catch (ImageException | RuntimeException e) {
                DataCell missing = failed(e);
                cells.add(missing);
                width = missing;
                height = missing;
            }
            if (parameters.hasMasks()) {
                cells.add(listed.mask().isEmpty() ? noPartner() : mask(image));
            }
            if (parameters.hasReferences()) {
                cells.add(listed.reference().isEmpty() ? noPartner() : reference());
            }
            cells.add(width);
            cells.add(height);
            cells.add(
                    new StringCell(
                            status.length() == 0 ? ImageColumns.STATUS_OK : status.toString()));
            return cells;
        }

        private DataCell mask(final PixelImage image) throws KNIMEException {
            try {
                Mask mask = ImageFiles.readMask(listed.mask().get(), maskReading, options);
                return ImageCells.cell(
                        image == null ? mask : mask.fittedTo(image, parameters.resizeMasks));
            } catch (ImageException | RuntimeException e) {
                return failed(e);
            }
        }

        private DataCell reference() throws KNIMEException {
            try {
                return ImageCells.cell(ImageFiles.read(listed.reference().get(), options));
            } catch (ImageException | RuntimeException e) {
                return failed(e);
            }
        }

        private DataCell noPartner() {
            return ImageCells.missing(listed.notes());
        }

        private DataCell failed(final Exception problem) throws KNIMEException {
            String reason = problems.report(key, problem);
            status.add(reason);
            return ImageCells.missing(reason);
        }
    }
}
