// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.generator;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.images.io.MaskReading;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.HexColour;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;

/** What the Mask Generator asks for. Field names are keys of saved workflows. */
final class MaskGeneratorNodeParameters implements NodeParameters {

    static final String MESSAGE_RANGE =
            "The share of holes goes from %s to %s. Choose two numbers from 0 to 1, the first"
                    + " smaller than the second.";
    static final String MESSAGE_SIZE =
            "The size of the masks is %d × %d pixels. Choose from 1 to "
                    + MaskGeneratorNodeParameters.MAX_SIDE
                    + " for each side.";
    static final String MESSAGE_TOLERANCE =
            "The colour tolerance is %d. Choose a number from 0 (exactly this colour) to 255.";
    static final String MESSAGE_NO_NAME =
            "The name of the mask column is empty. Write a name, for example \"mask\".";

    /** The longest side of a mask in pixels. */
    static final int MAX_SIDE = 30_000;

    private static final int MAX_TOLERANCE = 255;

    /** Names the choice above for the predicates below. */
    static final class KindReference implements ParameterReference<MaskKind> {}

    /** Names the choice above for the predicates below. */
    static final class SizeReference implements ParameterReference<SizeChoice> {}

    /** Names the choice above for the predicates below. */
    static final class ShapesReference implements ParameterReference<ShapesChoice> {}

