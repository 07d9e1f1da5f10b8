// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

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
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.nodes.model.ModelNetworks;
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

/** The Inversion Encoder Trainer node: trains a network that tells a GAN's codes of images. */
public final class InversionEncoderTrainerNodeFactory extends DefaultNodeFactory {

    static final String MODEL = "Model";

    /** The input port of the training images. */
    static final int TRAINING_PORT = 1;

    private static final int VALIDATION_PORT = 2;
    private static final String ORIGIN = "trained with Restauro";
    private static final String NAME = "%s-encoder";
    private static final String TITLE = "Inversion Encoder Trainer";

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
        TrainerPorts.model(
                ports,
                MODEL,
                "The GAN that is to be inverted, from a Model Reader or a GAN Trainer.");
        TrainerPorts.training(
                ports,
                "A table with a column of images, or a data set: change the port's type to connect"
                        + " a Dataset Reader.");
        TrainerPorts.validation(
                ports,
                "A table or data set with images that are not trained with but judge the encoder."
                        + " Without it a share of the training images is held out.");
        TrainerPorts.outputs(
                ports,
                "Encoder",
                "The trained encoder.",
                "losses, and how well held-out images were reconstructed");
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        InversionEncoderTrainerNodeParameters parameters = in.getParameters();
        SettingsTree tree = EncoderTrainerSettings.check(parameters);
        TrainerRun.check(parameters.folder);
        TrainerImages.check(
                in.getInPortSpecs(),
                TRAINING_PORT,
                TrainerPorts.connected(in.getInPortSpecs(), VALIDATION_PORT),
                parameters.imageColumn);
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
        TrainerOutputs.execute(in, out, InversionEncoderTrainerNodeFactory::train);
    }

    private static void train(final ExecuteInput in, final ExecuteOutput out)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        InversionEncoderTrainerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        SettingsTree tree = EncoderTrainerSettings.check(parameters);
        ModelPortObject gan = in.getInPortObject(0);
        try (TrainerRun run = new TrainerRun(parameters.folder);
                TrainerImages images =
                        TrainerImages.open(
                                in.getInPortObjects(),
                                TRAINING_PORT,
                                TrainerPorts.connected(in.getInPortObjects(), VALIDATION_PORT),
                                parameters.imageColumn,
                                "",
                                exec)) {
            EncoderWork work =
                    new EncoderWork(
                            tree,
                            parameters.resume,
                            images.training(),
                            images.validation(),
                            gan.file());
            TrainingOutcome outcome =
                    run.train(
                            "restauro-encoder-trainer",
                            work,
                            exec.createSubProgress(TrainerImages.TRAINING_SHARE));
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            boolean best = parameters.result == ResultChoice.BEST;
            String name = NAME.formatted(gan.getSpec().name());
            ModelPortObjectSpec spec = TrainerRun.keep(outcome, best, name, store);
            String warning = images.warning(spec.builtSize(), run.notes());
            ModelPortObject model = new ModelPortObject(spec, store);
            TrainerOutputs.set(out, model, outcome, warning, exec);
        }
    }
}
