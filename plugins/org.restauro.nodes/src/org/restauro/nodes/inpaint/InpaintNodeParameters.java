// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.util.Locale;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;
import org.restauro.nodes.table.OptionalColumns;

/** What the Inpaint node asks for. Field names are keys of saved workflows. */
final class InpaintNodeParameters implements NodeParameters {

    /** The input port of the table. */
    static final int TABLE_PORT = 1;

    static final String MESSAGE_VARIANTS =
            "The number of variants is %d. Choose from 1 to "
                    + InpaintNodeParameters.MAX_VARIANTS
                    + ".";
    static final String MESSAGE_MAT_VARIANTS =
            "MAT's own procedure makes one variant of an image, not %d. Choose 1, or another way"
                    + " for large and odd images.";
    static final String MESSAGE_PSI =
            "The truncation is %s. Choose a number from 0 (the average look) to 1 (full variety).";
    static final String MESSAGE_BATCH =
            "The number of pieces at once is %d. Choose from 1 to "
                    + InpaintNodeParameters.MAX_BATCH
                    + ".";
    static final String MESSAGE_BLEND =
            "The blended border is %d pixels wide. Choose from 0 to "
                    + InpaintSettings.MAX_BLEND
                    + ".";
    static final String MESSAGE_WHOLE =
            "The limit for images in one piece is %d megapixels. Choose at least 1.";
    static final String MESSAGE_THREADS =
            "The number of threads is %d. Choose 0 for an automatic choice, or at least 1.";

    static final String MESSAGE_DEVICE =
            "There is no device called \"%s\". Write auto, cpu, cuda, or cuda: and a number.";

    private static final String DEVICE_PATTERN = "|auto|cpu|cuda(:\\d{1,2})?";

    /** More variants of one image than this are a mistake, not a wish. */
    static final int MAX_VARIANTS = 64;

    /** More pieces at once than this fit no memory. */
    static final int MAX_BATCH = 256;

    private static final long MEGA = 1_000_000L;

    @Section(title = "Columns")
    interface ColumnsSection {}

    @Section(title = "Restoration")
    @After(ColumnsSection.class)
    interface RestorationSection {}

    @Section(title = "References")
    @After(RestorationSection.class)
    interface ReferencesSection {}

    @Section(title = "Variety")
    @After(ReferencesSection.class)
    interface VarietySection {}

    @Section(title = "Computation")
    @After(VarietySection.class)
    @Advanced
    interface ComputationSection {}

    @Section(title = "Problems")
    @After(ComputationSection.class)
    interface ProblemsSection {}

    @Widget(title = "Image column", description = "The column with the damaged images.")
    @ChoicesProvider(InputImageColumns.OfSecondPort.class)
    @Layout(ColumnsSection.class)
    String imageColumn = ImageColumns.IMAGE;

    @Widget(
            title = "Mask column",
            description =
                    "The column with the masks: white is known and stays as it is, black is a hole"
                            + " and is filled.")
    @ChoicesProvider(InputImageColumns.OfSecondPort.class)
    @Layout(ColumnsSection.class)
    String maskColumn = ImageColumns.MASK;

    @Widget(
            title = "Name of the restored column",
            description =
                    "The name of the new column; further variants get a number behind it. A name"
                            + " that the table already has is made unique.")
    @TextInputWidget(placeholder = "restored")
    @Layout(ColumnsSection.class)
    String restoredColumn = "restored";

    @Widget(
            title = "Large and odd images",
            description =
                    "The network was built for one square size. This is how images of other sizes"
                            + " are brought before it. Pixels outside the holes always stay exactly"
                            + " as they are.")
    @RadioButtonsWidget
    @Layout(RestorationSection.class)
    PolicyChoice policy = PolicyChoice.AUTO;

