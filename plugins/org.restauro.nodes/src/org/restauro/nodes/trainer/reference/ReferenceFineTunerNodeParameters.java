// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import java.util.List;
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
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.trainer.DataGroup;
import org.restauro.nodes.trainer.DeviceGroup;
import org.restauro.nodes.trainer.OutputGroup;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TableColumns;

/** What the Reference Fine-Tuner asks for. Field names are keys of saved workflows. */
final class ReferenceFineTunerNodeParameters implements NodeParameters {

    /** The input port of the training images. */
    static final int TRAINING_PORT = 1;

    /** The input port of the references. */
    static final int REFERENCES_PORT = 2;

    /** Named beginnings of the settings. */
    enum PresetChoice {
        @Label(
                value = "As published",
                description =
                        "The published recipe for a graphics card of 24 GB, with the lightweight"
                                + " design.")
        PUBLISHED("published"),
        @Label(value = "Full design", description = "The same with the full design.")
        FULL("full"),
        @Label(
                value = "Small, 64 × 64",
                description =
                        "For the small network, with references of the same place; learns on a"
                                + " processor within an hour.")
        SMALL_64("small-64");

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

    @Section(title = "Images and references")
    @After(PresetSection.class)
    interface DataSection {}

    @Section(title = "Run")
    @After(DataSection.class)
    interface RunSection {}

    @Section(title = "Output folder")
    @After(RunSection.class)
    interface OutputSection {}

    @Section(title = "What looks at references")
    @After(OutputSection.class)
    @Advanced
    interface ModuleSection {}

    @Section(title = "Optimiser")
    @After(ModuleSection.class)
    @Advanced
    interface OptimizerSection {}

    @Section(title = "Loss")
    @After(OptimizerSection.class)
    @Advanced
    interface LossSection {}

    @Section(title = "Computation")
    @After(LossSection.class)
    @Advanced
    interface DeviceSection {}

    @Widget(
            title = "Preset",
            description =
                    "Where every setting starts that is left empty, at 0, or \"As the preset\""
                            + " below.")
    @Layout(PresetSection.class)
    PresetChoice preset = PresetChoice.PUBLISHED;

    @Widget(
            title = "Image column",
            description =
                    "The column with undamaged images; damage is added by computation. Not used"
                            + " for data sets. A table of validation images has a column of the"
                            + " same name.")
    @ChoicesProvider(ImageColumnsOfTraining.class)
    @Layout(DataSection.class)
    String imageColumn = "";

    @Widget(
            title = "Reference column",
            description =
                    "The column with pictures to look at. If a table of validation images has a"
                            + " column of this name, its images are judged with those references.")
    @ChoicesProvider(ImageColumnsOfReferences.class)
    @Layout(DataSection.class)
    String referenceColumn = ImageColumns.REFERENCE;

    @Widget(
            title = "Names",
            description =
                    "What images and references are called where they are paired by name. All"
                        + " tables have this column; names of files count without their ending.")
    @ChoicesProvider(NameColumns.class)
    @Layout(DataSection.class)
    String nameColumn = OptionalColumns.ROW_KEYS;

    @Layout(DataSection.class)
    ReferencesGroup references = new ReferencesGroup();

    @Layout(DataSection.class)
    DataGroup data = new DataGroup();

    @Layout(DataSection.class)
    HolesGroup masks = new HolesGroup();

    @Layout(RunSection.class)
    RunGroup training = new RunGroup();

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

    @Layout(ModuleSection.class)
    ModuleGroup module = new ModuleGroup();

    @Layout(OptimizerSection.class)
    TuningGroup optimizer = new TuningGroup();

    @Layout(LossSection.class)
    TermsGroup loss = new TermsGroup();

    @Layout(DeviceSection.class)
    DeviceGroup device = new DeviceGroup();

    ReferenceFineTunerNodeParameters() {}

    ReferenceFineTunerNodeParameters(final NodeParametersInput input) {
        imageColumn = TableColumns.first(input, TRAINING_PORT);
        referenceColumn =
                TableColumns.first(
                        input,
                        REFERENCES_PORT,
                        List.of(ImageColumns.REFERENCE, ImageColumns.IMAGE));
    }

    /** The column that names images and references; empty for the row keys. */
    String names() {
        return OptionalColumns.chosen(nameColumn);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        FineTunerSettings.tree(this); // configure checks whether the values go together
    }
}
