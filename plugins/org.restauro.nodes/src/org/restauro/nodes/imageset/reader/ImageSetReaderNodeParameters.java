// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.reader;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.images.io.MaskReading;
import org.restauro.nodes.imageset.ImageFoldersParameters;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.HexColour;

/** What the Image Set Reader asks for. Field names are keys of saved workflows. */
final class ImageSetReaderNodeParameters extends ImageFoldersParameters {

    static final String MESSAGE_PIXEL_LIMIT =
            "The pixel limit is %d megapixels. Choose at least 1.";

    /** What marks a hole in the mask files. */
    enum HoleChoice {
        @Label(value = "Black", description = "Dark pixels are holes, as in MAT's own mask files.")
        BLACK,
        @Label(
                value = "White",
                description = "Bright pixels are holes, as many painting programs do it.")
        WHITE,
        @Label(value = "Transparent", description = "Transparent pixels are holes.")
        ALPHA,
        @Label(value = "A colour", description = "Pixels of one colour are holes.")
        COLOUR
    }

    /** Names the choice above for the predicates below. */
    static final class HolesReference implements ParameterReference<HoleChoice> {}

    /** One colour marks the holes. */
    static final class IsColour implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(HolesReference.class).isOneOf(HoleChoice.COLOUR);
        }
    }

    @Section(title = "Masks")
    @After(PairingSection.class)
    interface MasksSection {}

    @Section(title = "Problems and limits")
    @After(MasksSection.class)
    interface ProblemsSection {}

    @Widget(
            title = "Holes are",
            description =
                    "What marks the damaged pixels in the mask files. In the table holes are"
                            + " always black and known pixels white.")
    @ValueSwitchWidget
    @Layout(MasksSection.class)
    @ValueReference(HolesReference.class)
    HoleChoice holes = HoleChoice.BLACK;

    @Widget(
            title = "Hole colour",
            description =
                    "The colour of the holes as #RRGGBB; used only where a colour marks holes.")
    @TextInputWidget(placeholder = "#FF00FF")
    @Layout(MasksSection.class)
    @Effect(predicate = IsColour.class, type = EffectType.SHOW)
    String holeColour = "#FF00FF";

    @Widget(
            title = "Keep soft borders",
            description =
                    "Whether grey values in mask files are kept. Otherwise a pixel is either hole"
                            + " or known.")
    @Layout(MasksSection.class)
    @Advanced
    boolean softMasks;

    @Widget(
            title = "Resize masks",
            description =
                    "Whether a mask of another size than its image is scaled to it. Otherwise such"
                            + " a mask is an error that names both sizes.")
    @Layout(MasksSection.class)
    boolean resizeMasks;

    @Widget(
            title = "Files that cannot be read",
            description = "What becomes of an image whose file, or whose mask's file, is broken.")
    @ValueSwitchWidget
    @Layout(ProblemsSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    @Widget(
            title = "Largest image (megapixels)",
            description =
                    "An image with more pixels is not decoded. It protects the memory from files"
                            + " that claim enormous sizes.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ProblemsSection.class)
    @Advanced
    int maxMegapixels = 200;

    @Override
    public void validate() throws InvalidSettingsException {
        if (maxMegapixels < 1) {
            throw new InvalidSettingsException(MESSAGE_PIXEL_LIMIT.formatted(maxMegapixels));
        }
        maskReading();
    }

    /** How mask files are understood. */
    MaskReading maskReading() throws InvalidSettingsException {
        MaskReading reading =
                switch (holes) {
                    case BLACK -> MaskReading.black();
                    case WHITE -> MaskReading.white();
                    case ALPHA -> MaskReading.alpha();
                    case COLOUR -> MaskReading.colour(HexColour.parse(holeColour), 0);
                };
        return softMasks ? reading.keepingSoft() : reading;
    }
}
