// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.NativeWork;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.SampleStream;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.training.BatchSource;
import org.restauro.training.RateControl;
import org.restauro.training.SampleBatches;
import org.restauro.training.StepNoise;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingRun;
import org.restauro.training.augment.AugmentControl;
import org.restauro.training.augment.AugmentMode;
import org.restauro.training.augment.AugmentPipe;
import org.restauro.training.augment.Augmentation;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.checkpoint.Checkpointing;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsTree;
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
final class GanSession implements AutoCloseable {
    private static final String REPORT = "report.html";
    private static final String SNAPSHOTS = "snapshots";
    private static final String CONTROLLERS = "controllers.";

    private final GanTrainingSettings settings;
    private final SettingsTree tree;
    private final TrainingObserver observer;
    private final Path folder;
    private final List<Persistent> parts = new ArrayList<>();
    private final List<ValueSource> values = new ArrayList<>();
    private final List<TickListener> listeners = new ArrayList<>();
    private final ImageSource images;
    private final long steps;
    private final GanTrainingNetworks networks;
    private final GanLoss loss;
    private final AugmentControl augmentControl;
    private final SampleStream stream;
    private final ModelKeeping keeping;
    private final Snapshots snapshots;
    private final HtmlReport report;
    private final TrainingLog log;
    private final Trainer trainer;

