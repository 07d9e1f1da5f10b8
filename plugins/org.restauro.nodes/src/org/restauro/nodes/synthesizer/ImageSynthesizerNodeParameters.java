// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import java.util.List;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.models.gan.Truncation;
import org.restauro.models.gan.synthesis.IndexList;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.nodes.scorer.ComputationGroup;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.OptionalColumns;

/** What the Image Synthesizer asks for. Field names are keys of saved workflows. */
final class ImageSynthesizerNodeParameters implements NodeParameters {

    static final String MESSAGE_COUNT =
            "The number of seeds is %d. Choose from 1 to "
                    + ImageSynthesizerNodeParameters.MAX_COUNT
                    + ".";
    static final String MESSAGE_SEED =
            "The seed is %d. Choose a whole number of 0 or more, as published scripts do.";
    static final String MESSAGE_LAYERS = "The number of layers is %d. Choose 0 for all, or more.";
    static final String MESSAGE_BATCH =
            "The number of images at once is %d. Choose from 1 to "
                    + ImageSynthesizerNodeParameters.MAX_BATCH
                    + ".";
    static final String MESSAGE_COLUMN =
            "The name of the image column is empty. Write a name, for example \"image\".";
    static final String MESSAGE_PSI = "The truncation is %s. Choose a number, usually 0 to 1.";

    /** More images than this are a mistake, not a wish. */
    static final int MAX_COUNT = 1_000_000;

    /** More images at once than this make nothing faster. */
    static final int MAX_BATCH = 1024;

    private static final List<String> CODES = List.of("codes", "latent", "z", "w");

    @Section(title = "Images")
    interface ImagesSection {}

    @Section(
            title = "Table of rows",
            description = "Used where a table is connected; otherwise seeds are counted.")
    @After(ImagesSection.class)
    interface RowsSection {}

    @Section(title = "Look")
    @After(RowsSection.class)
    interface LookSection {}

    @Section(title = "Path", description = "Used for a path only.")
    @After(LookSection.class)
    @Advanced
    interface PathSection {}

    @Section(title = "Mixed styles", description = "Used for mixed styles only.")
    @After(PathSection.class)
    @Advanced
    interface MixingSection {}

    @Section(title = "Output")
    @After(MixingSection.class)
    interface OutputSection {}

    @Section(title = "Computation")
    @After(OutputSection.class)
    @Advanced
    interface ComputationSection {}

    @Widget(title = "Series", description = "What the images have to do with each other.")
    @ValueSwitchWidget
    @Layout(ImagesSection.class)
    SeriesChoice series = SeriesChoice.SINGLE;

