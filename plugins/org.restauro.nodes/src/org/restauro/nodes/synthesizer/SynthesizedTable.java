// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisPlan;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/**
 * The output table of the Image Synthesizer: the input's rows with their images, or, without a
 * table and for paths and mixed styles, a row for each image.
 */
final class SynthesizedTable {

    static final String SEED = "seed";
    static final String ORIGIN = "origin";
    static final String ROW = "sheet row";
    static final String COLUMN = "sheet column";
    static final String CODES = "codes";
    static final String MESSAGE_PROGRESS = "Image %d of %d";

    private final ImageSynthesizerNodeParameters parameters;
    private final SynthesisSettings settings;
    private final DataTableSpec input;
    private final TableRows rows;
    private final DataTableSpec spec;
    private final Sheet sheet = new Sheet();
    private int columns;

    /**
     * @param input null where no table is connected
     */
    SynthesizedTable(final DataTableSpec input, final ImageSynthesizerNodeParameters parameters)
            throws InvalidSettingsException {
        this.parameters = parameters;
        this.input = input;
        settings = parameters.settings();
        columns = parameters.sheetColumns;
        rows = input == null ? null : new TableRows(input, parameters);
        List<DataColumnSpec> added = new ArrayList<>();
        if (!appends()) {
            added.add(Rows.column(ImageColumns.NAME, StringCell.TYPE));
        }
        added.add(Rows.column(parameters.imageColumn.strip(), PNGImageCellFactory.TYPE));
        if (parameters.codes.space() != null) {
            added.add(Rows.column(CODES, DataType.getType(ListCell.class, DoubleCell.TYPE)));
        }
        if (appends()) {
            added.add(Rows.column(ImageColumns.STATUS, StringCell.TYPE));
        } else {
            added.add(Rows.column(SEED, LongCell.TYPE));
            added.add(Rows.column(ORIGIN, StringCell.TYPE));
            added.add(Rows.column(ROW, IntCell.TYPE));
            added.add(Rows.column(COLUMN, IntCell.TYPE));
        }
        DataTableSpec start = appends() ? input : new DataTableSpec();
        spec = Rows.append(start, added.toArray(DataColumnSpec[]::new));
    }

    /** Whether the images stand beside the input's rows. */
    private boolean appends() {
        return input != null && parameters.series == SeriesChoice.SINGLE;
    }

    DataTableSpec spec() {
        return spec;
    }

    /** One picture of all images; to be called after {@link #compute}. */
    BufferedDataTable sheet(final ExecutionContext exec) {
        return sheet.table(parameters.series.sheet(), columns, exec);
    }

