// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.view.PictureColumns;

/** What the Metric Comparison asks for. Field names are keys of saved workflows. */
final class MetricComparisonNodeParameters implements NodeParameters {

    static final String MESSAGE_TOO_MANY =
            "There are %d names for %d tables. Write one name for each table at most, separated by"
                    + " commas.";
    static final String MESSAGE_TWICE =
            "Two tables are called \"%s\". Give each a name of its own, separated by commas.";
    static final String DEFAULT_NAME = "model %d";
    static final String MESSAGE_NO_RESTORED =
            "The table of samples at port %d has no column \"restored\". Choose its column with the"
                    + " restored images in the dialog.";

    @Section(title = "Samples", description = "Columns of the tables with images, for the view.")
    interface SamplesSection {}

    @Widget(
            title = "Names",
            description =
                    "What to call the tables, in the order of their ports and separated by commas."
                            + " Tables without a name are called model 1, model 2, and so on.")
    @TextInputWidget(placeholder = "before, after")
    String names = "";

    @Widget(
            title = "Restored column",
            description =
                    "The column of the samples with the restored images. By itself the one called"
                            + " \"restored\" is taken.")
    @ChoicesProvider(SampleImageColumns.class)
    @Layout(SamplesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String restoredColumn = OptionalColumns.AUTOMATIC;

    @Widget(
            title = "Damaged column",
            description =
                    "The column of the samples with the images before restoration. By itself the"
                            + " one called \"damaged\" or \"image\" is taken, if there is one.")
    @ChoicesProvider(SampleImageColumns.class)
    @Layout(SamplesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String damagedColumn = OptionalColumns.AUTOMATIC;

    @Widget(
            title = "Truth column",
            description =
                    "The column of the samples with the undamaged originals. By itself the one"
                            + " called \"truth\" or \"reference\" is taken, if there is one.")
    @ChoicesProvider(SampleImageColumns.class)
    @Layout(SamplesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String truthColumn = OptionalColumns.AUTOMATIC;

    @Widget(
            title = "Mask column",
            description =
                    "The column of the samples with the masks. By itself the one called \"mask\" is"
                            + " taken, if there is one.")
    @ChoicesProvider(SampleImageColumns.class)
    @Layout(SamplesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String maskColumn = OptionalColumns.AUTOMATIC;

    @Widget(
            title = "Rows belong together by",
            description =
                    "What the rows of one image have in common in all tables of samples: their row"
                            + " keys, or the text of a column.")
    @ChoicesProvider(SampleTextColumns.class)
    @Layout(SamplesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String nameColumn = OptionalColumns.ROW_KEYS;

    /**
     * The columns of a table of samples.
     *
     * @param spec the table
     * @param port its index
     * @throws InvalidSettingsException if a chosen column is not there, or no restored images are
     */
    PictureColumns sampleColumns(final DataTableSpec spec, final int port)
            throws InvalidSettingsException {
        List<String> images = ImageColumns.imageColumns(spec);
        String restored = chosen(restoredColumn, PictureColumns.RESTORED, images);
        if (restored.isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NO_RESTORED.formatted(port + 1));
        }
        List<String> others = images.stream().filter(name -> !name.equals(restored)).toList();
        String truth = chosen(truthColumn, PictureColumns.TRUTH, others);
        PictureColumns columns =
                new PictureColumns(
                        chosen(damagedColumn, PictureColumns.DAMAGED, others),
                        List.of(restored),
                        truth,
                        chosen(maskColumn, List.of(ImageColumns.MASK), others),
                        OptionalColumns.chosen(nameColumn));
        check(spec, columns, port);
        return columns;
    }

    private static String chosen(
            final String column, final List<String> usual, final List<String> there) {
        String name = OptionalColumns.chosen(column);
        return name.isEmpty() ? PictureColumns.first(there, usual) : name;
    }

    private static void check(
            final DataTableSpec spec, final PictureColumns columns, final int port)
            throws InvalidSettingsException {
        String where = " (of the samples at port %d)".formatted(port + 1);
        ImageColumns.imageIndex(spec, columns.restored().get(0), "restored column" + where);
        ImageColumns.optionalImage(spec, columns.damaged(), "damaged column" + where);
        ImageColumns.optionalImage(spec, columns.truth(), "truth column" + where);
        ImageColumns.optionalImage(spec, columns.mask(), "mask column" + where);
        if (!columns.name().isEmpty()) {
            ImageColumns.textIndex(spec, columns.name(), "name column" + where);
        }
    }

    /**
     * A name for each table.
     *
     * @throws InvalidSettingsException if there are too many names, or two are equal
     */
    List<String> namesOf(final int tables) throws InvalidSettingsException {
        String[] given = names == null || names.isBlank() ? new String[0] : names.split(",", -1);
        if (given.length > tables) {
            throw new InvalidSettingsException(MESSAGE_TOO_MANY.formatted(given.length, tables));
        }
        List<String> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tables; i++) {
            String name = i < given.length ? given[i].trim() : "";
            String used = name.isEmpty() ? DEFAULT_NAME.formatted(i + 1) : name;
            if (!seen.add(used)) {
                throw new InvalidSettingsException(MESSAGE_TWICE.formatted(used));
            }
            all.add(used);
        }
        return all;
    }
}
