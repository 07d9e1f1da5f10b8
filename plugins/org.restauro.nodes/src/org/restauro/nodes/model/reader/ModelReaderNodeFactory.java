// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.core.data.filestore.FileStore;
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
import org.restauro.nodes.model.reader.ModelReaderNodeParameters.Source;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.nodes.table.RowProblems;

/** The Model Reader node: reads a network from a file. */
public final class ModelReaderNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_READING = "Reading \"%s\"";
    static final String MESSAGE_COMPUTING = "Computing demonstration weights";
    static final String MESSAGE_FAILED = "The model file \"%s\" cannot be read: %s";
    static final String MESSAGE_DEMONSTRATION =
            "These are demonstration weights: the network has learned nothing and fills holes with"
                    + " a pattern. Choose a file with trained weights to restore pictures.";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Model Reader")
                    .icon("./model-reader.png")
                    .shortDescription("Reads a restoration model from a file.")
                    .fullDescription(
                            """
                            <p>Reads the weights of a network from a file, for the Inpaint node to
                            use. It understands the files of the Model Writer, and the published
                            weights of MAT (Mask-Aware Transformer) as they are: .pkl, .pth, .pt and
                            .safetensors files. What kind of file it is shows in its content, not
                            in its name.</p>
                            <p>A foreign file is treated as data: nothing in it is executed, and a
                            damaged or malicious file ends in an error message. Mind the licence of
                            published weights; the output port shows it where it is known.</p>
                            <p>A <b>reference model</b>, from the Reference Fine-Tuner, holds only
                            what was trained; the network it was trained on, its backbone, is read
                            with it. It is found by its name in the same folder, or chosen.</p>
                            <p>Without a file, <b>demonstration weights</b> let a workflow be built
                            and tested. They are computed from a formula and restore nothing.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addOutputPort(
                                            "Model",
                                            "The network with its weights.",
                                            ModelPortObject.TYPE))
                    .model(
                            model ->
                                    model.parametersClass(ModelReaderNodeParameters.class)
                                            .configure(ModelReaderNodeFactory::configure)
                                            .execute(ModelReaderNodeFactory::execute))
                    .nodeType(NodeType.Source)
                    .keywords(
                            "load",
                            "import",
                            "weights",
                            "network",
                            "checkpoint",
                            "safetensors",
                            "pickle",
                            "PyTorch",
                            "MAT",
                            "pretrained");

    /** Made by KNIME. */
    public ModelReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ModelReaderNodeParameters parameters = in.getParameters();
        if (parameters.source == Source.DEMONSTRATION) {
            out.setOutSpec(
                    0, ModelLoading.demonstrationSpec(parameters.demonstrationSize.pixels()));
            out.setWarningMessage(MESSAGE_DEMONSTRATION);
            return;
        }
        Path file = LocalPaths.file(parameters.file, "model file");
        try {
            // A foreign file has to be read to be understood: that waits for execution.
            out.setOutSpec(0, ModelLoading.quickSpec(file).orElse(null));
            Optional<BackboneFile> backbone = BackboneFile.of(file);
            if (backbone.isPresent()) {
                backbone.get().find(parameters.backbone);
            }
        } catch (IOException e) {
            throw new InvalidSettingsException(
                    MESSAGE_FAILED.formatted(file, RowProblems.reason(e)), e);
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ModelReaderNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        try {
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            Path target = store.getFile().toPath();
            ModelPortObjectSpec spec;
            FileStore backbone = null;
            if (parameters.source == Source.DEMONSTRATION) {
                exec.setMessage(MESSAGE_COMPUTING);
                spec = ModelLoading.demonstration(parameters.demonstrationSize.pixels(), target);
                out.setWarningMessage(MESSAGE_DEMONSTRATION);
            } else {
                Path file = LocalPaths.file(parameters.file, "model file");
                exec.setMessage(MESSAGE_READING.formatted(file));
                spec = loaded(file, target, exec);
                backbone = backbone(file, parameters.backbone, exec);
            }
            exec.checkCanceled();
            out.setOutData(
                    0,
                    backbone == null
                            ? new ModelPortObject(spec, store)
                            : new ModelPortObject(spec, store, backbone));
        } catch (IOException | InvalidSettingsException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    private static ModelPortObjectSpec loaded(
            final Path file, final Path target, final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        try {
            return ModelLoading.load(file, target);
        } catch (IOException | RuntimeException e) {
            exec.checkCanceled(); // cancelling interrupts the thread, which breaks off reading
            throw KNIMEException.of(
                    Message.fromSummary(MESSAGE_FAILED.formatted(file, RowProblems.reason(e))), e);
        }
    }

    /** The backbone of a reference model; null for other models. */
    private static FileStore backbone(
            final Path file, final String chosen, final ExecutionContext exec)
            throws IOException,
                    InvalidSettingsException,
                    CanceledExecutionException,
                    KNIMEException {
        Optional<BackboneFile> wanted = BackboneFile.of(file);
        if (wanted.isEmpty()) {
            return null;
        }
        Path found = wanted.get().find(chosen);
        exec.setMessage(MESSAGE_READING.formatted(found));
        FileStore store = exec.createFileStore(ModelPortObject.BACKBONE_STORE_NAME);
        try {
            wanted.get().load(found, store.getFile().toPath());
        } catch (IllegalArgumentException e) {
            exec.checkCanceled();
            throw KNIMEException.of(
                    Message.fromSummary(MESSAGE_FAILED.formatted(found, RowProblems.reason(e))), e);
        }
        return store;
    }
}
