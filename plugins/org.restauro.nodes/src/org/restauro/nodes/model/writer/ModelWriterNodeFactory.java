// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.writer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.restauro.nodes.model.writer.ModelWriterNodeParameters.ExistingChoice;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.nodes.table.RowProblems;

/** The Model Writer node: writes a network as one file. */
public final class ModelWriterNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_EXISTS =
            "The model file \"%s\" exists already. Choose another name, or let the node overwrite"
                    + " it.";
    static final String MESSAGE_IS_FOLDER =
            "The model file \"%s\" is a folder. Write the name of a file.";
    static final String MESSAGE_NO_FOLDER =
            "The folder of the model file \"%s\" does not exist. Create it, or let the node create"
                    + " it.";
    static final String MESSAGE_FAILED = "The model file \"%s\" cannot be written: %s";
    static final String MESSAGE_WRITING = "Writing \"%s\"";

    private static final String ENDING = ".safetensors";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Model Writer")
                    .icon("./model-writer.png")
                    .shortDescription("Writes a model as one safetensors file.")
                    .fullDescription(
                            """
                            <p>Writes a model as one file in the open safetensors format: the
                            weights, and with them a description of the network, its licence and
                            where it comes from. The Model Reader reads the file back; other
                            programs can read the weights.</p>
                            <p>The file appears under its name only once it is complete. An
                            existing file is replaced only if that is chosen.</p>
                            <p>Of a reference model it writes what was trained, without the network
                            it was trained on: keep the file of that network beside it.</p>
                            <p>Use it to turn published weights, read by the Model Reader, into a
                            file that loads faster. To pass the file's path on, let the setting
                            <i>File</i> create a flow variable.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputPort(
                                            "Model", "The model to write.", ModelPortObject.TYPE))
                    .model(
                            model ->
                                    model.parametersClass(ModelWriterNodeParameters.class)
                                            .configure(ModelWriterNodeFactory::configure)
                                            .execute(ModelWriterNodeFactory::execute))
                    .nodeType(NodeType.Sink)
                    .keywords("save", "export", "weights", "network", "safetensors", "convert");

    /** Made by KNIME. */
    public ModelWriterNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        target(in.getParameters());
    }

    private static Path target(final ModelWriterNodeParameters parameters)
            throws InvalidSettingsException {
        Path path = LocalPaths.path(parameters.file, "model file");
        Path name = path.getFileName();
        if (name == null || Files.isDirectory(path)) {
            throw new InvalidSettingsException(MESSAGE_IS_FOLDER.formatted(path));
        }
        Path file = name.toString().indexOf('.') > 0 ? path : path.resolveSibling(name + ENDING);
        if (parameters.existing == ExistingChoice.FAIL && Files.exists(file)) {
            throw new InvalidSettingsException(MESSAGE_EXISTS.formatted(file));
        }
        if (!parameters.createFolders && !Files.isDirectory(file.getParent())) {
            throw new InvalidSettingsException(MESSAGE_NO_FOLDER.formatted(file));
        }
        return file;
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ModelPortObject model = in.getInPortObject(0);
        ExecutionContext exec = in.getExecutionContext();
        Path file;
        try {
            file = target(in.getParameters());
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
        exec.setMessage(MESSAGE_WRITING.formatted(file));
        try {
            LocalPaths.created(file.getParent());
            WholeFileCopy.copy(
                    model.file(),
                    file,
                    done -> {
                        exec.setProgress(done);
                        exec.checkCanceled();
                    });
        } catch (IOException e) {
            exec.checkCanceled(); // cancelling interrupts the thread, which breaks off the copy
            throw KNIMEException.of(
                    Message.fromSummary(MESSAGE_FAILED.formatted(file, RowProblems.reason(e))), e);
        }
    }
}
