// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.reference.encoder;

import java.io.IOException;
import org.knime.core.data.filestore.FileStore;
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
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.port.ReferenceFeaturesPortObject;
import org.restauro.nodes.port.ReferenceFeaturesPortObjectSpec;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.view.BeforeAfter;
import org.restauro.nodes.view.ResultViews;

/** The Reference Encoder node: prepares pictures for a reference model to look at. */
public final class ReferenceEncoderNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_FAMILY =
            "The model \"%s\" is of the family \"%s\", which cannot look at references. Connect a"
                    + " model of the family \"%s\", for example from a Reference Fine-Tuner.";
    static final String MESSAGE_LOAD = "The model \"%s\" cannot be loaded: %s";
    static final String MESSAGE_LOADING = "Loading the model \"%s\"";

    private static final String TITLE = "Reference Encoder";
    private static final double LOADING_SHARE = 0.1;
    private static final double VIEW_SHARE = 0.05;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./reference-encoder.png")
                    .shortDescription("Prepares pictures for a reference model to look at.")
                    .fullDescription(
                            """
                            <p>A reference model fills holes with an eye on other pictures: an old
                            photograph of the wall, the panel beside it, other works of the same
                            hand. This node looks at such <b>references</b> once and keeps what the
                            model sees in them; connect the result to the port <i>References</i> of
                            the Inpaint node, together with the same model.</p>
                            <p>Give the references <b>names</b> to pair them with images: the
                            Inpaint node then takes the names from a column of its table. Without
                            pairing every image follows all references.</p>
                            <p>References may have any size and shape; each is squeezed into a small
                            square. The view shows what the model sees beside what was given.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputPort(
                                                    "Model",
                                                    "A reference model, from a Model Reader or a"
                                                            + " Reference Fine-Tuner.",
                                                    ModelPortObject.TYPE)
                                            .addInputTable(
                                                    "References",
                                                    "A table with a column of pictures, and if"
                                                            + " wanted a column of their names.")
                                            .addOutputPort(
                                                    "Encoded references",
                                                    "What the model sees in the references, for"
                                                            + " the Inpaint node.",
                                                    ReferenceFeaturesPortObject.TYPE))
                    .model(
                            model ->
                                    model.parametersClass(ReferenceEncoderNodeParameters.class)
                                            .configure(ReferenceEncoderNodeFactory::configure)
                                            .execute(ReferenceEncoderNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.beforeAfter(
                                            view,
                                            TITLE,
                                            "Each reference as it was given and as the model sees"
                                                    + " it."))
                    .nodeType(NodeType.Manipulator)
                    .keywords(
                            "reference",
                            "guide",
                            "example picture",
                            "style",
                            "attention",
                            "encode",
                            "restoration");

    /** Made by KNIME. */
    public ReferenceEncoderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ModelPortObjectSpec model = in.getInPortSpec(0);
        if (model != null && !ModelNetworks.followsReferences(model)) {
            throw new InvalidSettingsException(
                    MESSAGE_FAMILY.formatted(model.name(), model.family(), ReferenceModels.FAMILY));
        }
        new EncodedTable(
                in.getInTableSpec(ReferenceEncoderNodeParameters.TABLE_PORT), in.getParameters());
        out.setOutSpec(
                0,
                model == null
                        ? null
                        : new ReferenceFeaturesPortObjectSpec(
                                model.name(), "", ReferenceFeaturesPortObjectSpec.UNKNOWN_COUNT));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ReferenceEncoderNodeParameters parameters = in.getParameters();
        ModelPortObject model = in.getInPortObject(0);
        BufferedDataTable table = in.getInTable(ReferenceEncoderNodeParameters.TABLE_PORT);
        ExecutionContext exec = in.getExecutionContext();
        exec.setMessage(MESSAGE_LOADING.formatted(model.getSpec().name()));
        try (ReferenceGuidedNetwork network = load(model, parameters)) {
            exec.setProgress(LOADING_SHARE);
            EncodedTable work = new EncodedTable(table.getDataTableSpec(), parameters);
            ReferenceFeatures features =
                    work.encode(
                            table,
                            network,
                            exec.createSubExecutionContext(1 - LOADING_SHARE - VIEW_SHARE));
            FileStore store = exec.createFileStore(ReferenceFeaturesPortObject.FILE_STORE_NAME);
            out.setOutData(
                    0, ReferenceFeaturesPortObject.create(model.getSpec().name(), features, store));
            out.setInternalData(
                    BeforeAfter.keep(
                            TITLE,
                            work.shown(),
                            EncodedTable.columns(),
                            exec.createSubExecutionContext(VIEW_SHARE)));
            work.warning().ifPresent(out::setWarningMessage);
        } catch (IOException | InvalidSettingsException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    private static ReferenceGuidedNetwork load(
            final ModelPortObject model, final ReferenceEncoderNodeParameters parameters)
            throws KNIMEException, InvalidSettingsException {
        try {
            return ModelNetworks.openReference(model, parameters.computation.computePolicy());
        } catch (IOException | RuntimeException e) {
            throw KNIMEException.of(
                    Message.fromSummary(
                            MESSAGE_LOAD.formatted(model.getSpec().name(), RowProblems.reason(e))),
                    e);
        }
    }
}
