// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import java.io.IOException;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
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
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TrainerImages;
import org.restauro.nodes.trainer.TrainerOutputs;
import org.restauro.nodes.trainer.TrainerPorts;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.nodes.view.ResultViews;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingOutcome;

/** The GAN Trainer node: trains a network that makes images. */
public final class GanTrainerNodeFactory extends DefaultNodeFactory {

    private static final String ORIGIN = "trained with Restauro";

    /** The input port of the training images. */
    static final int TRAINING_PORT = 0;

    private static final String TITLE = "GAN Trainer";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./gan-trainer.png")
                    .shortDescription("Trains a generative network (GAN), or trains it further.")
                    .fullDescription(
                            """
                            <p>Trains a PGGAN, StyleGAN, StyleGAN2 or StyleGAN2-ADA with images of
                            one kind; the network learns to make new ones of that kind, see Image
                            Synthesizer. Begin from scratch, or connect a model to train it further
                            with images of your own: that needs far fewer of them.</p>
                            <p>A <b>preset</b> gives every setting a value; the small ones learn on
                            a processor, the published ones need a graphics card and days. Each
                            setting can be changed by its published name, and a configuration file
                            with GenForce's names can take the preset's place.</p>
                            <p>With <b>classes</b>, from a column or from a Dataset Reader, the
                            network learns to make images of a chosen class.</p>
                            <p>The <b>output folder</b> receives a log, a report with curves
                            (<i>report.html</i>), snapshots of what the network makes, checkpoints,
                            and the model. KNIME's <i>Cancel</i> ends the run within a step and
                            discards the node's outputs, but what is in the folder stays: executed
                            again, the node goes on from there. To end a run early and keep its
                            result, create an empty file named <i>stop</i> in the folder, or set a
                            time limit.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(GanTrainerNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(GanTrainerNodeParameters.class)
                                            .configure(GanTrainerNodeFactory::configure)
                                            .execute(GanTrainerNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.training(
                                            view,
                                            TITLE,
                                            "How the training went: losses, judgements, speed and,"
                                                    + " if measured, FID, over its course."))
                    .nodeType(NodeType.Learner)
                    .keywords(
                            "train",
                            "learn",
                            "transfer learning",
                            "resume",
                            "checkpoint",
                            "deep learning",
                            "generative",
                            "GAN",
                            "StyleGAN",
                            "StyleGAN2-ADA",
                            "PGGAN");

    /** Made by KNIME. */
    public GanTrainerNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        TrainerPorts.training(
                ports,
                "A table with a column of images, or a data set: change the port's type to connect"
                        + " a Dataset Reader.");
        TrainerPorts.validation(
                ports,
                "A table or data set with images that FID compares with, if it is measured; without"
                        + " it those of the training.");
        TrainerPorts.initial(
                ports,
                "A GAN whose weights the training begins with, as far as they fit; its shape takes"
                        + " the place of the preset's.");
        TrainerPorts.outputs(
                ports, "Model", "The trained model.", "losses, judgements and, if measured, FID");
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        GanTrainerNodeParameters parameters = in.getParameters();
        SettingsTree tree = GanTrainerSettings.check(parameters);
        TrainerRun.check(parameters.folder);
        TrainerImages.check(
                in.getInPortSpecs(),
                TRAINING_PORT,
                TrainerPorts.validationOf(in.getInPortSpecs()),
                parameters.imageColumn);
        String classes = OptionalColumns.chosen(parameters.classColumn);
        if (!classes.isEmpty() && in.getInPortSpecs()[TRAINING_PORT] instanceof DataTableSpec t) {
            ImageColumns.index(t, classes, "class column", DataValue.class, "classes");
        }
        int resolution = tree.integer("resolution", 1, Integer.MAX_VALUE);
        int model = TrainerPorts.initialOf(in.getInPortSpecs());
        if (model >= 0 && in.getInPortSpecs()[model] instanceof ModelPortObjectSpec initial) {
            ModelNetworks.requireGan(initial);
            GanTrainerSettings.checkFamily(tree, initial.name(), initial.family());
            resolution = parameters.resolution > 0 ? resolution : initial.builtSize();
        }
        out.setOutSpec(
                0,
                new ModelPortObjectSpec(
                        name(tree, resolution),
                        GanTrainerSettings.family(tree).toString(),
                        resolution,
                        tree.text("output.licence"),
                        ORIGIN));
    }

    private static String name(final SettingsTree tree, final int resolution) {
        return GanTrainerSettings.family(tree) + "-" + resolution;
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        TrainerOutputs.execute(in, out, GanTrainerNodeFactory::train);
    }

    private static void train(final ExecuteInput in, final ExecuteOutput out)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        GanTrainerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        SettingsTree tree = GanTrainerSettings.check(parameters);
        int modelPort = TrainerPorts.initialOf(in.getInPortObjects());
        ModelPortObject initial = modelPort < 0 ? null : in.getInPortObject(modelPort);
        try (TrainerRun run = new TrainerRun(parameters.folder);
                TrainerImages images =
                        TrainerImages.open(
                                in.getInPortObjects(),
                                TRAINING_PORT,
                                TrainerPorts.validationOf(in.getInPortObjects()),
                                parameters.imageColumn,
                                OptionalColumns.chosen(parameters.classColumn),
                                exec)) {
            GanWork work =
                    new GanWork(
                            tree,
                            parameters.resume,
                            images.training(),
                            images.validation(),
                            initial == null ? null : initial.file(),
                            parameters.resolution > 0);
            TrainingOutcome outcome =
                    run.train(
                            "restauro-gan-trainer",
                            work,
                            exec.createSubProgress(TrainerImages.TRAINING_SHARE));
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            boolean best = parameters.result == ResultChoice.BEST;
            String name = name(tree, tree.integer("resolution", 1, Integer.MAX_VALUE));
            ModelPortObjectSpec spec = TrainerRun.keep(outcome, best, name, store);
            String warning = images.warning(spec.builtSize(), run.notes());
            ModelPortObject model = new ModelPortObject(spec, store);
            TrainerOutputs.set(out, model, outcome, warning, exec);
        }
    }
}
