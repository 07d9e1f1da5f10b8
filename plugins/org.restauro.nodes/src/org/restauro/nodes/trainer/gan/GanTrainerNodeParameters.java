// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.trainer.DeviceGroup;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TableColumns;

/** What the GAN Trainer asks for. Field names are keys of saved workflows. */
final class GanTrainerNodeParameters implements NodeParameters {

    /** Ways to mirror. */
    enum MirrorChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET(""),
        @Label(value = "Never", description = "Images stay as they are.")
        NONE("0"),
        @Label(
                value = "By chance",
                description = "Each sample is mirrored with a chance of one half.")
        COIN("0.5");

        private final String chance;

        MirrorChoice(final String chance) {
            this.chance = chance;
        }

        /** The chance as a setting; empty for the preset's. */
        String chance() {
            return chance;
        }
    }

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
    PresetChoice preset = PresetChoice.STYLEGAN2_SMALL_64;

    @Widget(
            title = "Configuration file",
            description =
                    "A YAML file with settings by their published names, in place of the preset;"
                            + " it may name one. Usually empty.")
    @TextInputWidget(placeholder = "/path/to/settings.yml")
    @Layout(PresetSection.class)
    @Advanced
    String configFile = "";

    @Widget(
            title = "Resolution",
            description =
                    "Side of the images to make, a power of two from 8 to 1,024; 0 for the"
                            + " preset's, or that of a connected model.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(PresetSection.class)
    int resolution;

    @Widget(
            title = "Image column",
            description = "The column with images to learn from. Not used for data sets.")
    @ChoicesProvider(TrainingColumns.class)
    @Layout(DataSection.class)
    String imageColumn = "";

    @Widget(
            title = "Class column",
            description =
                    "The class of each image: the network learns to make images of a class. Images"
                            + " of a data set have the classes that its reader gives them.")
    @ChoicesProvider(ClassColumns.class)
    @Layout(DataSection.class)
    String classColumn = OptionalColumns.NONE;

    @Widget(title = "Mirror", description = "Whether images are also shown left to right.")
    @ValueSwitchWidget
    @Layout(DataSection.class)
    MirrorChoice mirror = MirrorChoice.PRESET;

    @Widget(
            title = "Thousands of images",
            description =
                    "The run ends when the network has seen so many thousand images; 0 for the"
                            + " preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(RunSection.class)
    double kimg;

    @Widget(
            title = "Images a step",
            description =
                    "How many images one step learns from, on each device; 0 for the preset's"
                            + " number. Networks that grow have numbers of their own for small"
                            + " resolutions.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(RunSection.class)
    int batch;

    @Layout(RunSection.class)
    TrainingGroup training = new TrainingGroup();

    @Widget(
            title = "Folder",
            description =
                    "Receives the log, the report (report.html), snapshots, checkpoints and the"
                            + " model. A file named \"stop\" in it ends the run after the step that"
                            + " is under way and keeps what was learned. Left empty, a temporary"
                            + " folder serves and is deleted at the end. It can be controlled by a"
                            + " flow variable.")
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
            title = "Model that leaves the node",
            description =
                    "Which of the run's models. The best is known where FID was measured during the"
                            + " run.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    ResultChoice result = ResultChoice.LAST;

    @Layout(OutputSection.class)
    OutputGroup output = new OutputGroup();

    @Widget(
            title = "Settings",
            description =
                    "Any setting by its published name, one a line, as in"
                            + " loss.d_loss_kwargs.r1_gamma=5. \"restauro train --preset"
                            + " stylegan2-small-64 --settings\" lists and explains them all.")
    @TextAreaWidget
    @Layout(FurtherSection.class)
    @Advanced
    String settings = "";

    @Layout(DeviceSection.class)
    DeviceGroup device = new DeviceGroup();

    GanTrainerNodeParameters() {}

    GanTrainerNodeParameters(final NodeParametersInput input) {
        imageColumn = TableColumns.first(input, GanTrainerNodeFactory.TRAINING_PORT);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        if (configFile == null || configFile.isBlank()) {
            GanTrainerSettings.tree(this); // files are left to the computer that executes
        }
    }
}
