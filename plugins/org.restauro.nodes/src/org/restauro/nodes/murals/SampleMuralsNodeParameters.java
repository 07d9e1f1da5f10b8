// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import java.util.Arrays;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.restauro.images.mask.MaskSpec;
import org.restauro.images.murals.MuralOptions;
import org.restauro.images.murals.SampleMurals;

/** What Sample Murals asks for. Field names are keys of saved workflows. */
final class SampleMuralsNodeParameters implements NodeParameters {

    static final String MESSAGE_COUNT =
            "The number of murals is %d. Choose from 1 to "
                    + SampleMuralsNodeParameters.MAX_COUNT
                    + ".";
    static final String MESSAGE_SIZE =
            "The size of the murals is %d × %d pixels. Choose from 1 to "
                    + MuralOptions.MAX_SIDE
                    + " for each side.";
    static final String MESSAGE_AGEING =
            "The ageing is %s. Choose a number from 0 (none) to 1 (strong).";

    /** More murals than this are a mistake, not a wish. */
    static final int MAX_COUNT = 1_000_000;

    /** One kind of losses. */
    static final class Damage implements NodeParameters {
        @Widget(title = "Kind", description = "What the losses look like.")
        DamageChoice kind = DamageChoice.FLAKING;

        Damage() {}

        Damage(final DamageChoice kind) {
            this.kind = kind;
        }
    }

    @Section(title = "Murals")
    interface MuralsSection {}

    @Section(title = "Losses")
    @After(MuralsSection.class)
    interface LossesSection {}

    @Section(title = "Output")
    @After(LossesSection.class)
    interface OutputSection {}

    @Widget(title = "Number of murals", description = "So many rows, from 1 to 1,000,000.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(MuralsSection.class)
    int count = 100;

    @Widget(title = "Width", description = "Pixels, up to 8,192.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(MuralsSection.class)
    int width = 256;

    @Widget(title = "Height", description = "Pixels, up to 8,192.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(MuralsSection.class)
    int height = 256;

    @Widget(
            title = "Seed",
            description =
                    "Any whole number. The same seed paints the same murals; a longer series begins"
                            + " with the shorter one. Use seeds that lie further apart than the"
                            + " number of murals where two series must not share a mural.")
    @NumberInputWidget
    @Layout(MuralsSection.class)
    long seed = 1;

    @Widget(title = "Subject", description = "What the murals show.")
    @ValueSwitchWidget
    @Layout(MuralsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    SubjectChoice subject = SubjectChoice.WALLS;

    @Widget(
            title = "Ageing",
            description =
                    "From 0 (freshly painted) to 1: fading, stains, craquelure and dust, in the"
                            + " damaged mural and in the truth alike.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.1)
    @Layout(MuralsSection.class)
    double ageing;

    @Widget(
            title = "Kinds of losses",
            description =
                    "What the holes look like; several kinds lie over each other. Without any, the"
                            + " murals are whole and their masks white.")
    @ArrayWidget(elementTitle = "Kind", addButtonText = "Add kind of losses")
    @Layout(LossesSection.class)
    Damage[] damage = {new Damage(DamageChoice.FLAKING), new Damage(DamageChoice.SCRATCHES)};

    @Widget(
            title = "Truth",
            description = "Add a column with the murals as they were before the losses.")
    @Layout(OutputSection.class)
    boolean includeTruth = true;

    @Widget(
            title = "Reference",
            description =
                    "Add a column with a reference of each mural, without losses. Painting takes"
                            + " twice as long.")
    @Layout(OutputSection.class)
    boolean includeReference;

    @Widget(
            title = "What references show",
            description = "What a restorer of the mural could look at.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    ReferenceChoice referenceKind = ReferenceChoice.SISTER;

    @Override
    public void validate() throws InvalidSettingsException {
        if (count < 1 || count > MAX_COUNT) {
            throw new InvalidSettingsException(MESSAGE_COUNT.formatted(count));
        }
        if (Math.min(width, height) < 1 || Math.max(width, height) > MuralOptions.MAX_SIDE) {
            throw new InvalidSettingsException(MESSAGE_SIZE.formatted(width, height));
        }
        if (!(ageing >= 0 && ageing <= 1)) {
            throw new InvalidSettingsException(MESSAGE_AGEING.formatted(ageing));
        }
    }

    /** The murals to paint. */
    SampleMurals series() {
        MaskSpec[] kinds =
                Arrays.stream(damage == null ? new Damage[0] : damage)
                        .map(d -> d.kind.spec())
                        .toArray(MaskSpec[]::new);
        return new SampleMurals(
                MuralOptions.square(1)
                        .withSize(width, height)
                        .withAgeing(ageing)
                        .withDamage(kinds)
                        .withSubject(subject.subject()),
                seed);
    }
}
