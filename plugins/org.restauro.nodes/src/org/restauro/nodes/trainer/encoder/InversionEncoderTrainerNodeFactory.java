// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import java.io.IOException;
import java.util.StringJoiner;
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
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.source.PortImages;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.trainer.LogTable;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.nodes.view.ResultViews;
import org.restauro.training.TrainingException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingOutcome;

/** The Inversion Encoder Trainer node: trains a network that tells a GAN's codes of images. */
public final class InversionEncoderTrainerNodeFactory extends DefaultNodeFactory {

    static final String MODEL = "Model";
    static final String TRAINING = "Training images";
    static final String VALIDATION = "Validation images";

    /** The input port of the training images. */
    static final int TRAINING_PORT = 1;

    private static final int VALIDATION_PORT = 2;
    private static final String ORIGIN = "trained with Restauro";
    private static final String NAME = "%s-encoder";
    private static final String TITLE = "Inversion Encoder Trainer";
    private static final double READING_SHARE = 0.02;
    private static final double TRAINING_SHARE = 0.97;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./inversion-encoder-trainer.png")
                    .shortDescription(
                            "Trains an encoder that tells the codes from which a GAN makes an"
                                    + " image.")
                    .fullDescription(
                            """
                            <p>Trains a network that looks at an image and tells the codes from
                            which a GAN makes one like it: GenForce's encoder, for PGGAN, StyleGAN,
                            StyleGAN2 and StyleGAN2-ADA. The GAN itself does not learn. Use the
                            encoder in an Image Inverter.</p>
                            <p>Give images of the kind that the GAN was trained with, or pictures
                            that it made itself (Image Synthesizer). The encoder learns that their
                            reconstructions equal them in pixels and, where wanted, in the features
                            of VGG-16 and in the eyes of a discriminator.</p>
                            <p>The <b>output folder</b> receives a log, a report with held-out
                            images and their reconstructions (<i>report.html</i>), checkpoints, and
                            the encoder. KNIME's <i>Cancel</i> ends the run within a step and
                            discards the node's outputs, but what is in the folder stays: executed
                            again, the node goes on from there. To end a run early and keep its
                            result, create an empty file named <i>stop</i> in the folder, or set a
                            time limit.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(InversionEncoderTrainerNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(
                                                    InversionEncoderTrainerNodeParameters.class)
                                            .configure(
                                                    InversionEncoderTrainerNodeFactory::configure)
                                            .execute(InversionEncoderTrainerNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.training(
                                            view,
                                            TITLE,
                                            "How the training went: losses, speed, and how well"
                                                    + " held-out images were reconstructed, over"
                                                    + " its course."))
                    .nodeType(NodeType.Learner)
                    .keywords(
                            "train",
                            "learn",
                            "GAN",
                            "StyleGAN",
                            "inversion",
                            "encoder",
                            "latent",
                            "codes",
                            "deep learning",
                            "generative");

    /** Made by KNIME. */
    public InversionEncoderTrainerNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        ports.addInputPortGroup(
                        MODEL,
                        group ->
                                group.name(MODEL)
                                        .description(
                                                "The GAN that is to be inverted, from a Model"
                                                        + " Reader or a GAN Trainer.")
                                        .fixed(ModelPortObject.TYPE))
                .addInputPortGroup(
                        TRAINING,
                        group ->
                                group.name(TRAINING)
                                        .description(
                                                "A table with a column of images, or a data set:"
                                                        + " change the port's type to connect a"
                                                        + " Dataset Reader.")
                                        .exchangable(BufferedDataTable.TYPE)
                                        .supportedTypes(
                                                BufferedDataTable.TYPE, DataSetPortObject.TYPE))
                .addInputPortGroup(
                        VALIDATION,
                        group ->
                                group.name(VALIDATION)
                                        .description(
                                                "A table or data set with images that are not"
                                                        + " trained with but judge the encoder."
                                                        + " Without it a share of the training"
                                                        + " images is held out.")
                                        .optional()
                                        .supportedTypes(
                                                BufferedDataTable.TYPE, DataSetPortObject.TYPE))
                .addOutputPortGroup(
                        "Encoder",
                        group ->
                                group.name("Encoder")
                                        .description("The trained encoder.")
                                        .fixed(ModelPortObject.TYPE))
                .addOutputPortGroup(
                        "Log",
                        group ->
                                group.name("Log")
                                        .description(
                                                "A row for each log interval: steps, images,"
                                                        + " seconds, speed, losses, and how well"
                                                        + " held-out images were reconstructed.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    private static boolean validates(final Object[] inputs) {
        return inputs.length > VALIDATION_PORT && inputs[VALIDATION_PORT] != null;
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        InversionEncoderTrainerNodeParameters parameters = in.getParameters();
        SettingsTree tree = EncoderTrainerSettings.check(parameters);
        if (parameters.folder != null && !parameters.folder.isBlank()) {
            LocalPaths.folderToWrite(parameters.folder, true);
        }
        PortImages.check(
                in.getInPortSpecs()[TRAINING_PORT], parameters.imageColumn, "training images");
        if (validates(in.getInPortSpecs())) {
            PortImages.check(
                    in.getInPortSpecs()[VALIDATION_PORT],
                    parameters.imageColumn,
                    "validation images");
        }
        ModelPortObjectSpec gan = in.getInPortSpec(0);
        if (gan != null) {
            ModelNetworks.requireGan(gan);
        }
        out.setOutSpec(
                0,
                gan == null
                        ? null
                        : new ModelPortObjectSpec(
                                NAME.formatted(gan.name()),
                                InversionModels.FAMILY,
                                gan.builtSize(),
                                tree.text("output.licence"),
                                ORIGIN));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        try {
            train(in, out);
        } catch (InvalidSettingsException
                | IllegalArgumentException
                | TrainingException
                | IOException e) {
            in.getExecutionContext().checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    private static void train(final ExecuteInput in, final ExecuteOutput out)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        InversionEncoderTrainerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        SettingsTree tree = EncoderTrainerSettings.check(parameters);
        ModelPortObject gan = in.getInPortObject(0);
        try (TrainerRun run = new TrainerRun(parameters.folder);
                PortImages training =
                        images(
                                in,
                                TRAINING_PORT,
                                "training images",
                                exec.createSubProgress(READING_SHARE));
                PortImages validation =
                        !validates(in.getInPortObjects())
                                ? null
                                : images(
                                        in,
                                        VALIDATION_PORT,
                                        "validation images",
                                        exec.createSubProgress(
                                                1 - READING_SHARE - TRAINING_SHARE))) {
            EncoderWork work =
                    new EncoderWork(
                            tree,
                            parameters.resume,
                            training.source(),
                            validation == null ? null : validation.source(),
                            gan.file());
            TrainingOutcome outcome =
                    run.train(
                            "restauro-encoder-trainer",
                            work,
                            exec.createSubProgress(TRAINING_SHARE));
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            ModelPortObjectSpec spec =
                    TrainerRun.keep(
                            outcome,
                            parameters.result == ResultChoice.BEST,
                            NAME.formatted(gan.getSpec().name()),
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
        InversionEncoderTrainerNodeParameters parameters = in.getParameters();
        return PortImages.open(in.getInPortObject(port), parameters.imageColumn, what, exec);
    }
}