    @Widget(
            title = "Number of seeds",
            description = "So many seeds; with a table, the table's rows instead.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ImagesSection.class)
    int count = 16;

    @Widget(
            title = "First seed",
            description =
                    "The seed of the first image; each next one has the next. A seed always gives"
                            + " the same image of a model, the one that published scripts give.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(ImagesSection.class)
    long firstSeed;

    @Widget(
            title = "Classes",
            description =
                    "For a model with classes: their numbers, from 0 on, such as 3 or 0-4,7. Each"
                            + " seed is shown in each of them; a path, mixed styles and a table"
                            + " take the first. Empty for a model without classes.")
    @TextInputWidget(placeholder = "none")
    @Layout(ImagesSection.class)
    String classes = "";

    @Widget(title = "Column with seeds", description = "Whole numbers of 0 or more.")
    @ChoicesProvider(InputColumns.Seeds.class)
    @Layout(RowsSection.class)
    String seedColumn = OptionalColumns.NONE;

    @Widget(
            title = "Column with codes",
            description =
                    "Lists of numbers: latents or styles, for example from an Image Inverter or"
                            + " from this node.")
    @ChoicesProvider(InputColumns.Codes.class)
    @Layout(RowsSection.class)
    String codesColumn = OptionalColumns.NONE;

    @Widget(title = "What the codes are", description = "Into which space they belong.")
    @Layout(RowsSection.class)
    SpaceChoice codesSpace = SpaceChoice.Z;

    @Widget(title = "Column with classes", description = "Numbers of classes, from 0 on.")
    @ChoicesProvider(InputColumns.Classes.class)
    @Layout(RowsSection.class)
    String classColumn = OptionalColumns.NONE;

    @Widget(
            title = "Rows without an image",
            description = "What becomes of a row whose seed, codes or class do not fit.")
    @ValueSwitchWidget
    @Layout(RowsSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    @Widget(
            title = "Truncation",
            description =
                    "How far styles may be from their mean: 1 for all the variety the network has"
                            + " learned, 0.7 for less variety but more perfect images, 0 for the"
                            + " one average image. PGGAN has none; codes of styles are taken as"
                            + " they are.")
    @NumberInputWidget(stepSize = 0.1)
    @Layout(LookSection.class)
    double truncation = 0.7;

    @Widget(
            title = "Truncated layers",
            description =
                    "So many layers are truncated, the coarse ones first; 0 for all. Published: 8"
                            + " by GenForce, all by StyleGAN2-ADA.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(LookSection.class)
    int truncatedLayers = 8;

    @Widget(title = "Noise", description = "Where the fine random texture comes from.")
    @ValueSwitchWidget
    @Layout(LookSection.class)
    NoiseChoice noise = NoiseChoice.CONST;

    @Layout(PathSection.class)
    PathGroup path = new PathGroup();

    @Layout(MixingSection.class)
    MixingGroup mixing = new MixingGroup();

    @Widget(title = "Image column", description = "What the new column is called.")
    @TextInputWidget
    @Layout(OutputSection.class)
    String imageColumn = ImageColumns.IMAGE;

    @Widget(title = "Codes", description = "Whether a column with the images' codes is added.")
    @Layout(OutputSection.class)
    CodesChoice codes = CodesChoice.NONE;

    @Widget(
            title = "Columns of the sheet",
            description =
                    "The second output is one picture of all images, with so many columns; 0 for"
                            + " as many as suit them.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(OutputSection.class)
    @Advanced
    int sheetColumns;

    @Layout(ComputationSection.class)
    ComputationGroup computation = new ComputationGroup();

    @Widget(
            title = "Images at once",
            description = "How many images a graphics card computes together, from 1 to 1,024.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ComputationSection.class)
    @Advanced
    int batch = 16;

    ImageSynthesizerNodeParameters() {}

    ImageSynthesizerNodeParameters(final NodeParametersInput input) {
        seedColumn = first(input, LongValue.class, List.of("seed"));
        codesColumn = first(input, CollectionDataValue.class, CODES);
        classColumn = first(input, LongValue.class, List.of("class"));
    }

    private static String first(
            final NodeParametersInput input,
            final Class<? extends DataValue> type,
            final List<String> wanted) {
        List<String> names =
                Stream.of(input.getInPortSpecs())
                        .filter(DataTableSpec.class::isInstance)
                        .flatMap(spec -> ((DataTableSpec) spec).stream())
                        .filter(column -> column.getType().isCompatible(type))
                        .map(DataColumnSpec::getName)
                        .toList();
        return wanted.stream().filter(names::contains).findFirst().orElse(OptionalColumns.NONE);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        require(count >= 1 && count <= MAX_COUNT, MESSAGE_COUNT, count);
        require(firstSeed >= 0, MESSAGE_SEED, firstSeed);
        require(Double.isFinite(truncation), MESSAGE_PSI, truncation);
        require(truncatedLayers >= 0, MESSAGE_LAYERS, truncatedLayers);
        require(batch >= 1 && batch <= MAX_BATCH, MESSAGE_BATCH, batch);
        require(imageColumn != null && !imageColumn.isBlank(), MESSAGE_COLUMN, "");
        computation.check();
        path.check();
        mixing.check();
        classes();
    }

    /** Checks a value. */
    static void require(final boolean holds, final String message, final Object value)
            throws InvalidSettingsException {
        if (!holds) {
            throw new InvalidSettingsException(message.formatted(value));
        }
    }

    /** The classes; empty for none. */
    List<Integer> classes() throws InvalidSettingsException {
        return classes == null || classes.isBlank() ? List.of() : list(classes, "classes").all();
    }

    /** Reads a list of numbers. */
    static IndexList list(final String text, final String what) throws InvalidSettingsException {
        try {
            return IndexList.parse(text, what);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** The settings in terms of the model layer. */
    SynthesisSettings settings() {
        int layers = truncatedLayers == 0 ? Truncation.ALL : truncatedLayers;
        return new SynthesisSettings(new Truncation(truncation, layers), noise.noise(), batch);
    }
}