    /** Masks are read from a colour. */
    static final class IsColour implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(KindReference.class).isOneOf(MaskKind.COLOUR);
        }
    }

    /** Masks are read from the images. */
    static final class IsRead implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(KindReference.class).isOneOf(MaskKind.COLOUR, MaskKind.ALPHA);
        }
    }

    /** All masks have one size. */
    static final class HasOneSize implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(SizeReference.class).isOneOf(SizeChoice.FIXED);
        }
    }

    /** Number and size of shapes are chosen. */
    static final class HasChosenShapes implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ShapesReference.class).isOneOf(ShapesChoice.CUSTOM);
        }
    }

    @Section(title = "Masks")
    interface MasksSection {}

    @Section(title = "Size")
    @After(MasksSection.class)
    interface SizeSection {}

    @Section(
            title = "Shapes",
            description = "Lengths are shares of the image's shorter side, from 0 to 1.")
    @After(SizeSection.class)
    @Advanced
    interface ShapesSection {}

    @Section(title = "Output")
    @After(ShapesSection.class)
    interface OutputSection {}

    @Widget(title = "Kind of mask", description = "What the holes look like.")
    @Layout(MasksSection.class)
    @ValueReference(KindReference.class)
    MaskKind kind = MaskKind.MAT_LARGE;

    @Widget(
            title = "Least share of holes",
            description =
                    "Every random mask has more holes than this, as a share of the image from 0 to"
                            + " 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.05)
    @Layout(MasksSection.class)
    @Effect(predicate = IsRead.class, type = EffectType.HIDE)
    double leastHoles = 0;

    @Widget(
            title = "Largest share of holes",
            description =
                    "Every random mask has fewer holes than this, as a share of the image from 0"
                            + " to 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.05)
    @Layout(MasksSection.class)
    @Effect(predicate = IsRead.class, type = EffectType.HIDE)
    double largestHoles = 1;

    @Widget(
            title = "Seed",
            description =
                    "A number from 0 on. The same seed gives the same masks on every computer; each"
                            + " row gets a mask of its own.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(MasksSection.class)
    @Effect(predicate = IsRead.class, type = EffectType.HIDE)
    long seed = 240;

    @Widget(
            title = "Hole colour",
            description = "The colour of the holes as #RRGGBB; only for masks from a colour.")
    @TextInputWidget(placeholder = "#FF00FF")
    @Layout(MasksSection.class)
    @Effect(predicate = IsColour.class, type = EffectType.SHOW)
    String colour = "#FF00FF";

    @Widget(
            title = "Colour tolerance",
            description =
                    "How much each of red, green and blue may differ, from 0 to 255; only for masks"
                            + " from a colour.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(MasksSection.class)
    @Effect(predicate = IsColour.class, type = EffectType.SHOW)
    int tolerance = 0;

    @Widget(title = "Masks have", description = "Where the size of the masks comes from.")
    @ValueSwitchWidget
    @Layout(SizeSection.class)
    @ValueReference(SizeReference.class)
    @Effect(predicate = IsRead.class, type = EffectType.HIDE)
    SizeChoice size = SizeChoice.IMAGE;

    @Widget(
            title = "Image column",
            description =
                    "The column with the images; not used where all masks have one size and are"
                            + " drawn at random.")
    @ChoicesProvider(InputImageColumns.OfFirstPort.class)
    @Layout(SizeSection.class)
    String imageColumn = ImageColumns.IMAGE;

    @Widget(title = "Width", description = "Pixels; only where all masks have one size.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(SizeSection.class)
    @Effect(predicate = HasOneSize.class, type = EffectType.SHOW)
    int width = 512;

    @Widget(title = "Height", description = "Pixels; only where all masks have one size.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(SizeSection.class)
    @Effect(predicate = HasOneSize.class, type = EffectType.SHOW)
    int height = 512;

    @Widget(
            title = "Number and size of shapes",
            description =
                    "How rectangles, boxes, brush strokes, scratches and flaking paint are drawn."
                            + " MAT's own masks have no choice.")
    @ValueSwitchWidget
    @Layout(ShapesSection.class)
    @Advanced
    @ValueReference(ShapesReference.class)
    ShapesChoice shapeSizes = ShapesChoice.USUAL;

    @Widget(
            title = "Largest number of shapes",
            description = "How many shapes a mask has at most, from 1 to 10,000.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ShapesSection.class)
    @Advanced
    @Effect(predicate = HasChosenShapes.class, type = EffectType.SHOW)
    int shapes = 6;

    @Widget(
            title = "Smallest length",
            description =
                    "The shortest side of a rectangle, or the thinnest stroke or scratch; the side"
                            + " of a box is the largest length.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.01)
    @Layout(ShapesSection.class)
    @Advanced
    @Effect(predicate = HasChosenShapes.class, type = EffectType.SHOW)
    double smallest = 0.02;

    @Widget(
            title = "Largest length",
            description =
                    "The longest side of a rectangle or box, the thickest stroke or scratch, or the"
                            + " size of a patch of flaked paint.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.01)
    @Layout(ShapesSection.class)
    @Advanced
    @Effect(predicate = HasChosenShapes.class, type = EffectType.SHOW)
    double largest = 0.1;

    @Widget(
            title = "Roughness",
            description = "The rims of flaked paint: 0 for smooth ones, 1 for ragged ones.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.05)
    @Layout(ShapesSection.class)
    @Advanced
    @Effect(predicate = HasChosenShapes.class, type = EffectType.SHOW)
    double roughness = 0.55;

    @Widget(
            title = "Name of the mask column",
            description = "The name of the new column; made unique if the table has it already.")
    @TextInputWidget(placeholder = "mask")
    @Layout(OutputSection.class)
    String maskColumn = ImageColumns.MASK;

    @Widget(
            title = "Damaged image",
            description =
                    "Add a column with the image as the mask damages it: its holes painted over in"
                            + " the colour of plaster. For looking at; the Inpaint node takes the"
                            + " image and the mask.")
    @Layout(OutputSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean addDamaged;

    @Widget(
            title = "Rows without a mask",
            description =
                    "What becomes of a row whose image is missing or broken, or for which no mask"
                            + " has a share of holes in the range.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    MaskGeneratorNodeParameters() {}

    MaskGeneratorNodeParameters(final NodeParametersInput input) {
        imageColumn = ImageColumns.imageColumn(input, 0);
        size = imageColumn.isEmpty() ? SizeChoice.FIXED : SizeChoice.IMAGE;
    }

    @Override
    public void validate() throws InvalidSettingsException {
        if (!(leastHoles >= 0 && leastHoles < largestHoles && largestHoles <= 1)) {
            throw new InvalidSettingsException(MESSAGE_RANGE.formatted(leastHoles, largestHoles));
        }
        if (size == SizeChoice.FIXED
                && (Math.min(width, height) < 1 || Math.max(width, height) > MAX_SIDE)) {
            throw new InvalidSettingsException(MESSAGE_SIZE.formatted(width, height));
        }
        if (tolerance < 0 || tolerance > MAX_TOLERANCE) {
            throw new InvalidSettingsException(MESSAGE_TOLERANCE.formatted(tolerance));
        }
        if (maskColumn == null || maskColumn.isBlank()) {
            throw new InvalidSettingsException(MESSAGE_NO_NAME);
        }
        if (kind.isRead()) {
            reading();
        } else {
            generator();
        }
    }

    /** Whether the image itself has to be read. */
    boolean needsImage() {
        return kind.isRead() || size == SizeChoice.IMAGE || addDamaged;
    }

    /** How masks are read from images; only for kinds that do so. */
    MaskReading reading() throws InvalidSettingsException {
        return kind == MaskKind.ALPHA
                ? MaskReading.alpha()
                : MaskReading.colour(HexColour.parse(colour), tolerance);
    }

    /** What draws the random masks; only for kinds that do so. */
    MaskGenerator generator() throws InvalidSettingsException {
        try {
            return MaskGenerator.of(
                            shapeSizes == ShapesChoice.CUSTOM
                                    ? kind.chosen(shapes, smallest, largest, roughness)
                                    : kind.usual())
                    .within(new HoleRange(leastHoles, largestHoles));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