    @Widget(
            title = "Blended border (pixels)",
            description =
                    "Width of a band around each hole in which the painted picture fades into the"
                            + " known one. With 0 every known pixel stays exactly as it is.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(RestorationSection.class)
    int blend = 0;

    @Widget(
            title = "Resize masks",
            description =
                    "Whether a mask of another size than its image is scaled to it. Otherwise the"
                            + " row fails with a message that names both sizes.")
    @Layout(RestorationSection.class)
    boolean resizeMasks;

    @Widget(
            title = "Largest image in one piece (megapixels)",
            description =
                    "An image with more pixels is refused where it would go through the network in"
                            + " one piece: memory grows with the area, by about 2 GB for each"
                            + " quarter of a megapixel.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(RestorationSection.class)
    @Advanced
    int maxWholeMegapixels = 5;

    @Widget(
            title = "References of a row",
            description =
                    "Which of the encoded references a row follows, if references are connected:"
                            + " all of them, or those whose name stands in a column of the table. A"
                            + " row that names none, or one that was not encoded, is restored"
                            + " without a reference, and its status says so.")
    @ChoicesProvider(ReferenceNameColumns.class)
    @Layout(ReferencesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String referenceNames = OptionalColumns.NONE;

    @Widget(
            title = "Show attention",
            description =
                    "Add a column of pictures of the references that shows where in them the"
                            + " network looked for what is missing, from dark (nowhere) over red to"
                            + " yellow (most). Takes some more time.")
    @Layout(ReferencesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean showAttention;

    @Widget(
            title = "Variants",
            description = "How many different restorations each image gets, one column each.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VarietySection.class)
    int variants = 1;

    @Widget(
            title = "Seed",
            description =
                    "Any number. The same seed gives the same restorations on the same computer;"
                            + " another one gives others. A row's result depends on its row ID, not"
                            + " on the other rows.")
    @Layout(VarietySection.class)
    long seed = 240;

    @Widget(
            title = "Truncation",
            description =
                    "1 for the network's full variety, smaller values for results closer to the"
                            + " average look of what it has learned.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(VarietySection.class)
    @Advanced
    double truncation = 1;

    @Widget(title = "Noise", description = "Where the fine random texture comes from.")
    @ValueSwitchWidget
    @Layout(VarietySection.class)
    @Advanced
    NoiseChoice noise = NoiseChoice.CONST;

    @Widget(
            title = "Device",
            description =
                    "auto, cpu, or a graphics card such as cuda:0. With auto the graphics card is"
                            + " taken where there is one.")
    @TextInputWidget(placeholder = "auto")
    @Layout(ComputationSection.class)
    @Advanced
    String device = "auto";

    @Widget(
            title = "Precision",
            description = "The number format of convolutions and matrix products.")
    @ValueSwitchWidget
    @Layout(ComputationSection.class)
    @Advanced
    PrecisionChoice precision = PrecisionChoice.AUTO;

    @Widget(title = "Memory layout", description = "How images lie in memory.")
    @ValueSwitchWidget
    @Layout(ComputationSection.class)
    @Advanced
    MemoryFormatChoice memoryFormat = MemoryFormatChoice.AUTO;

    @Widget(
            title = "Threads",
            description = "Processor threads for one operation; 0 for an automatic choice.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(ComputationSection.class)
    @Advanced
    int threads = 0;

    @Widget(
            title = "Pieces at once",
            description =
                    "How many pieces of images go through the network together. More are faster on"
                            + " a graphics card and need more memory; the results are the same.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ComputationSection.class)
    @Advanced
    int batch = 1;

    @Widget(
            title = "Images that cannot be restored",
            description =
                    "What becomes of a row whose image or mask is missing, broken or does not fit.")
    @ValueSwitchWidget
    @Layout(ProblemsSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    InpaintNodeParameters() {}

    InpaintNodeParameters(final NodeParametersInput input) {
        imageColumn = ImageColumns.imageColumn(input, TABLE_PORT);
        maskColumn = ImageColumns.maskColumn(input, TABLE_PORT);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        require(variants >= 1 && variants <= MAX_VARIANTS, MESSAGE_VARIANTS, variants);
        require(!isMatProcedure() || variants == 1, MESSAGE_MAT_VARIANTS, variants);
        require(truncation >= 0 && truncation <= 1, MESSAGE_PSI, truncation);
        require(batch >= 1 && batch <= MAX_BATCH, MESSAGE_BATCH, batch);
        require(blend >= 0 && blend <= InpaintSettings.MAX_BLEND, MESSAGE_BLEND, blend);
        require(maxWholeMegapixels >= 1, MESSAGE_WHOLE, maxWholeMegapixels);
        require(threads >= 0, MESSAGE_THREADS, threads);
        computePolicy();
    }

    private static void require(final boolean holds, final String message, final Object value)
            throws InvalidSettingsException {
        if (!holds) {
            throw new InvalidSettingsException(message.formatted(value));
        }
    }

    /**
     * The computation's choices in the form that {@code ComputePolicy.parse} reads.
     *
     * @throws InvalidSettingsException if there is no such device name
     */
    String computePolicy() throws InvalidSettingsException {
        String where = device == null ? "" : device.trim().toLowerCase(Locale.ROOT);
        require(where.matches(DEVICE_PATTERN), MESSAGE_DEVICE, device);
        StringBuilder text = new StringBuilder(where.isEmpty() ? "auto" : where);
        if (precision != PrecisionChoice.AUTO) {
            text.append(',').append(precision.name().toLowerCase(Locale.ROOT));
        }
        if (memoryFormat != MemoryFormatChoice.AUTO) {
            text.append(',').append(memoryFormat.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        if (threads > 0) {
            text.append(",threads=").append(threads);
        }
        return text.toString();
    }

    /**
     * The column that names the references of a row; -1 for all references.
     *
     * @throws InvalidSettingsException if it is not in the table or no text column
     */
    int referenceNamesIndex(final DataTableSpec spec) throws InvalidSettingsException {
        String column = OptionalColumns.chosen(referenceNames);
        return column.isEmpty()
                ? -1
                : ImageColumns.textIndex(spec, column, "column with the names of references");
    }

    /** Whether images are restored as the published script does it. */
    boolean isMatProcedure() {
        return policy == PolicyChoice.MAT_PROCEDURE;
    }

    /** The settings in terms of the model layer; not for MAT's own procedure. */
    InpaintSettings settings() {
        return InpaintSettings.defaults()
                .withPolicy(policy.policy())
                .withVariants(variants)
                .withTruncationPsi((float) truncation)
                .withNoise(noise.mode())
                .withBatch(batch)
                .withBlend(blend)
                .withResizeMasks(resizeMasks)
                .withMaxWholePixels(maxWholeMegapixels * MEGA);
    }
}
