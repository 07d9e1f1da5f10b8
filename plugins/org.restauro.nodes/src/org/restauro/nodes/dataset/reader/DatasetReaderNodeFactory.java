// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.dataset.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import org.restauro.nodes.imageset.ImageSetListing;
import org.restauro.nodes.port.DataSetEntry;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.DataSetPortObjectSpec;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.nodes.table.RowProblems;

/** The Dataset Reader node: lists a folder of images without reading them. */
public final class DatasetReaderNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_LISTING = "Listing \"%s\"";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Dataset Reader")
                    .icon("./dataset-reader.png")
                    .shortDescription("Lists a large folder of images without reading them.")
                    .fullDescription(
                            """
                            <p>Makes a data set out of a folder of images, with their masks and
                            references if there are any. The data set is a list of files: no image
                            is opened, so that it may have millions of them. Images may belong
                            to classes, which trainers of GANs can learn.</p>
                            <p>Use it where a table would be too large, as for training. For
                            restoring pictures use the Image Set Reader.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addOutputPort(
                                            "Data set",
                                            "The list of images with their masks and references.",
                                            DataSetPortObject.TYPE))
                    .model(
                            model ->
                                    model.parametersClass(DatasetReaderNodeParameters.class)
                                            .configure(DatasetReaderNodeFactory::configure)
                                            .execute(DatasetReaderNodeFactory::execute))
                    .nodeType(NodeType.Source)
                    .keywords("data set", "training", "folder", "list", "images");

    /** Made by KNIME. */
    public DatasetReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        DatasetReaderNodeParameters parameters = in.getParameters();
        ImageSetListing.check(parameters);
        out.setOutSpec(0, spec(parameters, DataSetPortObjectSpec.UNKNOWN_SIZE));
    }

    private static DataSetPortObjectSpec spec(
            final DatasetReaderNodeParameters parameters, final long size)
            throws InvalidSettingsException {
        Path folder = LocalPaths.folder(parameters.folder(), "image folder");
        Path name = folder.getFileName();
        return new DataSetPortObjectSpec(
                name == null ? folder.toString() : name.toString(),
                folder.toString(),
                size,
                parameters.hasMasks(),
                parameters.hasReferences());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        DatasetReaderNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        try {
            exec.setMessage(MESSAGE_LISTING.formatted(parameters.folder()));
            ImageSetListing listing = ImageSetListing.list(parameters);
            exec.checkCanceled();
            List<DataSetEntry> entries =
                    parameters.classes.entries(
                            LocalPaths.folder(parameters.folder(), "image folder"),
                            listing.images());
            FileStore list = exec.createFileStore(DataSetPortObject.FILE_STORE_NAME);
            out.setOutData(
                    0, DataSetPortObject.create(spec(parameters, entries.size()), entries, list));
            if (!listing.warnings().isEmpty()) {
                out.setWarningMessage(String.join(" ", listing.warnings()));
            }
        } catch (InvalidSettingsException | IOException e) {
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }
}
