// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.writer;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.io.WriteOptions.Existing;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;
import org.restauro.nodes.table.InputTextColumns;

/** What the Image Set Writer asks for. Field names are keys of saved workflows. */
final class ImageSetWriterNodeParameters implements NodeParameters {

    static final String MESSAGE_QUALITY =
            "The JPEG quality is %d. Choose a number from 1 (small files) to 100 (best pictures).";
    static final String MESSAGE_NO_COLUMNS =
            "No image column is chosen to be written. Add at least one.";

    private static final String RESTORED = "restored";
    private static final int BEST_QUALITY = 100;

    /** The file format. */
    enum FormatChoice {
        @Label(
                value = "PNG",
                description = "Every pixel is kept exactly, with transparency and 16 bits.")
        PNG,
        @Label(
                value = "JPEG",
                description =
                        "Small files, but pixels change slightly: known pixels are no longer"
                                + " exactly those of the original. Transparency is lost.")
        JPEG,
        @Label(value = "TIFF", description = "Every pixel is kept exactly; for archives.")
        TIFF
    }

    /** What happens to a file that is already there. */
    enum ExistingChoice {
        @Label(value = "Fail", description = "The row fails; the old file stays as it is.")
        FAIL,
        @Label(value = "Overwrite", description = "The new file replaces the old one.")
        OVERWRITE,
        @Label(
                value = "Skip",
                description = "The old file stays as it is and the row says so in its status.")
        SKIP,
        @Label(
                value = "Number",
                description = "The new file gets a number behind its name: beach (2).png.")
        NUMBER
    }

    /** One image column to be written. */
    static final class ColumnToWrite implements NodeParameters {
        @Widget(title = "Image column", description = "The column whose images are written.")
        @ChoicesProvider(InputImageColumns.OfFirstPort.class)
        String column = "";

        @Widget(
                title = "Added to the name",
                description =
                        "Text that is put behind the image's name, so that several columns can go"
                                + " into one folder: with _mask, beach becomes beach_mask.png.")
        @TextInputWidget(placeholder = "nothing")
        String suffix = "";

        ColumnToWrite() {}

        ColumnToWrite(final String column, final String suffix) {
            this.column = column;
            this.suffix = suffix;
        }
    }

    /** Names the choice above for the predicates below. */
    static final class FormatReference implements ParameterReference<FormatChoice> {}

    /** JPEG files are written. */
    static final class IsJpeg implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(FormatReference.class).isOneOf(FormatChoice.JPEG);
        }
    }

    @Section(title = "What to write")
    interface WhatSection {}

    @Section(title = "Where to write")
    @After(WhatSection.class)
    interface WhereSection {}

    @Section(title = "Problems")
    @After(WhereSection.class)
    interface ProblemsSection {}

    @Widget(
            title = "Name column",
            description =
                    "The column with the names of the files, without their ending. A slash in a"
                            + " name makes a subfolder; characters that a file name may not have"
                            + " become underscores, and no name leads out of the folder.")
    @ChoicesProvider(InputTextColumns.class)
    @Layout(WhatSection.class)
    String nameColumn = "";

    @Widget(title = "Image columns", description = "The columns whose images are written.")
    @ArrayWidget(elementTitle = "Image column", addButtonText = "Add image column")
    @Layout(WhatSection.class)
    ColumnToWrite[] columns = {new ColumnToWrite()};

    @Widget(
            title = "Folder",
            description =
                    "The folder that receives the files, an absolute path at best. It can be"
                            + " controlled by a flow variable.")
    @TextInputWidget(placeholder = "/path/to/results")
    @Layout(WhereSection.class)
    String folder = "";

    @Widget(
            title = "Create the folder",
            description =
                    "Whether the folder is created if it does not exist. Otherwise a missing folder"
                            + " is an error. Subfolders for names with a slash are always created.")
    @Layout(WhereSection.class)
    boolean createFolder = true;

    @Widget(title = "Format", description = "The file format.")
    @ValueSwitchWidget
    @Layout(WhereSection.class)
    @ValueReference(FormatReference.class)
    FormatChoice format = FormatChoice.PNG;

    @Widget(
            title = "JPEG quality",
            description = "From 1 (small files) to 100 (best pictures); only for JPEG.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(WhereSection.class)
    @Effect(predicate = IsJpeg.class, type = EffectType.SHOW)
    int quality = 95;

    @Widget(
            title = "If a file exists",
            description = "What happens to a file of the same name that is already there.")
    @Layout(WhereSection.class)
    ExistingChoice existing = ExistingChoice.FAIL;

    @Widget(
            title = "Images that cannot be written",
            description =
                    "What becomes of a row whose file cannot be written, or exists and may not be"
                            + " overwritten. A row whose image is missing is never an error: its"
                            + " path is missing too.")
    @ValueSwitchWidget
    @Layout(ProblemsSection.class)
    FailureChoice onFailure = FailureChoice.FAIL;

    ImageSetWriterNodeParameters() {}

    ImageSetWriterNodeParameters(final NodeParametersInput input) {
        nameColumn = ImageColumns.nameColumn(input, 0);
        List<ColumnToWrite> found = new ArrayList<>();
        for (String name : ImageColumns.imageColumns(input, 0)) {
            if (name.startsWith(RESTORED)) {
                found.add(new ColumnToWrite(name, found.isEmpty() ? "" : "_" + (found.size() + 1)));
            }
        }
        if (found.isEmpty()) {
            found.add(new ColumnToWrite(ImageColumns.imageColumn(input, 0), ""));
        }
        columns = found.toArray(ColumnToWrite[]::new);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        if (quality < 1 || quality > BEST_QUALITY) {
            throw new InvalidSettingsException(MESSAGE_QUALITY.formatted(quality));
        }
        if (columns == null || columns.length == 0) {
            throw new InvalidSettingsException(MESSAGE_NO_COLUMNS);
        }
    }

    /** How the files are written. */
    WriteOptions options() {
        return WriteOptions.defaults()
                .withFormat(imageFormat())
                .withQuality(quality)
                .withExisting(
                        switch (existing) {
                            case OVERWRITE -> Existing.REPLACE;
                            case SKIP -> Existing.SKIP;
                            case FAIL, NUMBER -> Existing.FAIL;
                        });
    }

    /** The file format in terms of the image layer. */
    ImageFormat imageFormat() {
        return switch (format) {
            case PNG -> ImageFormat.PNG;
            case JPEG -> ImageFormat.JPEG;
            case TIFF -> ImageFormat.TIFF;
        };
    }
}
