// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import java.io.IOException;
import java.util.StringJoiner;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.message.Message;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.source.PortImages;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.nodes.table.OptionalColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.trainer.LogTable;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.nodes.view.ResultViews;
import org.restauro.training.TrainingException;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingOutcome;

/** The GAN Trainer node: trains a network that makes images. */
public final class GanTrainerNodeFactory extends DefaultNodeFactory {

    static final String TRAINING = "Training images";
    static final String VALIDATION = "Validation images";
    static final String MODEL = "Model to begin with";

    private static final String ORIGIN = "trained with Restauro";

    /** The input port of the training images. */
    static final int TRAINING_PORT = 0;

    private static final String TITLE = "GAN Trainer";
    private static final double READING_SHARE = 0.02;
    private static final double TRAINING_SHARE = 0.97;

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
        ports.addInputPortGroup(
                        TRAINING,
                        group ->
                                group.name(TRAINING)
                                        .description(
                                                "A table with a column of images, or a"
                                                        + " data set: change the port's type to"
                                                        + " connect a Dataset Reader.")
                                        .exchangable(BufferedDataTable.TYPE)
                                        .supportedTypes(
                                                BufferedDataTable.TYPE, DataSetPortObject.TYPE))
                .addInputPortGroup(
                        VALIDATION,
                        group ->
                                group.name(VALIDATION)
                                        .description(
                                                "A table or data set with images that FID compares"
                                                        + " with, if it is measured; without it"
                                                        + " those of the training.")
                                        .optional()
                                        .supportedTypes(
                                                BufferedDataTable.TYPE, DataSetPortObject.TYPE))
                .addInputPortGroup(
                        MODEL,
                        group ->
                                group.name(MODEL)
                                        .description(
                                                "A GAN whose weights the training begins with, as"
                                                        + " far as they fit; its shape takes the"
                                                        + " place of the preset's.")
                                        .optional()
                                        .supportedTypes(ModelPortObject.TYPE))
                .addOutputPortGroup(
                        "Model",
                        group ->
                                group.name("Model")
                                        .description("The trained model.")
                                        .fixed(ModelPortObject.TYPE))
                .addOutputPortGroup(
                        "Log",
                        group ->
                                group.name("Log")
                                        .description(
                                                "A row for each log interval: steps, images,"
                                                        + " seconds, speed, losses, judgements"
                                                        + " and, if measured, FID.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        GanTrainerNodeParameters parameters = in.getParameters();
        SettingsTree tree = GanTrainerSettings.check(parameters);
        if (parameters.folder != null && !parameters.folder.isBlank()) {
            LocalPaths.folderToWrite(parameters.folder, true);
        }
        PortImages.check(
                in.getInPortSpecs()[TRAINING_PORT], parameters.imageColumn, "training images");
        int validation = ConnectedPorts.optional(in.getInPortSpecs(), false);
        if (validation >= 0) {
            PortImages.check(
                    in.getInPortSpecs()[validation], parameters.imageColumn, "validation images");
        }
        String classes = OptionalColumns.chosen(parameters.classColumn);
        if (!classes.isEmpty() && in.getInPortSpecs()[TRAINING_PORT] instanceof DataTableSpec t) {
            ImageColumns.index(t, classes, "class column", DataValue.class, "classes");
        }
        int resolution = tree.integer("resolution", 1, Integer.MAX_VALUE);
        int model = ConnectedPorts.optional(in.getInPortSpecs(), true);
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
        try {
            train(in, out);
        } catch (InvalidSettingsException | SettingsException | TrainingException | IOException e) {
            in.getExecutionContext().checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    private static void train(final ExecuteInput in, final ExecuteOutput out)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        GanTrainerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        SettingsTree tree = GanTrainerSettings.check(parameters);
        int modelPort = ConnectedPorts.optional(in.getInPortObjects(), true);
        int validationPort = ConnectedPorts.optional(in.getInPortObjects(), false);
        ModelPortObject initial = modelPort < 0 ? null : in.getInPortObject(modelPort);
        try (TrainerRun run = new TrainerRun(parameters.folder);
                PortImages training =
                        images(
                                in,
                                TRAINING_PORT,
                                "training images",
                                exec.createSubProgress(READING_SHARE));
                PortImages validation =
                        validationPort < 0
                                ? null
                                : images(
                                        in,
                                        validationPort,
                                        "validation images",
                                        exec.createSubProgress(
                                                1 - READING_SHARE - TRAINING_SHARE))) {
            GanWork work =
                    new GanWork(
                            tree,
                            parameters.resume,
                            training.source(),
                            validation == null ? null : validation.source(),
                            initial == null ? null : initial.file(),
                            parameters.resolution > 0);
            TrainingOutcome outcome =
                    run.train("restauro-gan-trainer", work, exec.createSubProgress(TRAINING_SHARE));
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            ModelPortObjectSpec spec =
                    TrainerRun.keep(
                            outcome,
                            parameters.result == ResultChoice.BEST,
                            name(tree, tree.integer("resolution", 1, Integer.MAX_VALUE)),
                            store);
            out.setOutData(0, new ModelPortObject(spec, store));
            BufferedDataTable log = LogTable.of(outcome.log(), exec);
            out.setOutData(1, log);
            out.setInternalData(log);
            StringJoiner warnings = new StringJoiner(" ");
            training.warning(spec.builtSize()).ifPresent(warnings::add);
            run.notes().forEach(warnings::add);
            if (warnings.length() > 0) {
                out.setWarningMessage(warnings.toString());
            }
        }
    }

    private static PortImages images(
            final ExecuteInput in, final int port, final String what, final ExecutionMonitor exec)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        GanTrainerNodeParameters parameters = in.getParameters();
        return PortImages.open(
                in.getInPortObject(port),
                parameters.imageColumn,
                "",
                port == TRAINING_PORT ? OptionalColumns.chosen(parameters.classColumn) : "",
                what,
                exec);
    }
}
