// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

import java.io.IOException;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
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
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.metrics.weights.WeightFile;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.models.perceptual.Lpips;
import org.restauro.models.perceptual.Trunk;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.view.BeforeAfter;
import org.restauro.nodes.view.ResultViews;
import org.restauro.training.inversion.InversionModel;
import org.restauro.training.inversion.InversionSettings;

/** The Image Inverter node: finds the codes from which a GAN makes given images. */
public final class ImageInverterNodeFactory extends DefaultNodeFactory {

    static final String MODEL = "Model";
    static final String IMAGES = "Images";
    static final String ENCODER = "Encoder";

    static final String MESSAGE_ENCODER =
            "The model \"%s\" at the port \"Encoder\" is of the family \"%s\". Connect a model of"
                    + " the family \"%s\", for example from an Inversion Encoder Trainer.";
    static final String MESSAGE_SIZE =
            "The encoder \"%s\" is for images of %d pixels a side, the model \"%s\" makes %d.";
    static final String MESSAGE_NOTHING =
            "Nothing is searched: there is no encoder, and the number of steps is 0. Connect an"
                    + " encoder, or choose steps.";
    static final String MESSAGE_LOADING = "Loading the model \"%s\"";

    private static final String TITLE = "Image Inverter";
    private static final double LOADING_SHARE = 0.05;
    private static final double VIEW_SHARE = 0.02;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./image-inverter.png")
                    .shortDescription(
                            "Finds the codes from which a generative network (GAN) makes given"
                                    + " images.")
                    .fullDescription(
                            """
                            <p>A GAN makes images of codes. This node goes the other way: it finds
                            the codes of which the network makes an image that is as near as it can
                            to a given one. The Image Synthesizer makes images of such codes again,
                            mixes them, or leads from one to another.</p>
                            <p>An <b>encoder</b>, trained for the network by an Inversion Encoder
                            Trainer, tells codes at once. Without one the search begins at the mean
                            of all styles. From there <b>steps</b> of optimisation make the codes
                            better: slow, but nearer. Both together are fastest.</p>
                            <p>Networks only make what they have learned: images of other kinds are
                            found badly. A style a layer comes nearer than one style for all.</p>
                            <p>Images are judged in the size of the network. A row's codes do not
                            depend on the other rows.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(ImageInverterNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(ImageInverterNodeParameters.class)
                                            .configure(ImageInverterNodeFactory::configure)
                                            .execute(ImageInverterNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.beforeAfter(
                                            view,
                                            TITLE,
                                            "Each image beside what the network makes of its"
                                                    + " codes."))
                    .nodeType(NodeType.Manipulator)
                    .keywords(
                            "GAN",
                            "StyleGAN",
                            "inversion",
                            "projection",
                            "latent",
                            "encoder",
                            "codes",
                            "reconstruction",
                            "generative");

    /** Made by KNIME. */
    public ImageInverterNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        ports.addInputPortGroup(
                        MODEL,
                        group ->
                                group.name(MODEL)
                                        .description("A GAN, from a Model Reader or a GAN Trainer.")
                                        .fixed(ModelPortObject.TYPE))
                .addInputPortGroup(
                        IMAGES,
                        group ->
                                group.name(IMAGES)
                                        .description("A table with a column of images.")
                                        .fixed(BufferedDataTable.TYPE))
                .addInputPortGroup(
                        ENCODER,
                        group ->
                                group.name(ENCODER)
                                        .description("An encoder that was trained for the model.")
                                        .optional()
                                        .supportedTypes(ModelPortObject.TYPE))
                .addOutputPortGroup(
                        "Images with codes",
                        group ->
                                group.name("Images with codes")
                                        .description(
                                                "The input's rows with what the network makes of"
                                                    + " the codes, the codes (a list of numbers),"
                                                    + " how near they are, and a status.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    /** What is connected to the optional port, which is the last one; null for nothing. */
    private static <T> T encoder(final Object[] inputs, final Class<T> type) {
        int last = inputs.length - 1;
        return last > ImageInverterNodeParameters.TABLE_PORT && type.isInstance(inputs[last])
                ? type.cast(inputs[last])
                : null;
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ImageInverterNodeParameters parameters = in.getParameters();
        ModelPortObjectSpec model = in.getInPortSpec(0);
        if (model != null) {
            ModelNetworks.requireGan(model);
        }
        ModelPortObjectSpec encoder = encoder(in.getInPortSpecs(), ModelPortObjectSpec.class);
        if (encoder != null) {
            check(encoder, model);
        } else if (parameters.steps == 0) {
            throw new InvalidSettingsException(MESSAGE_NOTHING);
        }
        parameters.weights.weights();
        out.setOutSpec(
                0,
                new InvertedTable(
                                in.getInTableSpec(ImageInverterNodeParameters.TABLE_PORT),
                                parameters)
                        .spec());
    }

    private static void check(final ModelPortObjectSpec encoder, final ModelPortObjectSpec model)
            throws InvalidSettingsException {
        if (!InversionModels.FAMILY.equals(encoder.family())) {
            throw new InvalidSettingsException(
                    MESSAGE_ENCODER.formatted(
                            encoder.name(), encoder.family(), InversionModels.FAMILY));
        }
        if (model != null && encoder.builtSize() != model.builtSize()) {
            throw new InvalidSettingsException(
                    MESSAGE_SIZE.formatted(
                            encoder.name(), encoder.builtSize(), model.name(), model.builtSize()));
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ExecutionContext exec = in.getExecutionContext();
        try {
            invert(in, out);
        } catch (InvalidSettingsException | IOException | IllegalArgumentException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    private static void invert(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException,
                    KNIMEException,
                    InvalidSettingsException,
                    IOException {
        ImageInverterNodeParameters parameters = in.getParameters();
        ModelPortObject model = in.getInPortObject(0);
        ModelPortObject encoder = encoder(in.getInPortObjects(), ModelPortObject.class);
        BufferedDataTable table = in.getInTable(ImageInverterNodeParameters.TABLE_PORT);
        ExecutionContext exec = in.getExecutionContext();
        exec.setMessage(MESSAGE_LOADING.formatted(model.getSpec().name()));
        RowProblems problems = new RowProblems(parameters.onFailure);
        InversionSettings settings = parameters.settings();
        ComputePolicy policy = parameters.computation.computePolicy();
        InvertedTable work = new InvertedTable(table.getDataTableSpec(), parameters);
        try (InversionModel networks = open(model, encoder, policy);
                Lpips lpips = lpips(parameters.weights.weights(), settings, policy)) {
            exec.setProgress(LOADING_SHARE);
            BufferedDataTable inverted =
                    work.compute(
                            table,
                            networks.inversion(lpips, null, settings),
                            problems,
                            exec.createSubExecutionContext(1 - LOADING_SHARE - VIEW_SHARE));
            out.setOutData(0, inverted);
            out.setInternalData(
                    BeforeAfter.keep(
                            TITLE,
                            inverted,
                            work.shown(),
                            exec.createSubExecutionContext(VIEW_SHARE)));
            problems.warning().ifPresent(out::setWarningMessage);
        }
    }

    private static InversionModel open(
            final ModelPortObject model, final ModelPortObject encoder, final ComputePolicy policy)
            throws IOException {
        InversionModel networks;
        try (ModelFile file = ModelFile.open(model.file())) {
            networks = InversionModel.of(file, model.getSpec().name(), policy);
        }
        if (encoder == null) {
            return networks;
        }
        try (ModelFile file = ModelFile.open(encoder.file())) {
            return networks.with(file, encoder.getSpec().name());
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    /** What LPIPS judges with: needed by the search, or reported where it is there. */
    private static Lpips lpips(
            final MetricWeights weights,
            final InversionSettings settings,
            final ComputePolicy policy)
            throws IOException {
        boolean needed = settings.steps() > 0 && settings.lpipsWeight() > 0;
        boolean there =
                weights.isFormula() || weights.find(WeightFile.of(Trunk.Kind.VGG)).isPresent();
        return needed || there ? weights.lpips(Trunk.Kind.VGG, policy) : null;
    }
}
