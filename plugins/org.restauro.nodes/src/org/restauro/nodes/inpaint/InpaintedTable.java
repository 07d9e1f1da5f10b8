// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintResult;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.MatProcedure;
import org.restauro.models.inpaint.Progress;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;
import org.restauro.nodes.view.PictureColumns;

/**
 * The output table of the Inpaint node: the input rows in their order, each with its restored
 * images, the seconds they took, and a status.
 */
final class InpaintedTable {

    static final String SECONDS = "seconds";
    static final String VARIANT_NAME = "%s %d";
    static final String MESSAGE_PROGRESS = "Row %d of %d (\"%s\"): restoring";
    static final String MESSAGE_STEP = "Row %d of %d: %s";
    static final String MESSAGE_NO_NAME =
            "The name of the restored column is empty. Write a name, for example \"restored\".";

    private static final String STATUS_PUBLISHED = ": MAT's own procedure";
    private static final String IMAGE = "image";
    private static final String MASK = "mask";
    private static final double NANOS = 1e9;

    private final int imageIndex;
    private final int maskIndex;
    private final int variants;
    private final long seed;
    private final DataTableSpec spec;
    private final int inputColumns;

    InpaintedTable(final DataTableSpec input, final InpaintNodeParameters parameters)
            throws InvalidSettingsException {
        imageIndex = ImageColumns.imageIndex(input, parameters.imageColumn, "image column");
        maskIndex = ImageColumns.imageIndex(input, parameters.maskColumn, "mask column");
        variants = parameters.variants;
        seed = parameters.seed;
        String name = parameters.restoredColumn == null ? "" : parameters.restoredColumn.trim();
        if (name.isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NO_NAME);
        }
        DataColumnSpec[] columns = new DataColumnSpec[variants + 2];
        for (int i = 0; i < variants; i++) {
            columns[i] =
                    Rows.column(
                            i == 0 ? name : VARIANT_NAME.formatted(name, i + 1),
                            PNGImageCellFactory.TYPE);
        }
        columns[variants] = Rows.column(SECONDS, DoubleCell.TYPE);
        columns[variants + 1] = Rows.column(ImageColumns.STATUS, StringCell.TYPE);
        spec = Rows.append(input, columns);
        inputColumns = input.getNumColumns();
    }

    DataTableSpec spec() {
        return spec;
    }

    /** What the node's view shows. */
    PictureColumns shown(final InpaintNodeParameters parameters) {
        List<String> names = List.of(spec.getColumnNames());
        List<String> images = ImageColumns.imageColumns(spec);
        String truth = PictureColumns.first(images, PictureColumns.TRUTH);
        return new PictureColumns(
                parameters.imageColumn,
                names.subList(inputColumns, inputColumns + variants),
                truth.equals(parameters.imageColumn) || truth.equals(parameters.maskColumn)
                        ? ""
                        : truth,
                parameters.maskColumn,
                ImageColumns.NAME,
                names.get(inputColumns + variants),
                names.get(inputColumns + variants + 1));
    }

    /** Restores all rows; windows of several images may share a batch. */
    BufferedDataTable compute(
            final BufferedDataTable table,
            final Inpainter inpainter,
            final RowProblems problems,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        BufferedDataContainer container = exec.createDataContainer(spec);
        try (CloseableRowIterator rows = table.iterator()) {
            Run run = new Run(rows, table.size(), container, problems, exec);
            try {
                inpainter.restoreAll(run, run::accept, run);
                exec.checkCanceled();
                run.drain();
            } catch (NodeFailure e) {
                throw e.reason;
            }
        } finally {
            container.close();
        }
        return container.getTable();
    }

    /** Restores all rows as the published script does it, one by one. */
    BufferedDataTable asPublished(
            final BufferedDataTable table,
            final MatProcedure procedure,
            final RowProblems problems,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        return Rows.map(
                table,
                spec,
                -1,
                "Restoring",
                exec,
                row -> {
                    long start = System.nanoTime();
                    PixelImage image;
                    Mask mask;
                    try {
                        image = ImageCells.image(row.getCell(imageIndex), IMAGE);
                        mask = ImageCells.mask(row.getCell(maskIndex), MASK);
                    } catch (IOException | RuntimeException e) {
                        procedure.skip();
                        return failedCells(row, e, problems);
                    }
                    try {
                        PixelImage restored = procedure.next(image, mask);
                        return new DataCell[] {
                            ImageCells.cell(restored),
                            new DoubleCell((System.nanoTime() - start) / NANOS),
                            new StringCell(ImageColumns.STATUS_OK + STATUS_PUBLISHED)
                        };
                    } catch (RuntimeException e) {
                        return failedCells(row, e, problems);
                    }
                });
    }

    private DataCell[] failedCells(
            final DataRow row, final Exception problem, final RowProblems problems)
            throws KNIMEException {
        String reason = problems.report(row.getKey(), problem);
        DataCell[] cells = new DataCell[variants + 2];
        Arrays.fill(cells, ImageCells.missing(reason));
        cells[variants + 1] = new StringCell(reason);
        return cells;
    }

    /** Carries a checked exception through interfaces that know none. */
    private static final class NodeFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient KNIMEException reason;

        NodeFailure(final KNIMEException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** A row that waits for its result; with a problem there will be none. */
    private record Pending(DataRow row, Exception problem) {}

    /** Feeds rows to the inpainter and its results to the table, in the order of the rows. */
    private final class Run implements Iterator<InpaintRequest>, Progress {
        private final CloseableRowIterator rows;
        private final long size;
        private final BufferedDataContainer container;
        private final RowProblems problems;
        private final ExecutionContext exec;
        private final Deque<Pending> pending = new ArrayDeque<>();
        private Optional<InpaintRequest> next;
        private long finished;

        Run(
                final CloseableRowIterator rows,
                final long size,
                final BufferedDataContainer container,
                final RowProblems problems,
                final ExecutionContext exec) {
            this.rows = rows;
            this.size = size;
            this.container = container;
            this.problems = problems;
            this.exec = exec;
            next = Optional.empty();
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && rows.hasNext() && !cancelled()) {
                DataRow row = rows.next();
                String name = row.getKey().getString();
                try {
                    next =
                            Optional.of(
                                    new InpaintRequest(
                                            name,
                                            ImageCells.image(row.getCell(imageIndex), IMAGE),
                                            ImageCells.mask(row.getCell(maskIndex), MASK),
                                            InpaintRequest.seedFor(seed, name)));
                    pending.add(new Pending(row, null));
                } catch (IOException | RuntimeException e) {
                    pending.add(new Pending(row, e));
                    drain();
                }
            }
            return next.isPresent();
        }

        @Override
        public InpaintRequest next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            InpaintRequest request = next.get();
            next = Optional.empty();
            exec.setProgress(
                    progress(),
                    () -> MESSAGE_PROGRESS.formatted(finished + 1, size, request.name()));
            return request;
        }

        /** Takes the result of the oldest waiting row. */
        void accept(final InpaintResult result) {
            drain();
            DataRow row = pending.remove().row();
            if (result.succeeded()) {
                DataCell[] cells = new DataCell[variants + 2];
                for (int i = 0; i < variants; i++) {
                    cells[i] = ImageCells.cell(result.variants().get(i));
                }
                cells[variants] = new DoubleCell(result.seconds());
                cells[variants + 1] =
                        new StringCell(ImageColumns.STATUS_OK + ": " + result.explanation());
                add(row, cells);
            } else {
                addFailed(row, result.failure());
            }
            drain();
        }

        /** Writes the rows at the front that wait for nothing. */
        void drain() {
            while (!pending.isEmpty() && pending.peek().problem() != null) {
                Pending failed = pending.remove();
                addFailed(failed.row(), failed.problem());
            }
        }

        private void addFailed(final DataRow row, final Exception problem) {
            try {
                add(row, failedCells(row, problem, problems));
            } catch (KNIMEException e) {
                throw new NodeFailure(e);
            }
        }

        private void add(final DataRow row, final DataCell[] cells) {
            container.addRowToTable(Rows.append(row, cells));
            finished++;
            exec.setProgress(progress());
        }

        private double progress() {
            return (double) finished / size;
        }

        @Override
        public boolean cancelled() {
            try {
                exec.checkCanceled();
                return false;
            } catch (CanceledExecutionException e) {
                return true;
            }
        }

        @Override
        public void step(final int done, final int total, final String message) {
            exec.setMessage(() -> MESSAGE_STEP.formatted(finished + 1, size, message));
        }
    }
}
