// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view.beforeafter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.view.PictureColumns;

/** What the Before/After View asks for. Field names are keys of saved workflows. */
final class BeforeAfterViewNodeParameters implements NodeParameters {

    static final String MESSAGE_NO_RESTORED =
            "No restored column is chosen. Add at least one column with restored images.";
    static final String MESSAGE_TWICE =
            "The restored column \"%s\" is chosen twice. Remove one of them.";

    private static final String DAMAGED = "damaged column";
    private static final String TRUTH = "truth column";
    private static final String MASK = "mask column";

    /** A column with restored images. */
    static final class RestoredColumn implements NodeParameters {
        @Widget(title = "Column", description = "A column with restored images.")
        @ChoicesProvider(InputImageColumns.OfFirstPort.class)
        String column = "";

        RestoredColumn() {}

        RestoredColumn(final String column) {
            this.column = column;
        }
    }

    @Section(title = "Images")
    interface ImagesSection {}

    @Section(title = "Rows")
    @After(ImagesSection.class)
    interface RowsSection {}

    @Widget(
            title = "Damaged column",
            description = "The column with the images before restoration.")
    @ChoicesProvider(OptionalImageColumns.class)
    @Layout(ImagesSection.class)
    String damagedColumn = ImageColumns.IMAGE;

    @Widget(
            title = "Restored columns",
            description =
                    "The columns with restored images: variants of one model, or the results of"
                        + " several. Scores that LPIPS Scorers added to the table are shown with"
                        + " the column they judge.")
    @ArrayWidget(elementTitle = "Restored column", addButtonText = "Add restored column")
    @Layout(ImagesSection.class)
    RestoredColumn[] restoredColumns = {new RestoredColumn("restored")};

    @Widget(
            title = "Truth column",
            description = "The column with the undamaged originals, if there are such.")
    @ChoicesProvider(OptionalImageColumns.class)
    @Layout(ImagesSection.class)
    String truthColumn = OptionalColumns.NONE;

    @Widget(
            title = "Mask column",
            description =
                    "The column with the masks, if there are such: white is known, black is a hole."
                            + " The view outlines and magnifies the holes.")
    @ChoicesProvider(OptionalImageColumns.class)
    @Layout(ImagesSection.class)
    String maskColumn = OptionalColumns.NONE;

    @Widget(title = "Names", description = "What the rows are called in the view.")
    @ChoicesProvider(OptionalTextColumns.class)
    @Layout(RowsSection.class)
    String nameColumn = OptionalColumns.ROW_KEYS;

    BeforeAfterViewNodeParameters() {}

    BeforeAfterViewNodeParameters(final NodeParametersInput input) {
        List<String> images = ImageColumns.imageColumns(input, 0);
        damagedColumn = first(images, PictureColumns.DAMAGED);
        truthColumn = first(images, PictureColumns.TRUTH);
        maskColumn = first(images, List.of(ImageColumns.MASK));
        nameColumn =
                ImageColumns.nameColumn(input, 0).equals(ImageColumns.NAME)
                        ? ImageColumns.NAME
                        : OptionalColumns.ROW_KEYS;
        List<String> restored =
                images.stream().filter(name -> name.matches("restored( \\d+)?")).toList();
        restoredColumns =
                (restored.isEmpty() ? others(images) : restored)
                        .stream().map(RestoredColumn::new).toArray(RestoredColumn[]::new);
    }

    private static String first(final List<String> images, final List<String> wanted) {
        String found = PictureColumns.first(images, wanted);
        return found.isEmpty() ? OptionalColumns.NONE : found;
    }

    /** The first column that has no part yet. */
    private List<String> others(final List<String> images) {
        List<String> used = List.of(damagedColumn, truthColumn, maskColumn);
        return images.stream().filter(name -> !used.contains(name)).limit(1).toList();
    }

    /**
     * The columns to show.
     *
     * @throws InvalidSettingsException if one of them is not in the table, or none is restored
     */
    PictureColumns columns(final DataTableSpec spec) throws InvalidSettingsException {
        List<String> restored = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (RestoredColumn column : restoredColumns) {
            ImageColumns.imageIndex(spec, column.column, "restored column");
            if (!seen.add(column.column)) {
                throw new InvalidSettingsException(MESSAGE_TWICE.formatted(column.column));
            }
            restored.add(column.column);
        }
        if (restored.isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NO_RESTORED);
        }
        PictureColumns columns =
                new PictureColumns(
                        OptionalColumns.chosen(damagedColumn),
                        restored,
                        OptionalColumns.chosen(truthColumn),
                        OptionalColumns.chosen(maskColumn),
                        OptionalColumns.chosen(nameColumn));
        ImageColumns.optionalImage(spec, columns.damaged(), DAMAGED);
        ImageColumns.optionalImage(spec, columns.truth(), TRUTH);
        ImageColumns.optionalImage(spec, columns.mask(), MASK);
        if (!columns.name().isEmpty()) {
            ImageColumns.textIndex(spec, columns.name(), "name column");
        }
        return columns;
    }
}
