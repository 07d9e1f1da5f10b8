// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.writer;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
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
import org.restauro.nodes.table.LocalPaths;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/** The Image Set Writer node: writes images of a table as files. */
public final class ImageSetWriterNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Image Set Writer")
                    .icon("./image-set-writer.png")
                    .shortDescription("Writes the images of a table as files into a folder.")
                    .fullDescription(
                            """
                            <p>Writes the images of one or more columns into a folder, as PNG, JPEG
                            or TIFF files. The files are named after a column of names, as the
                            Image Set Reader makes it.</p>
                            <p>Each file appears under its name only once it is complete. Names are
                            made safe: characters that a file name may not have become underscores,
                            and no name leads out of the chosen folder. Two rows of the same name
                            never overwrite each other; the second file gets a number.</p>
                            <p>A row whose image is missing is passed on with a missing path and
                            its reason in the status.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputTable(
                                                    "Images",
                                                    "A table with a column of names and columns of"
                                                            + " images.")
                                            .addOutputTable(
                                                    "Written files",
                                                    "The input table with the path of each written"
                                                            + " file and a status."))
                    .model(
                            model ->
                                    model.parametersClass(ImageSetWriterNodeParameters.class)
                                            .configure(ImageSetWriterNodeFactory::configure)
                                            .execute(ImageSetWriterNodeFactory::execute))
                    .nodeType(NodeType.Sink)
                    .keywords("save", "export", "PNG", "JPEG", "TIFF", "folder", "photograph");

    /** Made by KNIME. */
    public ImageSetWriterNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ImageSetWriterNodeParameters parameters = in.getParameters();
        out.setOutSpec(0, new WrittenTable(in.getInTableSpec(0), parameters).spec());
        LocalPaths.folderToWrite(parameters.folder, parameters.createFolder);
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ImageSetWriterNodeParameters parameters = in.getParameters();
        BufferedDataTable table = in.getInTable(0);
        RowProblems problems = new RowProblems(parameters.onFailure);
        try {
            WrittenTable work = new WrittenTable(table.getDataTableSpec(), parameters);
            Path folder = LocalPaths.folderToWrite(parameters.folder, parameters.createFolder);
            TargetFiles files =
                    new TargetFiles(
                            LocalPaths.created(folder),
                            parameters.imageFormat().extensions().get(0),
                            parameters.existing
                                    == ImageSetWriterNodeParameters.ExistingChoice.NUMBER);
            out.setOutData(
                    0,
                    Rows.map(
                            table,
                            work.spec(),
                            -1,
                            "Writing",
                            in.getExecutionContext(),
                            row -> work.written(row, files, problems)));
        } catch (InvalidSettingsException | IOException e) {
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
        problems.warning().ifPresent(out::setWarningMessage);
    }
}
