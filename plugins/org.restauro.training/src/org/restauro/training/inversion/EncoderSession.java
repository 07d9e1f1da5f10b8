// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.engine.NativeWork;
import org.restauro.images.PixelImage;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleSpec;
import org.restauro.images.source.SampleStream;
import org.restauro.models.gan.GeneratorConfig;
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
import org.restauro.training.published.Cadence;
import org.restauro.training.published.OnCadence;
import org.restauro.training.published.PublishedData;
import org.restauro.training.report.Budget;
import org.restauro.training.report.EarlyStop;
import org.restauro.training.report.HtmlReport;
import org.restauro.training.report.TickListener;
import org.restauro.training.report.TrainingLog;
import org.restauro.training.report.ValueSource;
import org.restauro.training.session.ModelKeeping;
import org.restauro.training.session.ProgressTeller;
import org.restauro.training.session.SharedSettings;
import org.restauro.training.session.StopSignals;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** One start of a run: its networks, its data and everything that hangs on the training loop. */
final class EncoderSession implements AutoCloseable {
    private static final String REPORT = "report.html";
    private static final String SAMPLES = "samples";
    private static final String CONTROLLERS = "controllers.";

    private final EncoderTrainingSettings settings;
    private final SettingsTree tree;
    private final TrainingObserver observer;
    private final EncoderNetworks networks;
    private final SampleStream stream;
    private final long epoch;
    private final long steps;
    private final List<Persistent> parts = new ArrayList<>();
    private final List<ValueSource> values = new ArrayList<>();
    private final List<TickListener> listeners = new ArrayList<>();
    private final ModelKeeping keeping;
    private final HtmlReport report;
    private final TrainingLog log;
    private final Trainer trainer;

    /**
     * Prepares everything.
     *
     * @param networks which then belong to this
     * @param checkpoint to go on from, null for a new run
     */
    EncoderSession(
            EncoderTrainingSettings settings,
            TrainingData data,
            Path folder,
            CheckpointFolder checkpoints,
            EncoderNetworks networks,
            Checkpoint checkpoint,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        this.settings = settings;
        this.networks = networks;
        this.observer = observer;
        tree = settings.tree();
        GeneratorConfig generator = networks.pair().generator().config();
        SampleSpec spec = settings.samples(generator);
        epoch = PublishedData.epoch(tree, data.training());
        steps = settings.length().steps(settings.batch(), epoch);
        List<Sample> heldOut =
                EncoderData.heldOut(
                        data.validation(),
                        spec,
                        tree.flag(CONTROLLERS + "Snapshoter.enabled")
                                ? tree.integer(CONTROLLERS + "Snapshoter.num", 0, 1 << 20)
                                : 0);
        keeping = new ModelKeeping(networks::write, folder, 1);
        ReconstructionGrid grid = new ReconstructionGrid(folder.resolve(SAMPLES), heldOut);
        Budget budget = SharedSettings.budget(tree, folder, steps * settings.batch());
        report = report(folder, data, budget, grid);
        listeners.add(report);
        listeners.add(new ProgressTeller(budget, observer));

        parts.addAll(networks.parts());
        stream = PublishedData.stream(tree, data.training(), spec, settings.batch(), checkpoint);
        Trainer.Builder builder = builder();
        learning(builder);
        evaluation(builder, heldOut, grid);
        log = new TrainingLog(folder, logSteps(), values, listeners);
        builder.with(log);
        if (checkpoint != null) {
            parts.subList(networks.parts().size(), parts.size()).forEach(checkpoint::restore);
            builder.from(checkpoint.run());
        }
        Cadence saving = cadence("Checkpointer");
        trainer =
                builder.with(
                                new StopSignals(
                                        folder, tree.number("training.minutes", 0, 1e9), observer))
                        .with(new OnCadence(saving, keeping))
                        .with(
                                new OnCadence(
                                        saving,
                                        new Checkpointing(
                                                checkpoints,
                                                1,
                                                networks.describe(Map.of()),
                                                parts)))
                        .build();
    }

    private Cadence cadence(String controller) {
        return Cadence.of(tree, CONTROLLERS + controller, epoch, steps);
    }

