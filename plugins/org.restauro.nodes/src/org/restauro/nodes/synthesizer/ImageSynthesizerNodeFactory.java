// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import java.util.Arrays;
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
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.table.RowProblems;

/** The Image Synthesizer node: makes images with a GAN. */
public final class ImageSynthesizerNodeFactory extends DefaultNodeFactory {

    static final String MODEL = "Model";
    static final String ROWS = "Seeds or codes";
    static final String MESSAGE_LOADING = "Loading the model \"%s\"";

    private static final double SHEET_SHARE = 0.02;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Image Synthesizer")
                    .icon("./image-synthesizer.png")
                    .shortDescription("Makes images with a generative network (GAN).")
                    .fullDescription(
                            """
                            <p>Makes images that never were, of the kind the network was trained
                            with. Takes models of the families PGGAN, StyleGAN, StyleGAN2 and
                            StyleGAN2-ADA: trained here by a GAN Trainer, or published ones read by
                            a Model Reader.</p>
                            <p>Each <b>seed</b> gives an image, always the same one, and the one
                            that the published scripts give for it. Connect a table to take seeds,
                            classes or <b>codes</b> (latents or styles, one list of numbers a row)
                            from its columns.</p>
                            <p><b>Truncation</b> trades variety for quality. A <b>path</b> turns
                            one image into the next in small steps. <b>Mixed styles</b> show which
                            layers decide on what: rows give the style, columns the style of some
                            layers.</p>
                            <p>A row's image does not depend on the other rows. An image of 64 × 64
                            pixels takes some hundredths of a second on a processor, one of 1,024 ×
                            1,024 some seconds.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(ImageSynthesizerNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(ImageSynthesizerNodeParameters.class)
                                            .configure(ImageSynthesizerNodeFactory::configure)
                                            .execute(ImageSynthesizerNodeFactory::execute))
                    .nodeType(NodeType.Source)
                    .keywords(
                            "GAN",
                            "StyleGAN",
                            "StyleGAN2-ADA",
                            "PGGAN",
                            "generate",
                            "latent",
                            "truncation",
                            "style mixing",
                            "interpolation",
                            "deep learning",
                            "generative");

    /** Made by KNIME. */
    public ImageSynthesizerNodeFactory() {
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
                        ROWS,
                        group ->
                                group.name(ROWS)
                                        .description(
                                                "A table with a row for each image: seeds, codes"
                                                        + " or classes. Without it seeds are"
                                                        + " counted.")
                                        .optional()
                                        .supportedTypes(BufferedDataTable.TYPE))
                .addOutputPortGroup(
                        "Images",
                        group ->
                                group.name("Images")
                                        .description(
                                                "The input's rows with their images; without a"
                                                    + " table, and for paths and mixed styles, a"
                                                    + " row for each image with its name, seed,"
                                                    + " what it was made of, and its place on the"
                                                    + " sheet.")
                                        .fixed(BufferedDataTable.TYPE))
                .addOutputPortGroup(
                        "Sheet",
                        group ->
                                group.name("Sheet")
                                        .description("One row: one picture of all images.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    /** The connected table among specs or objects at the inputs; null if there is none. */
    private static <T> T connected(final Object[] inputs, final Class<T> type) {
        return Arrays.stream(inputs)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ImageSynthesizerNodeParameters parameters = in.getParameters();
        ModelPortObjectSpec model = in.getInPortSpec(0);
        if (model != null) {
            ModelNetworks.requireGan(model);
        }
        DataTableSpec table = connected(in.getInPortSpecs(), DataTableSpec.class);
        out.setOutSpec(0, new SynthesizedTable(table, parameters).spec());
        out.setOutSpec(1, Sheet.spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        ImageSynthesizerNodeParameters parameters = in.getParameters();
        ModelPortObject model = in.getInPortObject(0);
        BufferedDataTable table = connected(in.getInPortObjects(), BufferedDataTable.class);
        ExecutionContext exec = in.getExecutionContext();
        exec.setMessage(MESSAGE_LOADING.formatted(model.getSpec().name()));
        RowProblems problems = new RowProblems(parameters.onFailure);
        try (ImageSynthesizer synthesizer =
                ModelNetworks.openSynthesizer(model, parameters.computation.computePolicy())) {
            SynthesizedTable work =
                    new SynthesizedTable(
                            table == null ? null : table.getDataTableSpec(), parameters);
            out.setOutData(
                    0,
                    work.compute(
                            table,
                            synthesizer,
                            problems,
                            exec.createSubExecutionContext(1 - SHEET_SHARE)));
            out.setOutData(1, work.sheet(exec.createSubExecutionContext(SHEET_SHARE)));
            problems.warning().ifPresent(out::setWarningMessage);
        } catch (InvalidSettingsException | IllegalArgumentException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }
}
