// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

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
import org.restauro.nodes.scorer.ComputationGroup;
import org.restauro.nodes.scorer.WeightsGroup;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;
import org.restauro.training.inversion.InversionSettings;

/** What the Image Inverter asks for. Field names are keys of saved workflows. */
final class ImageInverterNodeParameters implements NodeParameters {

    /** The input port of the table. */
    static final int TABLE_PORT = 1;

    @Section(title = "Images")
    interface ImagesSection {}

    @Section(title = "Search")
    @After(ImagesSection.class)
    interface SearchSection {}

    @Section(
            title = "Weights of LPIPS",
            description = "Used where LPIPS judges; where they are there, LPIPS is also reported.")
    @After(SearchSection.class)
    interface WeightsSection {}

    @Section(title = "Problems")
    @After(WeightsSection.class)
    interface ProblemsSection {}

    @Section(title = "Computation")
    @After(ProblemsSection.class)
    @Advanced
    interface ComputationSection {}

    @Widget(title = "Image column", description = "The column with the images.")
    @ChoicesProvider(InputImageColumns.OfSecondPort.class)
    @Layout(ImagesSection.class)
    String imageColumn = ImageColumns.IMAGE;

    @Widget(
            title = "Images of other sizes",
            description = "How an image becomes a square of the model's size.")
    @ValueSwitchWidget
    @Layout(ImagesSection.class)
    FitChoice fit = FitChoice.CROP;

    @Widget(title = "What is searched", description = "The space of the codes.")
    @Layout(SearchSection.class)
    SpaceChoice space = SpaceChoice.AUTOMATIC;

    @Widget(
            title = "Steps",
            description =
                    "So often the codes are made better for each image. 0 leaves them as the"
                            + " encoder gives them. Published for StyleGAN2: 1,000 from the mean"
                            + " style; from an encoder's codes fewer are enough.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(SearchSection.class)
    int steps = 200;

    @Widget(title = "Judged by", description = "What the steps make small.")
    @ValueSwitchWidget
    @Layout(SearchSection.class)
    JudgeChoice judge = JudgeChoice.PIXELS;

    @Widget(
            title = "Learning rate",
            description = "The largest; it rises at the beginning and falls at the end.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.01)
    @Layout(SearchSection.class)
    @Advanced
    double rate = 0.1;

    @Widget(
            title = "Exploration",
            description =
                    "Size of the noise that keeps a search from the mean style from settling too"
                            + " soon, by the deviation of styles; published 0.05. Not used where an"
                            + " encoder says where to begin.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, stepSize = 0.01)
    @Layout(SearchSection.class)
    @Advanced
    double exploration = 0.05;

    @Widget(
            title = "Seed",
            description =
                    "Any whole number. The codes of an image follow from the image, the settings"
                            + " and the seed, whatever other rows there are.")
    @NumberInputWidget
    @Layout(SearchSection.class)
    @Advanced
    long seed;

    @Layout(WeightsSection.class)
    WeightsGroup weights = new WeightsGroup();

    @Widget(
            title = "If a row fails",
            description = "What becomes of an image that cannot be inverted.")
    @ValueSwitchWidget
    @Layout(ProblemsSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    @Layout(ComputationSection.class)
    ComputationGroup computation = new ComputationGroup();

    ImageInverterNodeParameters() {}

    ImageInverterNodeParameters(final NodeParametersInput input) {
        imageColumn = ImageColumns.imageColumn(input, TABLE_PORT);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        settings();
        computation.check();
    }

    /**
     * The settings in terms of the training layer.
     *
     * @throws InvalidSettingsException saying what cannot be
     */
    InversionSettings settings() throws InvalidSettingsException {
        InversionSettings usual = InversionSettings.ENCODER_ALONE;
        try {
            return new InversionSettings(
                    space.space(),
                    steps,
                    rate,
                    usual.rampUp(),
                    usual.rampDown(),
                    exploration,
                    usual.explorationEnd(),
                    judge.lpips(),
                    judge.pixels(),
                    0,
                    fit.fit());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
