// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.knime.core.data.DataTableSpec;
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
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.MatProcedure;
import org.restauro.models.mat.MatModels;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.port.ReferenceFeaturesPortObject;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.view.BeforeAfter;
import org.restauro.nodes.view.ResultViews;

/** The Inpaint node: fills the holes of images with a network. */
public final class InpaintNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_FAMILY =
            "The model \"%s\" is of the family \"%s\", which cannot fill holes. Connect a model of"
                    + " the family \"%s\" or \"%s\".";
    static final String MESSAGE_PLAIN =
            "The model \"%s\" cannot look at references: it is a plain MAT. Connect a reference"
                    + " model, for example from a Reference Fine-Tuner, or remove the port with the"
                    + " references.";
    static final String MESSAGE_LOAD = "The model \"%s\" cannot be loaded: %s";
    static final String MESSAGE_LOADING = "Loading the model \"%s\"";

    static final String REFERENCES = "References";

    private static final String TITLE = "Inpaint";
    private static final double LOADING_SHARE = 0.02;
    private static final double VIEW_SHARE = 0.02;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./inpaint.png")
                    .shortDescription("Fills the damaged parts of images with a neural network.")
                    .fullDescription(
                            """
                            <p>Fills the holes of images: scratches, stains, missing corners, or
                            things that should not be there. The model looks at what is known of a
                            picture and paints what fits into the holes.</p>
                            <p>Each row needs an <b>image</b> of any size and a <b>mask</b> of the
                            same size, in which white is known and black is a hole. Pixels outside
                            the holes stay exactly as they are, unless a blended border is chosen.
                            An image without holes passes through unchanged.</p>
                            <p>Several <b>variants</b> of an image differ in what they imagine; the
                            <b>seed</b> makes them repeatable. A row that cannot be restored keeps
                            its place in the table with a missing cell that carries the reason.</p>
                            <p>A <b>reference model</b> also looks at other pictures: how the
                            damaged part once looked, or other works of the same hand. Add the port
                            <i>References</i> and connect a Reference Encoder. Without that port a
                            reference model restores as the network does that it was trained on.</p>
                            <p>An image of 512 × 512 pixels takes a few seconds on a processor and
                            a fraction of a second on a graphics card. Execution can be cancelled
                            between two pieces of work.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(InpaintNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(InpaintNodeParameters.class)
                                            .configure(InpaintNodeFactory::configure)
                                            .execute(InpaintNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.beforeAfter(
                                            view,
                                            TITLE,
                                            "Each image with its restored variants: a slider"
                                                    + " between them, the outline of the holes,"
                                                    + " magnified holes, differences."))
                    .nodeType(NodeType.Predictor)
                    .keywords(
                            "restore",
                            "restoration",
                            "repair",
                            "hole filling",
                            "damage",
                            "scratch",
                            "mural",
                            "photograph",
                            "MAT",
                            "reference",
                            "deep learning",
                            "generative");

    /** Made by KNIME. */
    public InpaintNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        ports.addInputPortGroup(
                        "Model",
                        group ->
                                group.name("Model")
                                        .description(
                                                "The network that fills the holes, from a Model"
                                                        + " Reader or a trainer.")
                                        .fixed(ModelPortObject.TYPE))
                .addInputPortGroup(
                        "Images and masks",
                        group ->
                                group.name("Images and masks")
                                        .description(
                                                "A table with a column of images and a column of"
                                                        + " masks.")
                                        .fixed(BufferedDataTable.TYPE))
                .addInputPortGroup(
                        REFERENCES,
                        group ->
                                group.name(REFERENCES)
                                        .description(
                                                "Pictures that a reference model looks at while it"
                                                        + " restores, from a Reference Encoder that"
                                                        + " has the same model.")
                                        .optional()
                                        .supportedTypes(ReferenceFeaturesPortObject.TYPE))
                .addOutputPortGroup(
                        "Restored images",
                        group ->
                                group.name("Restored images")
                                        .description(
                                                "The input table with a column for each restored"
                                                        + " variant, if chosen where the network"
                                                        + " looked in the references, the time in"
                                                        + " seconds, and a status.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        InpaintNodeParameters parameters = in.getParameters();
        ModelPortObjectSpec model = in.getInPortSpec(0);
        if (model != null && !ModelNetworks.fillsHoles(model)) {
            throw new InvalidSettingsException(
                    MESSAGE_FAMILY.formatted(
                            model.name(),
                            model.family(),
                            MatModels.FAMILY,
                            ReferenceModels.FAMILY));
        }
        boolean references = ConnectedReferences.at(in.getInPortSpecs());
        if (references && model != null && !ModelNetworks.followsReferences(model)) {
            throw new InvalidSettingsException(MESSAGE_PLAIN.formatted(model.name()));
        }
        DataTableSpec spec = in.getInTableSpec(InpaintNodeParameters.TABLE_PORT);
        if (references) {
            parameters.referenceNamesIndex(spec);
        }
        out.setOutSpec(0, new InpaintedTable(spec, parameters, references).spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        InpaintNodeParameters parameters = in.getParameters();
        ModelPortObject model = in.getInPortObject(0);
        BufferedDataTable table = in.getInTable(InpaintNodeParameters.TABLE_PORT);
        ExecutionContext exec = in.getExecutionContext();
        RowProblems problems = new RowProblems(parameters.onFailure);
        exec.setMessage(MESSAGE_LOADING.formatted(model.getSpec().name()));
        boolean hasReferences = ConnectedReferences.at(in.getInPortObjects());
        try (InpaintingNetwork network = load(model, parameters)) {
            exec.setProgress(LOADING_SHARE);
            exec.checkCanceled();
            RowReferences references =
                    hasReferences
                            ? ConnectedReferences.read(in, (ReferenceGuidedNetwork) network)
                            : RowReferences.NONE;
            InpaintedTable work =
                    new InpaintedTable(table.getDataTableSpec(), parameters, hasReferences);
            ExecutionContext rest = exec.createSubExecutionContext(1 - LOADING_SHARE - VIEW_SHARE);
            BufferedDataTable restored =
                    parameters.isMatProcedure()
                            ? work.asPublished(
                                    table,
                                    new MatProcedure(network, (float) parameters.truncation),
                                    following(network),
                                    references,
                                    problems,
                                    rest)
                            : work.compute(
                                    table,
                                    new Inpainter(
                                            network,
                                            hasReferences
                                                    ? ConnectedReferences.settings(
                                                            parameters,
                                                            (ReferenceGuidedNetwork) network)
                                                    : parameters.settings()),
                                    references,
                                    problems,
                                    rest);
            out.setOutData(0, restored);
            out.setInternalData(
                    BeforeAfter.keep(
                            TITLE,
                            restored,
                            work.shown(parameters),
                            exec.createSubExecutionContext(VIEW_SHARE)));
            Stream.of(problems.warning(), references.warning())
                    .flatMap(Optional::stream)
                    .reduce((one, other) -> one + " " + other)
                    .ifPresent(out::setWarningMessage);
        } catch (CancellationException e) {
            exec.checkCanceled();
            throw new CanceledExecutionException(e.getMessage());
        } catch (KNIMEException e) {
            exec.checkCanceled(); // cancelling interrupts the thread, which may break off a row
            throw e;
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
    }

    /** Tells the network what all samples follow until it is told otherwise. */
    private static Consumer<ReferenceFeatures> following(final InpaintingNetwork network) {
        return network instanceof ReferenceGuidedNetwork guided ? guided::follow : features -> {};
    }

    private static InpaintingNetwork load(
            final ModelPortObject model, final InpaintNodeParameters parameters)
            throws KNIMEException, InvalidSettingsException {
        try {
            ComputePolicy policy = ComputePolicy.parse(parameters.computePolicy());
            return ModelNetworks.open(model, policy);
        } catch (IOException | RuntimeException e) {
            throw KNIMEException.of(
                    Message.fromSummary(
                            MESSAGE_LOAD.formatted(model.getSpec().name(), RowProblems.reason(e))),
                    e);
        }
    }
}
