// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import java.io.IOException;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.restauro.models.mat.MatModels;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TrainerImages;
import org.restauro.nodes.trainer.TrainerOutputs;
import org.restauro.nodes.trainer.TrainerPorts;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.nodes.view.ResultViews;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingOutcome;

/** The MAT Trainer node: trains the network that restores images. */
public final class MatTrainerNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_FAMILY =
            "The model \"%s\" is of the family \"%s\", which this node cannot train. Connect a"
                    + " model of the family \"%s\".";

    private static final String ORIGIN = "trained with Restauro";

    /** The input port of the training images. */
    static final int TRAINING_PORT = 0;

    private static final String TITLE = "MAT Trainer";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./mat-trainer.png")
                    .shortDescription(
                            "Trains a network that restores images, or trains it further.")
                    .fullDescription(
                            """
                            <p>Trains MAT, the network of the Inpaint node, with undamaged images:
                            holes are made by computation, and the network learns to fill them.
                            Begin from scratch, or connect a model to train it further with images
                            of your own kind.</p>
                            <p>A <b>preset</b> gives every setting a value; the small ones learn on
                            a processor, the published ones need a graphics card and days. Each
                            setting can be changed, the rare ones under the advanced settings.</p>
                            <p>The <b>output folder</b> receives a log, a report with curves and
                            pictures to look at while the run goes on (<i>report.html</i>),
                            checkpoints, and the model. KNIME's <i>Cancel</i> ends the run within a
                            step and discards the node's outputs, but what is in the folder stays:
                            executed again, the node goes on from there. To end a run early and
                            keep its result, create an empty file named <i>stop</i> in the folder,
                            or set a time limit.</p>
                            <p>The node's message tells thousands of images, losses, speed and the
                            time that is left. Several trainers may run at the same time.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(MatTrainerNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(MatTrainerNodeParameters.class)
                                            .configure(MatTrainerNodeFactory::configure)
                                            .execute(MatTrainerNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.training(
                                            view,
                                            TITLE,
                                            "How the training went: losses, speed, and how well"
                                                    + " held-out images were restored, over its"
                                                    + " course."))
                    .nodeType(NodeType.Learner)
                    .keywords(
                            "train",
                            "learn",
                            "fine-tune",
                            "resume",
                            "checkpoint",
                            "deep learning",
                            "generative",
                            "GAN",
                            "inpainting",
                            "restoration");

    /** Made by KNIME. */
    public MatTrainerNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        TrainerPorts.training(
                ports,
                "A table with a column of undamaged images, or a data set: change the port's type"
                        + " to connect a Dataset Reader.");
        TrainerPorts.validation(
                ports,
                "A table or data set with undamaged images that are not trained with but judge the"
                        + " model. Without it a share of the training images is held out.");
        TrainerPorts.initial(
                ports,
                "A model whose weights the training begins with; its shape takes the place of the"
                        + " preset's.");
        TrainerPorts.outputs(
                ports,
                "Model",
                "The trained model.",
                "losses, and how well held-out images were restored");
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        MatTrainerNodeParameters parameters = in.getParameters();
        SettingsTree tree = TrainerSettings.check(parameters);
        TrainerRun.check(parameters.folder);
        TrainerImages.check(
                in.getInPortSpecs(),
                TRAINING_PORT,
                TrainerPorts.validationOf(in.getInPortSpecs()),
                parameters.imageColumn);
        int resolution = tree.integer("network.resolution", 1, Integer.MAX_VALUE);
        int model = TrainerPorts.initialOf(in.getInPortSpecs());
        if (model >= 0 && in.getInPortSpecs()[model] instanceof ModelPortObjectSpec initial) {
            if (!MatModels.FAMILY.equals(initial.family())) {
                throw new InvalidSettingsException(
                        MESSAGE_FAMILY.formatted(
                                initial.name(), initial.family(), MatModels.FAMILY));
            }
            resolution = initial.builtSize();
        }
        out.setOutSpec(
                0,
                new ModelPortObjectSpec(
                        name(parameters),
                        MatModels.FAMILY,
                        resolution,
                        tree.text("output.licence"),
                        ORIGIN));
    }

    private static String name(final MatTrainerNodeParameters parameters) {
        return "mat-" + parameters.preset.key();
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        TrainerOutputs.execute(in, out, MatTrainerNodeFactory::train);
    }

    private static void train(final ExecuteInput in, final ExecuteOutput out)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        MatTrainerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        SettingsTree tree = TrainerSettings.check(parameters);
        int modelPort = TrainerPorts.initialOf(in.getInPortObjects());
        ModelPortObject initial = modelPort < 0 ? null : in.getInPortObject(modelPort);
        try (TrainerRun run = new TrainerRun(parameters.folder);
                TrainerImages images =
                        TrainerImages.open(
                                in.getInPortObjects(),
                                TRAINING_PORT,
                                TrainerPorts.validationOf(in.getInPortObjects()),
                                parameters.imageColumn,
                                "",
                                exec)) {
            MatWork work =
                    new MatWork(
                            tree,
                            parameters.resume,
                            images.training(),
                            images.validation(),
                            initial == null ? null : initial.file());
            TrainingOutcome outcome =
                    run.train(
                            "restauro-mat-trainer",
                            work,
                            exec.createSubProgress(TrainerImages.TRAINING_SHARE));
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            boolean best = parameters.result == ResultChoice.BEST;
            ModelPortObjectSpec spec = TrainerRun.keep(outcome, best, name(parameters), store);
            String warning = images.warning(spec.builtSize(), run.notes());
            ModelPortObject model = new ModelPortObject(spec, store);
            TrainerOutputs.set(out, model, outcome, warning, exec);
        }
    }
}
