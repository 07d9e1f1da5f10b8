// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

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
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.trainer.DeviceGroup;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TableColumns;

/** What the Inversion Encoder Trainer asks for. Field names are keys of saved workflows. */
final class InversionEncoderTrainerNodeParameters implements NodeParameters {

    @Section(title = "Preset")
    interface PresetSection {}

    @Section(title = "Data")
    @After(PresetSection.class)
    interface DataSection {}

    @Section(title = "Run")
    @After(DataSection.class)
    interface RunSection {}

    @Section(title = "Output folder")
    @After(RunSection.class)
    interface OutputSection {}

    @Section(title = "Further settings")
    @After(OutputSection.class)
    @Advanced
    interface FurtherSection {}

    @Section(title = "Computation")
    @After(FurtherSection.class)
    @Advanced
    interface DeviceSection {}

    @Widget(
            title = "Preset",
            description =
                    "Where every setting starts that is left empty, at 0, or \"As the preset\""
                            + " below.")
    @Layout(PresetSection.class)
    PresetChoice preset = PresetChoice.SMALL;

    @Widget(title = "Codes", description = "What the encoder tells of an image.")
    @Layout(PresetSection.class)
    SpaceChoice space = SpaceChoice.PRESET;

    @Widget(
            title = "Image column",
            description =
                    "The column with images of the kind that the GAN makes. Not used for data"
                            + " sets.")
    @ChoicesProvider(TrainingColumns.class)
    @Layout(DataSection.class)
    String imageColumn = "";

    @Widget(
            title = "Share held out",
            description =
                    "Share of the images that is not trained with but judges the encoder, from 0"
                            + " (none) to 0.9; not used if there are validation images.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(DataSection.class)
    double validationShare = 0.02;

    @Widget(
            title = "Thousands of images",
            description =
                    "The run ends when the encoder has seen so many thousand images; 0 for the"
                            + " preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(RunSection.class)
    double kimg;

    @Widget(
            title = "Images a step",
            description =
                    "How many images one step learns from, on each device; 0 for the preset's"
                            + " number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(RunSection.class)
    int batch;

    @Layout(RunSection.class)
    TrainingGroup training = new TrainingGroup();

    @Widget(
            title = "Folder",
            description =
                    "Receives the log, the report (report.html), pictures of held-out images,"
                            + " checkpoints and the encoder. A file named \"stop\" in it ends the"
                            + " run after the step that is under way and keeps what was learned."
                            + " Left empty, a temporary folder serves and is deleted at the end. It"
                            + " can be controlled by a flow variable.")
    @TextInputWidget(placeholder = "/path/to/run")
    @Layout(OutputSection.class)
    String folder = "";

    @Widget(
            title = "Go on with the run in the folder",
            description =
                    "If the folder holds checkpoints, the run goes on from the latest. Otherwise"
                            + " such a folder is an error.")
    @Layout(OutputSection.class)
    boolean resume = true;

    @Widget(
            title = "Encoder that leaves the node",
            description =
                    "Which of the run's encoders. The best is that which reconstructed held-out"
                            + " images best.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    ResultChoice result = ResultChoice.LAST;

    @Layout(OutputSection.class)
    OutputGroup output = new OutputGroup();

    @Widget(
            title = "Settings",
            description =
                    "Any setting by its published name, one a line, as in"
                        + " loss.e_loss_kwargs.adv_lw=0.08 or perceptual_model_path=vgg16.pth."
                        + " \"restauro train --preset small --settings\" lists and explains them"
                        + " all.")
    @TextAreaWidget
    @Layout(FurtherSection.class)
    @Advanced
    String settings = "";

    @Layout(DeviceSection.class)
    DeviceGroup device = new DeviceGroup();

    InversionEncoderTrainerNodeParameters() {}

    InversionEncoderTrainerNodeParameters(final NodeParametersInput input) {
        imageColumn = TableColumns.first(input, InversionEncoderTrainerNodeFactory.TRAINING_PORT);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        EncoderTrainerSettings.tree(this); // configure checks whether the values go together
    }
}