    private long logSteps() {
        Cadence cadence = cadence("RunningLogger");
        long byEpochs = cadence.images() / settings.batch();
        return Math.max(1, cadence.steps() > 0 ? cadence.steps() : byEpochs);
    }

    private HtmlReport report(
            Path folder, TrainingData data, Budget budget, ReconstructionGrid grid)
            throws IOException {
        GeneratorConfig generator = networks.pair().generator().config();
        return HtmlReport.builder(folder.resolve(REPORT), "Training of an inversion encoder")
                .settings(tree.json())
                .fact("Generator", generator.family() + ", " + generator.resolution() + "²")
                .fact("Codes", settings.space().toString())
                .fact("Training images", SharedSettings.fact(data.training()))
                .fact("Held-out images", SharedSettings.fact(data.validation()))
                .fact("Computed with", SharedSettings.computation(tree))
                .budget(budget)
                .best(EncoderEvaluation.PSNR, EarlyStop.Better.HIGHER)
                .pictures(grid::latest)
                .build();
    }

    private Trainer.Builder builder() {
        return Trainer.builder(networks.phases(), new SampleBatches(stream))
                .replicas(networks.replicas())
                .policy(settings.policy())
                .noise(StepNoise.seeded(settings.seed()))
                .divergence(settings.divergence())
                .gradientCheckpointing(tree.flag("device.gradientCheckpointing"))
                .batch(settings.batch(), settings.batch())
                .onSmaller(
                        together ->
                                observer.note(
                                        "Out of memory: from now on "
                                                + together
                                                + " of the "
                                                + settings.batch()
                                                + " images of a step are computed at a time, and"
                                                + " normalised with each other alone."));
    }

    private void learning(Trainer.Builder builder) {
        learning(builder, "E", networks.encoderAdam(), settings.encoder());
        if (networks.discriminatorAdam() != null) {
            learning(builder, "D", networks.discriminatorAdam(), settings.discriminator());
        }
    }

    private void learning(
            Trainer.Builder builder,
            String name,
            Adam adam,
            EncoderTrainingSettings.Learning learning) {
        builder.with(new RateControl(learning.rate(), List.of(adam)));
        values.add(ValueSource.of("Rate/" + name, adam::rate));
        if (LossScale.neededFor(settings.policy())) {
            LossScale scale = new LossScale("scale_" + name.toLowerCase(Locale.ROOT));
            builder.lossScale(adam, scale);
            parts.add(scale);
            values.add(ValueSource.of("Scale/" + name, scale::value));
        }
    }

    private void evaluation(
            Trainer.Builder builder, List<Sample> heldOut, ReconstructionGrid grid) {
        if (heldOut.isEmpty()) {
            return;
        }
        EncoderEvaluation evaluation =
                new EncoderEvaluation(
                        networks.pair(),
                        heldOut,
                        settings.policy(),
                        tree.integer("val_batch_size", 1, 1 << 20),
                        List.of(grid, this::keepBest));
        builder.with(new OnCadence(cadence("Snapshoter"), evaluation));
        parts.add(evaluation);
        values.add(evaluation);
        int patience = tree.integer("output.earlyStopSnapshots", 0, 1 << 20);
        if (patience > 0) {
            EarlyStop stop =
                    new EarlyStop(EncoderEvaluation.PSNR, EarlyStop.Better.HIGHER, patience);
            builder.with(stop);
            parts.add(stop);
            listeners.add(stop);
        }
    }

    private void keepBest(TrainingRun run, boolean best, List<PixelImage> reconstructions)
            throws IOException {
        keeping.evaluated(run.step(), run.images(), Map.of(), best, List.of());
    }

    TrainingOutcome run() throws IOException, InterruptedException {
        GeneratorConfig generator = networks.pair().generator().config();
        observer.started(
                generator.family()
                        + " "
                        + generator.resolution()
                        + "² · codes of "
                        + settings.space()
                        + " · "
                        + steps
                        + " steps of "
                        + settings.batch()
                        + " images · "
                        + SharedSettings.computation(tree));
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
        stream.close();
        networks.close();
    }
}