    /**
     * Renders all images.
     *
     * @param table null where none is connected
     */
    BufferedDataTable compute(
            final BufferedDataTable table,
            final ImageSynthesizer synthesizer,
            final RowProblems problems,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException, InvalidSettingsException {
        BufferedDataContainer container = exec.createDataContainer(spec);
        try {
            if (appends()) {
                beside(table, synthesizer, problems, container, exec);
            } else {
                alone(
                        new SeriesPlan(parameters, rows).of(table, synthesizer),
                        synthesizer,
                        container,
                        exec);
            }
        } finally {
            container.close();
        }
        return container.getTable();
    }

    private void beside(
            final BufferedDataTable table,
            final ImageSynthesizer synthesizer,
            final RowProblems problems,
            final BufferedDataContainer container,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        long number = 0;
        try (CloseableRowIterator iterator = table.iterator()) {
            while (iterator.hasNext()) {
                List<DataRow> part = new ArrayList<>();
                List<SynthesisPlan.Place> places = new ArrayList<>();
                List<DataCell[]> failed = new ArrayList<>();
                while (iterator.hasNext() && part.size() < settings.batch()) {
                    DataRow row = iterator.next();
                    part.add(row);
                    DataCell[] cells = null;
                    try {
                        places.add(rows.place(row, number, synthesizer));
                    } catch (IllegalArgumentException | ArithmeticException e) {
                        cells = failure(problems.report(row.getKey(), e));
                    }
                    failed.add(cells);
                    number++;
                }
                tell(exec, number, table.size());
                List<PixelImage> images = images(places, synthesizer);
                int done = 0;
                for (int i = 0; i < part.size(); i++) {
                    DataCell[] cells = failed.get(i);
                    sheet.add(cells == null ? images.get(done) : null);
                    if (cells == null) {
                        List<DataCell> fresh =
                                cells(places.get(done), images.get(done), synthesizer);
                        fresh.add(new StringCell(ImageColumns.STATUS_OK));
                        cells = fresh.toArray(DataCell[]::new);
                        done++;
                    }
                    container.addRowToTable(Rows.append(part.get(i), cells));
                }
            }
        }
    }

    private DataCell[] failure(final String reason) {
        DataCell[] cells = new DataCell[spec.getNumColumns() - input.getNumColumns()];
        Arrays.fill(cells, ImageCells.missing(reason));
        cells[cells.length - 1] = new StringCell(reason);
        return cells;
    }

    private void alone(
            final SynthesisPlan plan,
            final ImageSynthesizer synthesizer,
            final BufferedDataContainer container,
            final ExecutionContext exec)
            throws CanceledExecutionException {
        columns =
                columns == 0 || parameters.series == SeriesChoice.MIXING ? plan.columns() : columns;
        List<SynthesisPlan.Place> all = plan.places();
        for (int from = 0; from < all.size(); from += settings.batch()) {
            tell(exec, from, all.size());
            int to = Math.min(all.size(), from + settings.batch());
            List<SynthesisPlan.Place> part = all.subList(from, to);
            List<PixelImage> images =
                    images(part.stream().filter(p -> !p.isEmpty()).toList(), synthesizer);
            int done = 0;
            for (int i = from; i < to; i++) {
                SynthesisPlan.Place place = all.get(i);
                PixelImage image = place.isEmpty() ? null : images.get(done++);
                sheet.add(image);
                if (image != null) {
                    List<DataCell> cells = new ArrayList<>();
                    cells.add(new StringCell(place.name()));
                    cells.addAll(cells(place, image, synthesizer));
                    cells.add(new LongCell(place.row().seed()));
                    cells.add(new StringCell(place.origin()));
                    cells.add(new IntCell(i / columns));
                    cells.add(new IntCell(i % columns));
                    container.addRowToTable(new DefaultRow(place.name(), cells));
                }
            }
        }
    }

    private static void tell(final ExecutionContext exec, final long done, final long total)
            throws CanceledExecutionException {
        exec.checkCanceled();
        exec.setProgress(
                (double) done / Math.max(1, total), () -> MESSAGE_PROGRESS.formatted(done, total));
    }

    private List<PixelImage> images(
            final List<SynthesisPlan.Place> places, final ImageSynthesizer synthesizer) {
        List<SynthesisRow> made = places.stream().map(SynthesisPlan.Place::row).toList();
        return synthesizer.images(made, settings);
    }

    private List<DataCell> cells(
            final SynthesisPlan.Place place,
            final PixelImage image,
            final ImageSynthesizer synthesizer) {
        List<DataCell> cells = new ArrayList<>();
        cells.add(ImageCells.cell(image));
        LatentSpace space = parameters.codes.space();
        if (space != null) {
            cells.add(codes(synthesizer, place.row(), space));
        }
        return cells;
    }

    private DataCell codes(
            final ImageSynthesizer synthesizer, final SynthesisRow row, final LatentSpace space) {
        try {
            List<DoubleCell> values = new ArrayList<>();
            for (float value : synthesizer.codes(row, space, settings.truncation())) {
                values.add(new DoubleCell(value));
            }
            return CollectionCellFactory.createListCell(values);
        } catch (IllegalArgumentException e) {
            return ImageCells.missing(RowProblems.reason(e));
        }
    }
}
