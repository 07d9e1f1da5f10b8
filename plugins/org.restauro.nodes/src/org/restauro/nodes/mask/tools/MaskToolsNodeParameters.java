// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.tools;

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
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;

/** What Mask Tools asks for. Field names are keys of saved workflows. */
final class MaskToolsNodeParameters implements NodeParameters {

    static final String MESSAGE_AMOUNT =
            "Operation %d (%s) has the amount %d. Choose from %d to %d.";

    private static final int MAX_RADIUS = 1000;
    private static final int MAX_VALUE = 255;

    /** What an operation does. */
    enum Operation {
        @Label(
                value = "Grow holes",
                description =
                        "Every hole becomes larger by the amount in pixels on all sides; covers the"
                                + " rims of scratches.")
        GROW(0, MAX_RADIUS),
        @Label(
                value = "Shrink holes",
                description = "Every hole becomes smaller by the amount in pixels on all sides.")
        SHRINK(0, MAX_RADIUS),
        @Label(
                value = "Feather",
                description =
                        "The borders of holes become soft over the amount in pixels. The Inpaint"
                                + " node treats values below half as hole.")
        FEATHER(0, MAX_RADIUS),
        @Label(
                value = "Fill islands",
                description =
                        "Known areas that lie wholly inside a hole become part of it, if they have"
                                + " at most as many pixels as the amount says; 0 for all.")
        FILL_ISLANDS(0, Integer.MAX_VALUE),
        @Label(
                value = "Remove specks",
                description =
                        "Holes with fewer pixels than the amount says become known: dust in a"
                                + " scanned mask.")
        REMOVE_SPECKS(0, Integer.MAX_VALUE),
        @Label(
                value = "Invert",
                description = "Holes become known and known pixels holes. The amount is not used.")
        INVERT(Integer.MIN_VALUE, Integer.MAX_VALUE),
        @Label(
                value = "Threshold",
                description =
                        "Values below the amount (1 to 255) become hole, all others known; 128"
                                + " is the usual amount.")
        THRESHOLD(1, MAX_VALUE),
        @Label(
                value = "Add holes of another mask",
                description = "A pixel is a hole if it is one in either mask.")
        UNION(Integer.MIN_VALUE, Integer.MAX_VALUE),
        @Label(
                value = "Keep holes shared with another mask",
                description = "A pixel is a hole if it is one in both masks.")
        INTERSECTION(Integer.MIN_VALUE, Integer.MAX_VALUE),
        @Label(
                value = "Remove holes of another mask",
                description = "A pixel is a hole if it is one here and known in the other mask.")
        DIFFERENCE(Integer.MIN_VALUE, Integer.MAX_VALUE);

        private final int least;
        private final int most;

        Operation(final int least, final int most) {
            this.least = least;
            this.most = most;
        }

        /** Whether a second mask is needed. */
        boolean combines() {
            return this == UNION || this == INTERSECTION || this == DIFFERENCE;
        }
    }

    /** Where the resulting mask goes. */
    enum OutputChoice {
        @Label(value = "Replace", description = "The new mask takes the place of the old one.")
        REPLACE,
        @Label(value = "Append", description = "The new mask gets a column of its own.")
        APPEND
    }

    /** One operation of the list. */
    static final class Step implements NodeParameters {
        /** Names the choice above for the predicates below. */
        static final class OperationReference implements ParameterReference<Operation> {}

        /** The operation has an amount. */
        static final class HasAmount implements EffectPredicateProvider {
            @Override
            public EffectPredicate init(final PredicateInitializer i) {
                return i.getEnum(OperationReference.class)
                        .isOneOf(
                                Operation.GROW,
                                Operation.SHRINK,
                                Operation.FEATHER,
                                Operation.FILL_ISLANDS,
                                Operation.REMOVE_SPECKS,
                                Operation.THRESHOLD);
            }
        }

        /** The operation needs a second mask. */
        static final class Combines implements EffectPredicateProvider {
            @Override
            public EffectPredicate init(final PredicateInitializer i) {
                return i.getEnum(OperationReference.class)
                        .isOneOf(Operation.UNION, Operation.INTERSECTION, Operation.DIFFERENCE);
            }
        }

        @Widget(title = "Operation", description = "What is done to the mask.")
        @ValueReference(OperationReference.class)
        Operation operation = Operation.GROW;

        @Widget(
                title = "Amount",
                description =
                        "A distance in pixels for growing, shrinking and feathering, an area in"
                                + " pixels for islands and specks, the value for a threshold; not"
                                + " used by the other operations.")
        @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
        @Effect(predicate = HasAmount.class, type = EffectType.SHOW)
        int amount = 4;

        @Widget(
                title = "Other mask",
                description = "The column of the second mask, for operations with two masks.")
        @ChoicesProvider(InputImageColumns.OfFirstPort.class)
        @Effect(predicate = Combines.class, type = EffectType.SHOW)
        String otherColumn = "";

        Step() {}

        Step(final Operation operation, final int amount, final String otherColumn) {
            this.operation = operation;
            this.amount = amount;
            this.otherColumn = otherColumn;
        }
    }

    /** Names the choice above for the predicates below. */
    static final class OutputReference implements ParameterReference<OutputChoice> {}

    /** The mask gets a column of its own. */
    static final class IsAppended implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(OutputReference.class).isOneOf(OutputChoice.APPEND);
        }
    }

    @Section(title = "Masks")
    interface MasksSection {}

    @Section(title = "Operations")
    @After(MasksSection.class)
    interface OperationsSection {}

    @Section(title = "Output")
    @After(OperationsSection.class)
    interface OutputSection {}

    @Widget(
            title = "Mask column",
            description = "The column with the masks: white is known, black is a hole.")
    @ChoicesProvider(InputImageColumns.OfFirstPort.class)
    @Layout(MasksSection.class)
    String maskColumn = ImageColumns.MASK;

    @Widget(
            title = "Operations",
            description =
                    "What is done to each mask, one after the other. With an empty list the node"
                            + " only measures the holes.")
    @ArrayWidget(
            elementTitle = "Operation",
            addButtonText = "Add operation",
            showSortButtons = true)
    @Layout(OperationsSection.class)
    Step[] steps = {new Step()};

    @Widget(title = "Resulting mask", description = "Where the resulting mask goes.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    @ValueReference(OutputReference.class)
    OutputChoice output = OutputChoice.REPLACE;

    @Widget(
            title = "Name of the new column",
            description = "The name of an appended column; made unique if the table has it.")
    @TextInputWidget(placeholder = "edited mask")
    @Layout(OutputSection.class)
    @Effect(predicate = IsAppended.class, type = EffectType.SHOW)
    String newColumn = "edited mask";

    @Widget(
            title = "Append hole statistics",
            description =
                    "Adds the hole ratio (0 to 1), the number of separate holes and the pixels of"
                            + " the largest one.")
    @Layout(OutputSection.class)
    boolean statistics = true;

    @Widget(
            title = "Masks that cannot be edited",
            description = "What becomes of a row whose mask is missing, broken or does not fit.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    MaskToolsNodeParameters() {}

    MaskToolsNodeParameters(final NodeParametersInput input) {
        maskColumn = ImageColumns.maskColumn(input, 0);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        for (int i = 0; i < steps.length; i++) {
            Operation operation = steps[i].operation;
            int amount = steps[i].amount;
            if (amount < operation.least || amount > operation.most) {
                throw new InvalidSettingsException(
                        MESSAGE_AMOUNT.formatted(
                                i + 1, operation, amount, operation.least, operation.most));
            }
        }
    }
}
