// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.reference.ReferenceFineTunerNodeParameters.REFERENCES_PORT;
import static org.restauro.nodes.trainer.reference.ReferenceFineTunerNodeParameters.TRAINING_PORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.restauro.models.mat.MatModels;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.source.PortImages;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.trainer.ResultChoice;
import org.restauro.nodes.trainer.TrainerOutputs;
import org.restauro.nodes.trainer.TrainerPorts;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.nodes.view.ResultViews;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingOutcome;

/** The Reference Fine-Tuner node: teaches a network to look at references. */
public final class ReferenceFineTunerNodeFactory extends DefaultNodeFactory {

    static final String BACKBONE = "Backbone";
    static final String REFERENCES = "References";

    static final String MESSAGE_FAMILY =
            "The model \"%s\" is of the family \"%s\", which cannot be taught to look at"
                    + " references. Connect a model of the family \"%s\".";

    private static final String ORIGIN = "trained with Restauro";
    private static final String NAME = "%s-reference";
    private static final String TITLE = "Reference Fine-Tuner";
    private static final int VALIDATION_PORT = 3;
    private static final double READING_SHARE = 0.03;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./reference-fine-tuner.png")
                    .shortDescription("Teaches a network that restores images to look at others.")
                    .fullDescription(
                            """
                            <p>Teaches MAT, the network of the Inpaint node, to look at
                            <b>references</b> while it fills holes: old photographs of the same
                            place, panels beside it, works of the same hand. The network itself, the
                            backbone, stays as it is; a small part that looks at references is added
                            and learns. So this needs far less than training a network: few images,
                            and one graphics card; small networks learn on a processor.</p>
                            <p>Holes are made by computation in undamaged images. Each image is
                            shown with one of the references: any of them, or, <b>paired by
                            name</b>, its own.</p>
                            <p>State how much <b>memory</b> there is, and how many images are
                            computed at a time follows. If it does not suffice after all, fewer are
                            computed at a time and the run goes on.</p>
                            <p>The <b>output folder</b> receives a log, a report with curves and
                            pictures with and without their references (<i>report.html</i>),
                            checkpoints, and the model. KNIME's <i>Cancel</i> ends the run within a
                            step and discards the node's outputs, but what is in the folder stays:
                            executed again, the node goes on from there. To end a run early and
                            keep its result, create an empty file named <i>stop</i> in the folder,
                            or set a time limit.</p>
                            <p>The model goes to a Reference Encoder and to Inpaint. Written by a
                            Model Writer it holds only what was learned: keep the file of the
                            backbone beside it.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(ReferenceFineTunerNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(ReferenceFineTunerNodeParameters.class)
                                            .configure(ReferenceFineTunerNodeFactory::configure)
                                            .execute(ReferenceFineTunerNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.training(
                                            view,
                                            TITLE,
                                            "How the training went: losses, speed, and how well"
                                                    + " held-out images were restored with and"
                                                    + " without their references, over its"
                                                    + " course."))
                    .nodeType(NodeType.Learner)
                    .keywords(
                            "train",
                            "learn",
                            "fine-tune",
                            "reference",
                            "guide",
                            "adapter",
                            "resume",
                            "checkpoint",
                            "deep learning",
                            "restoration");

    /** Made by KNIME. */
    public ReferenceFineTunerNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        TrainerPorts.model(
                ports,
                BACKBONE,
                "The network that is taught: a MAT, from a Model Reader or a MAT Trainer.");
        TrainerPorts.training(
                ports,
                "A table with a column of undamaged images, or a data set: change the port's type"
                        + " to connect a Dataset Reader.");
        ports.addInputPortGroup(
                REFERENCES,
                group ->
                        group.name(REFERENCES)
                                .description(
                                        "A table with a column of pictures to look at; it may be"
                                                + " the table of the training images.")
                                .fixed(BufferedDataTable.TYPE));
        TrainerPorts.validation(
                ports,
                "A table or data set with undamaged images that are not trained with but judge the"
                        + " model, in a table also with their references. Without it a share of the"
                        + " training images is held out.");
        TrainerPorts.outputs(
                ports,
                "Reference model",
                "The backbone, and what was learned.",
                "losses, and how well held-out images were restored with and without their"
                        + " references");
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        ReferenceFineTunerNodeParameters parameters = in.getParameters();
        SettingsTree tree = FineTunerSettings.check(parameters);
        TrainerRun.check(parameters.folder);
        PortObjectSpec[] specs = in.getInPortSpecs();
        check(specs[TRAINING_PORT], parameters.imageColumn, parameters, FineTunerImages.TRAINING);
        check(
                specs[REFERENCES_PORT],
                parameters.referenceColumn,
                parameters,
                FineTunerImages.REFERENCES);
        if (TrainerPorts.connected(specs, VALIDATION_PORT) >= 0) {
            check(
                    specs[VALIDATION_PORT],
                    parameters.imageColumn,
                    parameters,
                    FineTunerImages.VALIDATION);
        }
        if (specs[0] instanceof ModelPortObjectSpec backbone) {
            if (!MatModels.FAMILY.equals(backbone.family())) {
                throw new InvalidSettingsException(
                        MESSAGE_FAMILY.formatted(
                                backbone.name(), backbone.family(), MatModels.FAMILY));
            }
            out.setOutSpec(
                    0,
                    new ModelPortObjectSpec(
                            NAME.formatted(backbone.name()),
                            ReferenceModels.FAMILY,
                            backbone.builtSize(),
                            tree.text("output.licence"),
                            ORIGIN));
        }
    }

    private static void check(
            final PortObjectSpec spec,
            final String column,
            final ReferenceFineTunerNodeParameters parameters,
            final String what)
            throws InvalidSettingsException {
        PortImages.check(spec, column, what);
        if (spec instanceof DataTableSpec table && !parameters.names().isEmpty()) {
            ImageColumns.textIndex(table, parameters.names(), "name column of the " + what);
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        TrainerOutputs.execute(in, out, ReferenceFineTunerNodeFactory::train);
    }

    private static void train(final ExecuteInput in, final ExecuteOutput out)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        ReferenceFineTunerNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        SettingsTree tree = FineTunerSettings.check(parameters);
        ModelPortObject backbone = in.getInPortObject(0);
        String name = backbone.getSpec().name();
        try (TrainerRun run = new TrainerRun(parameters.folder);
                FineTunerImages images =
                        FineTunerImages.open(
                                parameters,
                                in.getInPortObject(TRAINING_PORT),
                                in.getInPortObject(REFERENCES_PORT),
                                TrainerPorts.connected(in.getInPortObjects(), VALIDATION_PORT) < 0
                                        ? null
                                        : in.getInPortObject(VALIDATION_PORT),
                                exec.createSubProgress(READING_SHARE))) {
            FineTuningWork work =
                    new FineTuningWork(
                            tree, parameters.resume, images.data(tree), backbone.file(), name);
            TrainingOutcome outcome =
                    run.train(
                            "restauro-reference-fine-tuner",
                            work,
                            exec.createSubProgress(1 - READING_SHARE));
            FileStore store = exec.createFileStore(ModelPortObject.FILE_STORE_NAME);
            FileStore plain = exec.createFileStore(ModelPortObject.BACKBONE_STORE_NAME);
            Files.copy(
                    backbone.file(), plain.getFile().toPath(), StandardCopyOption.REPLACE_EXISTING);
            boolean best = parameters.result == ResultChoice.BEST;
            ModelPortObjectSpec spec = TrainerRun.keep(outcome, best, NAME.formatted(name), store);
            String warning = images.warning(spec.builtSize(), run.notes());
            ModelPortObject model = new ModelPortObject(spec, store, plain);
            TrainerOutputs.set(out, model, outcome, warning, exec);
        }
    }
}