    /**
     * Prepares everything.
     *
     * @param checkpoint to go on from, null for a new run
     * @param initial model to begin a new run with, null to begin from scratch
     */
    GanSession(
            GanTrainingSettings settings,
            TrainingData data,
            Path folder,
            CheckpointFolder checkpoints,
            Checkpoint checkpoint,
            ModelFile initial,
            TrainingObserver observer)
            throws IOException {
        this.settings = settings;
        this.observer = observer;
        this.folder = folder;
        tree = settings.tree();
        images = PublishedData.withClasses(data.training(), settings.generator().labelSize());
        steps = settings.steps(images);
        augmentControl = settings.augmentControl();
        networks =
                GanTrainingNetworks.create(
                        settings.networks(), checkpoint, initial, settings.seed());
        try {
            loss = loss();
            stream =
                    PublishedData.stream(
                            tree, images, settings.samples(), settings.batch(), checkpoint);
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
        networks.transfers().forEach(t -> observer.note(t.toString()));
        keeping = new ModelKeeping(this::writeModel, folder, 1);
        snapshots = snapshots();
        Budget budget = budget();
        report = report(data, budget);
        listeners.add(report);
        listeners.add(new ProgressTeller(budget, observer));
        parts.addAll(networks.parts());
        parts.addAll(loss.parts());

        Trainer.Builder builder = builder();
        scaling(builder);
        augmentation(builder);
        log = new TrainingLog(folder, logSteps(), values, listeners);
        builder.with(log);
        if (tree.flag(CONTROLLERS + "Snapshoter.enabled")) {
            builder.with(new OnCadence(cadence("Snapshoter"), snapshots));
        }
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
                                                checkpoints, 1, description(Map.of()), parts)))
                        .build();
    }

    private GanLoss loss() {
        Augmentation augmentation =
                settings.augmentMode() == AugmentMode.NONE
                        ? null
                        : new Augmentation(
                                new AugmentPipe(settings.augmentSet()),
                                augmentControl::probability);
        return new GanLoss(
                networks.generator(), networks.discriminator(), augmentation, settings.loss());
    }

    private Cadence cadence(String controller) {
        return Cadence.of(tree, CONTROLLERS + controller, PublishedData.epoch(tree, images), steps);
    }

    private long logSteps() {
        Cadence cadence = cadence("RunningLogger");
        long byEpochs = cadence.images() / settings.batch();
        return Math.max(1, cadence.steps() > 0 ? cadence.steps() : byEpochs);
    }

    private Snapshots snapshots() {
        return new Snapshots(
                new ImageSynthesizer(networks.average(), settings.policy(), 0),
                new SynthesisSettings(
                        settings.snapshotTruncation(),
                        settings.snapshotNoise(),
                        tree.integer("val_batch_size", 1, 1 << 16)),
                folder.resolve(SNAPSHOTS),
                tree.integer(CONTROLLERS + "Snapshoter.num", 1, 10_000));
    }

    private ModelDescription description(Map<String, String> more) {
        return new ModelDescription(
                settings.generator().family().toString(),
                settings.generator().toJson(),
                tree.text("output.licence"),
                "trained with Restauro",
                more);
    }

    private void writeModel(Path file, Map<String, String> more) throws IOException {
        Map<String, StateDict> written = new LinkedHashMap<>();
        if (tree.flag("output.allNetworks")) {
            written.put(ModelFile.GENERATOR_EMA, networks.average().stateDict());
            written.put(ModelFile.GENERATOR, networks.generator().stateDict());
            written.put(ModelFile.DISCRIMINATOR, networks.discriminator().stateDict());
        } else {
            written.put(ModelFile.GENERATOR, networks.average().stateDict());
        }
        ModelFile.write(file, description(more), written);
    }

    private Budget budget() throws IOException {
        long all = settings.length().images(PublishedData.epoch(tree, images));
        return SharedSettings.budget(tree, folder, all > 0 ? all : steps * settings.batch());
    }

    private HtmlReport report(TrainingData data, Budget budget) throws IOException {
        return HtmlReport.builder(
                        folder.resolve(REPORT), settings.generator().family() + " training")
                .settings(tree.json())
                .fact("Training images", SharedSettings.fact(data.training()))
                .fact("Computed with", settings.policy().toString())
                .best("Valid/fid", EarlyStop.Better.LOWER)
                .budget(budget)
                .pictures(snapshots::latest)
                .build();
    }

    private Trainer.Builder builder() {
        SampleBatches samples = new SampleBatches(stream);
        ProgressiveBatches growing =
                settings.progress() == null
                        ? null
                        : new ProgressiveBatches(
                                samples,
                                tree.flag("data.train.progressive_resize"),
                                settings.progress().initialResolution());
        BatchSource batches = growing == null ? samples : growing;
        Trainer.Builder builder =
                Trainer.builder(
                                loss.phases(
                                        networks.generatorAdam(),
                                        networks.discriminatorAdam(),
                                        settings.discriminatorRepeats()),
                                batches)
                        .policy(settings.policy())
                        .noise(StepNoise.seeded(settings.seed()))
                        .divergence(settings.divergence())
                        .gradientCheckpointing(tree.flag("device.gradientCheckpointing"));
        if (growing == null) {
            builder.batch(settings.batch(), settings.microBatch());
            rates(builder);
        } else {
            builder.batch(settings.microBatch(), settings.microBatch());
            growth(builder, growing);
        }
        values.add(ValueSource.of("Rate/G", networks.generatorAdam()::rate));
        values.add(ValueSource.of("Rate/D", networks.discriminatorAdam()::rate));
        return builder.with(networks.averaging());
    }

    private void rates(Trainer.Builder builder) {
        builder.with(new RateControl(settings.generatorRates(), List.of(networks.generatorAdam())));
        builder.with(
                new RateControl(
                        settings.discriminatorRates(), List.of(networks.discriminatorAdam())));
    }

    private void growth(Trainer.Builder builder, ProgressiveBatches growing) {
        ProgressControl control =
                new ProgressControl(
                        settings.progress(),
                        networks,
                        settings.generatorRates(),
                        settings.discriminatorRates(),
                        ProgressReader.resets(tree),
                        growing::resolution);
        builder.with(control);
        parts.add(control);
        values.add(ValueSource.of("Progress/lod", () -> control.state().lod()));
        values.add(ValueSource.of("Progress/batch", () -> control.state().batch()));
    }

    private void scaling(Trainer.Builder builder) {
        if (LossScale.neededFor(settings.policy())) {
            LossScale generator = new LossScale("scale_g");
            LossScale discriminator = new LossScale("scale_d");
            builder.lossScale(networks.generatorAdam(), generator);
            builder.lossScale(networks.discriminatorAdam(), discriminator);
            parts.add(generator);
            parts.add(discriminator);
            values.add(ValueSource.of("Scale/G", generator::value));
            values.add(ValueSource.of("Scale/D", discriminator::value));
        }
    }

    private void augmentation(Trainer.Builder builder) {
        if (settings.augmentMode() != AugmentMode.NONE) {
            builder.with(augmentControl);
            parts.add(augmentControl);
            values.add(ValueSource.of("Augment/p", augmentControl::probability));
        }
    }

    TrainingOutcome run() throws IOException, InterruptedException {
        observer.started(
                settings.generator().family()
                        + " "
                        + settings.generator().resolution()
                        + "² · "
                        + steps
                        + " steps of "
                        + settings.batch()
                        + " images · "
                        + settings.policy());
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
