// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

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
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.trainer.DataGroup;
import org.restauro.nodes.trainer.DeviceGroup;
import org.restauro.nodes.trainer.OutputGroup;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TableColumns;

/** What the MAT Trainer asks for. Field names are keys of saved workflows. */
final class MatTrainerNodeParameters implements NodeParameters {

    /** Named beginnings of the settings. */
    enum PresetChoice {
        @Label(
                value = "Small, 64 × 64",
                description = "A small network that learns on a processor within an hour or two.")
        SMALL_64("small-64"),
        @Label(
                value = "Small, 128 × 128",
                description = "A small network that learns on a processor over a night.")
        SMALL_128("small-128"),
        @Label(
                value = "Places, 256 × 256",
                description =
                        "The published recipe for photographs of places; needs a graphics card and"
                                + " days.")
        PLACES256("places256"),
        @Label(value = "Places, 512 × 512", description = "The same for larger images.")
        PLACES512("places512"),
        @Label(value = "Faces, 512 × 512", description = "The published recipe for CelebA-HQ.")
        CELEBA512("celeba512"),
        @Label(
                value = "Automatic",
                description =
                        "The published rule for images nobody has tuned for: batch, rates and"
                                + " average follow from the network's size, 256 × 256 unless it is"
                                + " set under Network.")
        AUTO("auto");

        private final String key;

        PresetChoice(final String key) {
            this.key = key;
        }

        /** Its name in training runs. */
        String key() {
            return key;
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

    @Section(title = "Network")
    @After(OutputSection.class)
    @Advanced
    interface NetworkSection {}

    @Section(title = "Optimiser")
    @After(NetworkSection.class)
    @Advanced
    interface OptimizerSection {}

    @Section(title = "Loss")
    @After(OptimizerSection.class)
    @Advanced
    interface LossSection {}

    @Section(title = "Averaged network")
    @After(LossSection.class)
    @Advanced
    interface AverageSection {}

    @Section(title = "Augmentation")
    @After(AverageSection.class)
    @Advanced
    interface AugmentSection {}

    @Section(title = "Computation")
    @After(AugmentSection.class)
    @Advanced
    interface DeviceSection {}

    @Widget(
            title = "Preset",
            description =
                    "Where every setting starts that is left empty, at 0, or \"As the preset\""
                            + " below.")
    @Layout(PresetSection.class)
    PresetChoice preset = PresetChoice.SMALL_64;

    @Widget(
            title = "Image column",
            description =
                    "The column with undamaged images; damage is added by computation. Not used"
                            + " for data sets. A table of validation images has a column of the"
                            + " same name.")
    @ChoicesProvider(TrainingColumns.class)
    @Layout(DataSection.class)
    String imageColumn = "";

    @Layout(DataSection.class)
    DataGroup data = new DataGroup();

    @Layout(DataSection.class)
    MasksGroup masks = new MasksGroup();

    @Layout(RunSection.class)
    TrainingGroup training = new TrainingGroup();

    @Widget(
            title = "Folder",
            description =
                    "Receives the log, the report with pictures (report.html), checkpoints and the"
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

    @Widget(title = "Model that leaves the node", description = "Which of the run's models.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    ResultChoice result = ResultChoice.LAST;

    @Layout(OutputSection.class)
    OutputGroup output = new OutputGroup();

    @Layout(NetworkSection.class)
    NetworkGroup network = new NetworkGroup();

    @Layout(OptimizerSection.class)
    OptimizerGroup optimizer = new OptimizerGroup();

    @Layout(LossSection.class)
    LossGroup loss = new LossGroup();

    @Layout(AverageSection.class)
    AverageGroup average = new AverageGroup();

    @Layout(AugmentSection.class)
    AugmentGroup augment = new AugmentGroup();

    @Layout(DeviceSection.class)
    DeviceGroup device = new DeviceGroup();

    MatTrainerNodeParameters() {}

    MatTrainerNodeParameters(final NodeParametersInput input) {
        imageColumn = TableColumns.first(input, MatTrainerNodeFactory.TRAINING_PORT);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        TrainerSettings.tree(this); // configure checks whether the values go together
    }
}
