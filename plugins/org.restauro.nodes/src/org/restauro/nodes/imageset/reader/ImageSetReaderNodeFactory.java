// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.restauro.nodes.table.RowProblems;

/** The Image Set Reader node: reads a folder of images with their masks and references. */
public final class ImageSetReaderNodeFactory extends DefaultNodeFactory {

    static final String MESSAGE_LISTING = "Listing \"%s\"";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Image Set Reader")
                    .icon("./image-set-reader.png")
                    .shortDescription("Reads a folder of images, with their masks and references.")
                    .fullDescription(
                            """
                            <p>Reads the images of a folder into a table, one row an image: PNG,
                            JPEG, TIFF, WebP, BMP and GIF files. Images are turned upright as their
                            camera noted it, and embedded colour profiles are converted to sRGB.
                            </p>
                            <p>With a folder of <b>masks</b>, each image gets the mask that says
                            which of its pixels are damaged. In the table a mask is always white
                            where the image is known and black where it has a hole, whatever marks
                            the holes in the files. With a folder of <b>references</b>, each image
                            gets the undamaged picture to compare a restoration with.</p>
                            <p>A file that cannot be read gives missing cells that carry the
                            reason, or fails the node, as you choose. The status column says what
                            became of each image.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addOutputTable(
                                            "Images",
                                            "A row for each image: its name, the image, its mask"
                                                    + " and reference if folders for them are"
                                                    + " chosen, its size, and a status."))
                    .model(
                            model ->
                                    model.parametersClass(ImageSetReaderNodeParameters.class)
                                            .configure(ImageSetReaderNodeFactory::configure)
                                            .execute(ImageSetReaderNodeFactory::execute))
                    .nodeType(NodeType.Source)
                    .keywords(
                            "load",
                            "import",
                            "photograph",
                            "picture",
                            "PNG",
                            "JPEG",
                            "TIFF",
                            "WebP",
                            "mask",
                            "folder");

    /** Made by KNIME. */
    public ImageSetReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ImageSetReaderNodeParameters parameters = in.getParameters();
        ImageSetListing.check(parameters);
        out.setOutSpec(0, new ImageTable(parameters).spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ImageSetReaderNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        RowProblems problems = new RowProblems(parameters.onFailure);
        List<String> warnings = new ArrayList<>();
        try {
            exec.setMessage(MESSAGE_LISTING.formatted(parameters.folder()));
            ImageSetListing listing = ImageSetListing.list(parameters);
            warnings.addAll(listing.warnings());
            out.setOutData(0, new ImageTable(parameters).read(listing.images(), problems, exec));
        } catch (InvalidSettingsException | IOException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
        problems.warning().ifPresent(warnings::add);
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
    }
}
