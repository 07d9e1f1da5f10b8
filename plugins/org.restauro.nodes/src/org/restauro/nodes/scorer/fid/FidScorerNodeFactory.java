// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import java.io.IOException;
import java.util.Arrays;
import java.util.StringJoiner;
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
import org.restauro.metrics.ScoreReport;
import org.restauro.metrics.Scoring;
import org.restauro.metrics.generator.GanPaths;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.nodes.model.ModelNetworks;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.scorer.ScoreRun;
import org.restauro.nodes.scorer.ScoreTable;
import org.restauro.nodes.source.PortImages;
import org.restauro.nodes.table.RowProblems;

/** The FID Scorer node: how near a set of generated images is to a set of real ones. */
public final class FidScorerNodeFactory extends DefaultNodeFactory {

    static final String GENERATED = "Generated images";
    static final String REAL = "Real images";
    static final String GENERATOR = "Generator";
    static final String MESSAGE_NO_GENERATOR =
            "The perceptual path length is chosen, which judges a GAN, but none is connected. Add"
                    + " the port \""
                    + GENERATOR
                    + "\" and connect a model, or switch the metric"
                    + " off.";
    static final int GENERATED_PORT = 0;
    static final int REAL_PORT = 1;

    private static final double READING_SHARE = 0.05;
    private static final String WHAT_GENERATED = "generated images";
    private static final String WHAT_REAL = "real images";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("FID Scorer")
                    .icon("./fid-scorer.png")
                    .shortDescription(
                            "Judges a set of generated images by a set of real ones: FID, KID, IS,"
                                    + " precision and recall, P-IDS and U-IDS; and a GAN by its"
                                    + " perceptual path length.")
                    .fullDescription(
                            """
                            <p>Compares the distributions of two sets of images by the features of
                            the Inception network. The images of the sets need not belong together
                            and may have any sizes.</p>
                            <p>Each metric can be switched on by itself; they share one pass over
                            the images. Below 2,048 images most of them depend on the number of
                            images, and their rows carry a warning: compare only values of equally
                            many images. <b>KID</b> suffers least.</p>
                            <p>The published weights of Inception are not part of this extension.
                            Where they are missing, the node's message says which file is needed,
                            where it is published and under which licence.</p>
                            <p>Published implementations differ in how they resize images and
                            compute covariances. The defaults are those of MAT; the definition that
                            was used is written beside each value.</p>
                            <p>The <b>perceptual path length</b> (PPL) judges the GAN itself that
                            made the images: add the port <i>Generator</i> and connect its model.
                            It needs the published weights of VGG-16.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(FidScorerNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(FidScorerNodeParameters.class)
                                            .configure(FidScorerNodeFactory::configure)
                                            .execute(FidScorerNodeFactory::execute))
                    .nodeType(NodeType.Manipulator)
                    .keywords(
                            "FID",
                            "KID",
                            "inception score",
                            "precision",
                            "recall",
                            "P-IDS",
                            "U-IDS",
                            "PPL",
                            "perceptual path length",
                            "distribution",
                            "quality",
                            "evaluate",
                            "metric");

    /** Made by KNIME. */
    public FidScorerNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        ports.addInputPortGroup(
                        GENERATED,
                        group ->
                                group.name(GENERATED)
                                        .description(
                                                "A table with a column of images to judge, or a"
                                                        + " data set: change the port's type to"
                                                        + " connect a Dataset Reader.")
                                        .exchangable(BufferedDataTable.TYPE)
                                        .supportedTypes(
                                                BufferedDataTable.TYPE, DataSetPortObject.TYPE))
                .addInputPortGroup(
                        REAL,
                        group ->
                                group.name(REAL)
                                        .description(
                                                "A table or data set with real images; it may be"
                                                        + " the same table.")
                                        .exchangable(BufferedDataTable.TYPE)
                                        .supportedTypes(
                                                BufferedDataTable.TYPE, DataSetPortObject.TYPE))
                .addInputPortGroup(
                        GENERATOR,
                        group ->
                                group.name(GENERATOR)
                                        .description(
                                                "The GAN whose perceptual path length is"
                                                        + " measured, if that is chosen.")
                                        .optional()
                                        .supportedTypes(ModelPortObject.TYPE))
                .addOutputPortGroup(
                        "Scores",
                        group ->
                                group.name("Scores")
                                        .description(
                                                "A row for each number: value, deviation, numbers"
                                                        + " of images, which way is better,"
                                                        + " definition, warnings.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        FidScorerNodeParameters parameters = in.getParameters();
        parameters.checkFolders();
        PortImages.check(
                in.getInPortSpecs()[GENERATED_PORT], parameters.generatedColumn, WHAT_GENERATED);
        PortImages.check(in.getInPortSpecs()[REAL_PORT], parameters.realColumn, WHAT_REAL);
        if (parameters.pathLength) {
            ModelPortObjectSpec model = connected(in.getInPortSpecs(), ModelPortObjectSpec.class);
            if (model == null) {
                throw new InvalidSettingsException(MESSAGE_NO_GENERATOR);
            }
            ModelNetworks.requireGan(model);
        }
        out.setOutSpec(0, ScoreTable.spec());
    }

    private static <T> T connected(final Object[] inputs, final Class<T> type) {
        return Arrays.stream(inputs)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** The GAN to judge; null where none is to be judged. */
    private static ImageSynthesizer generator(
            final ExecuteInput in, final FidScorerNodeParameters parameters)
            throws InvalidSettingsException, KNIMEException {
        ModelPortObject model = connected(in.getInPortObjects(), ModelPortObject.class);
        return model == null || !parameters.pathLength
                ? null
                : ModelNetworks.openSynthesizer(model, parameters.settings().policy());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        FidScorerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        try (ImageSynthesizer generator = generator(in, parameters)) {
            Scoring scoring =
                    new Scoring(
                            parameters.settings(),
                            parameters.weights.weights(),
                            generator == null ? null : new GanPaths(generator));
            ExecutionContext reading = exec.createSubExecutionContext(READING_SHARE);
            try (PortImages generated =
                            PortImages.open(
                                    in.getInPortObject(GENERATED_PORT),
                                    parameters.generatedColumn,
                                    WHAT_GENERATED,
                                    reading.createSubProgress(1.0 / 2));
                    PortImages real =
                            PortImages.open(
                                    in.getInPortObject(REAL_PORT),
                                    parameters.realColumn,
                                    WHAT_REAL,
                                    reading.createSubProgress(1.0 / 2))) {
                ImageSets sets =
                        ImageSets.of(generated.source(), real.source(), parameters.pairing);
                ScoreReport report =
                        new ScoreRun(
                                        scoring,
                                        exec.createSubProgress(1 - READING_SHARE),
                                        generator == null ? 2 : 3,
                                        ScoreRun.PairListener.NONE)
                                .score(sets.generated(), sets.real(), sets.pairs());
                out.setOutData(0, ScoreTable.of(report.values(), report.skipped(), exec));
                warn(generated, real, report, out);
            }
        } catch (InvalidSettingsException | IOException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    private static void warn(
            final PortImages generated,
            final PortImages real,
            final ScoreReport report,
            final ExecuteOutput out) {
        StringJoiner text = new StringJoiner(" ");
        generated.warning().ifPresent(warning -> text.add("Generated images: " + warning));
        real.warning().ifPresent(warning -> text.add("Real images: " + warning));
        String more = ScoreRun.warnings(report);
        if (!more.isEmpty()) {
            text.add(more);
        }
        if (text.length() > 0) {
            out.setWarningMessage(text.toString());
        }
    }
}
