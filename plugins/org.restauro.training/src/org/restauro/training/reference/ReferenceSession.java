// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restauro.engine.NativeWork;
import org.restauro.images.PixelImage;
import org.restauro.images.source.SampleSpec;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.training.RateControl;
import org.restauro.training.SampleBatches;
import org.restauro.training.StepNoise;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.checkpoint.Checkpointing;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.Adam;
import org.restauro.training.precision.LossScale;
import org.restauro.training.report.Budget;
import org.restauro.training.report.EarlyStop;
import org.restauro.training.report.Evaluation;
import org.restauro.training.report.HeldOut;
import org.restauro.training.report.HtmlReport;
import org.restauro.training.report.SampleGrid;
import org.restauro.training.report.TickListener;
import org.restauro.training.report.TrainingLog;
import org.restauro.training.report.ValueSource;
import org.restauro.training.session.ModelKeeping;
import org.restauro.training.session.ProgressTeller;
import org.restauro.training.session.SharedSettings;
import org.restauro.training.session.StopSignals;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** One start of a run: its networks, its data and everything that hangs on the training loop. */
final class ReferenceSession implements AutoCloseable {
    private static final String REPORT = "report.html";
    private static final String SAMPLES = "samples";
    private static final int GRID_SAMPLES = 12;

    private final ReferenceTrainingSettings settings;
    private final SettingsTree tree;
    private final TrainingObserver observer;
    private final ReferenceNetworks networks;
    private final ReferenceBatches batches;
    private final long steps;
    private final List<Persistent> parts = new ArrayList<>();
    private final List<ValueSource> values = new ArrayList<>();
    private final List<TickListener> listeners = new ArrayList<>();
    private final ModelKeeping keeping;
    private final HtmlReport report;
    private final TrainingLog log;
    private final Trainer trainer;
    private int together;

    /**
     * Prepares everything.
     *
     * @param networks which then belong to this
     * @param checkpoint to go on from, null for a new run
     */
    ReferenceSession(
            ReferenceTrainingSettings settings,
            ReferenceData data,
            Path folder,
            CheckpointFolder checkpoints,
            ReferenceNetworks networks,
            Checkpoint checkpoint,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        this.settings = settings;
        this.observer = observer;
        this.networks = networks;
        tree = settings.tree();
        together = settings.microBatch();
        int side = settings.module().pictureSize();
        SampleSpec spec = settings.samples(networks.generator().config().resolution());
        ReferenceSet references = data.training(tree, side);
        int fitting = references.fitting(data.images().training());
        steps = settings.steps(spec.drawn(data.images().training()));
        HeldOut samples = SharedSettings.heldOut(tree, data.images().validation(), spec);
        HeldOutReferences heldOut =
                samples == null ? null : HeldOutReferences.of(samples, data.heldOut(tree, side));
        batches =
                new ReferenceBatches(
                        new SampleBatches(
                                SharedSettings.stream(
                                        tree,
                                        data.images().training(),
                                        spec,
                                        settings.batch(),
                                        checkpoint)),
                        references,
                        tree.number("data.referenceProbability", 0, 1),
                        settings.seed());
        ModelDescription description = networks.describe(Map.of());
        long saving = settings.ticks("output.checkpointTicks");
        keeping = new ModelKeeping(networks::write, folder, saving);
        SampleGrid grid = new SampleGrid(folder.resolve(SAMPLES), GRID_SAMPLES);
        Budget budget = SharedSettings.budget(tree, folder, steps * settings.batch());
        report =
                HtmlReport.builder(folder.resolve(REPORT), "Fine-tuning with references")
                        .settings(tree.json())
                        .fact("Training images", SharedSettings.fact(data.images().training()))
                        .fact("Held-out images", SharedSettings.fact(data.images().validation()))
                        .fact("References", SharedSettings.fact(data.references()))
                        .fact("Images with a reference", Integer.toString(fitting))
                        .fact("Backbone", networks.backboneName())
                        .fact("Learning", networks.generator().freezing().total().toString())
                        .fact("Computed with", SharedSettings.computation(tree))
                        .budget(budget)
                        .pictures(grid::latest)
                        .build();
        listeners.add(report);
        listeners.add(new ProgressTeller(budget, observer));

        parts.addAll(networks.parts());
        values.addAll(networks.rates());
        values.add(ValueSource.of("Memory/micro-batch", () -> together));
        Trainer.Builder builder = builder();
        scaling(builder);
        if (heldOut != null) {
            evaluation(builder, grid, heldOut);
        }
        log =
                new TrainingLog(
                        folder,
                        SharedSettings.tickSteps(tree, settings.batch()),
                        values,
                        listeners);
        builder.with(log);
        if (checkpoint != null) {
            parts.subList(networks.parts().size(), parts.size()).forEach(checkpoint::restore);
            builder.from(checkpoint.run());
        }
        trainer =
                builder.with(
                                new StopSignals(
                                        folder, tree.number("training.minutes", 0, 1e9), observer))
                        .with(keeping)
                        .with(new Checkpointing(checkpoints, saving, description, parts))
                        .build();
    }

    private Trainer.Builder builder() {
        List<Adam> optimizers = new ArrayList<>(networks.otherOptimizers());
        optimizers.add(networks.adam());
        return Trainer.builder(networks.phases(), batches)
                .replicas(networks.replicas())
                .policy(settings.policy())
                .noise(StepNoise.seeded(settings.seed()))
                .divergence(settings.divergence())
                .clip(tree.number("training.clip", Double.MIN_NORMAL, Double.POSITIVE_INFINITY))
                .gradientCheckpointing(settings.checkpointing())
                .batch(settings.batch(), settings.microBatch())
                .onSmaller(this::smaller)
                .with(settings.unfreezing().controller(networks.generator(), networks.adam()))
                .with(
                        new RateControl(
                                ReferenceOptimizer.schedule(tree, steps),
                                settings.optimizer().leastRate(),
                                optimizers));
    }

    private void smaller(int samples) {
        together = samples;
        observer.note(
                "Out of memory: from now on "
                        + samples
                        + " of the "
                        + settings.batch()
                        + " images of a step are computed at a time; the result is the same.");
    }

    private void scaling(Trainer.Builder builder) {
        if (LossScale.neededFor(settings.policy())) {
            int number = 0;
            for (Adam other : networks.otherOptimizers()) {
                LossScale scale = new LossScale("scale_" + ++number);
                builder.lossScale(other, scale);
                parts.add(scale);
            }
            LossScale scale = new LossScale("scale");
            builder.lossScale(networks.adam(), scale);
            parts.add(scale);
            values.add(ValueSource.of("Scale/G", scale::value));
        }
    }

    private void evaluation(Trainer.Builder builder, SampleGrid grid, HeldOutReferences heldOut) {
        HeldOut samples = heldOut.samples();
        long every = settings.ticks("output.snapshotTicks");
        List<PixelImage> plainly = new ArrayList<>();
        Evaluation plain =
                evaluation(
                                heldOut,
                                List.of(),
                                every,
                                List.of(
                                        (step, images, v, best, restorations) -> {
                                            plainly.clear();
                                            restorations.forEach(r -> plainly.add(r.image()));
                                        }))
                        .named("evaluation_plain", "Plain/");
        grid.showing(
                List.of("reference", "without it"), i -> List.of(heldOut.shown(i), plainly.get(i)));
        Evaluation guided = evaluation(heldOut, heldOut.squares(), every, List.of(grid, keeping));
        for (Evaluation one : List.of(plain, guided)) {
            builder.with(one);
            parts.add(one);
            values.add(one);
        }
        int patience = tree.integer("output.earlyStopTicks", 0, 1 << 20);
        if (patience > 0) {
            EarlyStop stop = new EarlyStop(Evaluation.PSNR_HOLE, EarlyStop.Better.HIGHER, patience);
            builder.with(stop);
            parts.add(stop);
            listeners.add(stop);
        }
    }

    private Evaluation evaluation(
            HeldOutReferences heldOut,
            List<PixelImage> references,
            long every,
            List<Evaluation.Listener> told) {
        HeldOut samples = heldOut.samples();
        HeldOutNetwork network =
                new HeldOutNetwork(
                        networks.generator(), settings.policy(), references, samples.seed());
        return new Evaluation(network, samples, every, settings.microBatch(), NoiseMode.CONST, told)
                .alsoAfter(steps);
    }

    TrainingOutcome run() throws IOException, InterruptedException {
        observer.started(
                networks.generator().config().resolution()
                        + "² · "
                        + steps
                        + " steps of "
                        + settings.batch()
                        + " images, "
                        + settings.microBatch()
                        + " at a time · "
                        + networks.generator().freezing().total()
                        + " · "
                        + SharedSettings.computation(tree)
                        + (settings.checkpointing() ? " · gradient checkpointing" : ""));
        TrainingRun run;
        // the end of the program waits for the last checkpoint
        try (NativeWork work = NativeWork.begin()) {
            run = trainer.run(steps);
        } catch (IOException | RuntimeException e) {
            report.failed(e.getMessage());
            throw e;
        }
        return new TrainingOutcome(
                keeping.model(),
                Files.exists(keeping.best()) ? keeping.best() : null,
                run.images(),
                run.skipped(),
                run.stopReason(),
                List.copyOf(log.rows()));
    }

    @Override
    public void close() {
        batches.close();
        networks.close();
    }
}
