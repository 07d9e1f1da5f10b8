// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restauro.engine.NativeWork;
import org.restauro.images.source.SampleStream;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.mat.MatInpaintingNetwork;
import org.restauro.models.mat.MatModels;
import org.restauro.training.Averaging;
import org.restauro.training.Phase;
import org.restauro.training.RateControl;
import org.restauro.training.SampleBatches;
import org.restauro.training.StepNoise;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingRun;
import org.restauro.training.augment.AugmentMode;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.checkpoint.Checkpointing;
import org.restauro.training.checkpoint.Persistent;
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
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** One start of a run: its networks, its data and everything that hangs on the training loop. */
final class MatSession implements AutoCloseable {
    private static final String REPORT = "report.html";
    private static final String SAMPLES = "samples";
    private static final int GRID_SAMPLES = 12;

    private final MatTrainingSettings settings;
    private final TrainingObserver observer;
    private final List<Persistent> parts = new ArrayList<>();
    private final List<ValueSource> values = new ArrayList<>();
    private final List<TickListener> listeners = new ArrayList<>();
    private final HeldOut heldOut;
    private final MatNetworks networks;
    private final SampleStream stream;
    private final ModelKeeping keeping;
    private final HtmlReport report;
    private final TrainingLog log;
    private final Trainer trainer;

    /**
     * Prepares everything.
     *
     * @param checkpoint to go on from, null for a new run
     * @param initial model to begin a new run with, null to begin from scratch
     */
    MatSession(
            MatTrainingSettings settings,
            TrainingData data,
            Path folder,
            CheckpointFolder checkpoints,
            Checkpoint checkpoint,
            ModelFile initial,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        this.settings = settings;
        this.observer = observer;
        heldOut = SharedSettings.heldOut(settings.tree(), data.validation(), settings.samples());
        networks = MatNetworks.create(settings, checkpoint, initial);
        try {
            stream =
                    SharedSettings.stream(
                            settings.tree(),
                            data.training(),
                            settings.samples(),
                            settings.batch(),
                            checkpoint);
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
        ModelDescription description = description();
        long saving = settings.ticks("output.checkpointTicks");
        keeping = new ModelKeeping(this::writeModel, folder, saving);
        SampleGrid grid = new SampleGrid(folder.resolve(SAMPLES), GRID_SAMPLES);
        long images = settings.steps() * settings.batch();
        Budget budget = SharedSettings.budget(settings.tree(), folder, images);
        report = report(folder, data, budget, grid);
        listeners.add(report);
        ProgressTeller teller = new ProgressTeller(budget, observer);
        listeners.add(teller);

        parts.addAll(networks.parts());
        values.add(ValueSource.of("Rate/G", networks.generatorAdam()::rate));
        values.add(ValueSource.of("Rate/D", networks.discriminatorAdam()::rate));
        Trainer.Builder builder = builder();
        scaling(builder);
        augmentation(builder);
        evaluation(builder, grid);
        log = new TrainingLog(folder, settings.tickSteps(), values, listeners);
        builder.with(log);
        if (checkpoint != null) {
            parts.subList(networks.parts().size(), parts.size()).forEach(checkpoint::restore);
            builder.from(checkpoint.run());
        }
        trainer =
                builder.with(
                                new StopSignals(
                                        folder,
                                        settings.tree().number("training.minutes", 0, 1e9),
                                        observer))
                        .with(keeping)
                        .with(new Checkpointing(checkpoints, saving, description, parts))
                        .build();
    }

    private ModelDescription description() {
        return new ModelDescription(
                MatModels.FAMILY,
                settings.network().toJson(),
                settings.tree().text("output.licence"),
                "trained with Restauro",
                Map.of());
    }

    private void writeModel(Path file, Map<String, String> more) throws IOException {
        ModelDescription plain = description();
        ModelDescription now =
                new ModelDescription(
                        plain.family(), plain.config(), plain.licence(), plain.origin(), more);
        ModelFile.write(file, now, Map.of(ModelFile.GENERATOR, networks.average().stateDict()));
    }

    private HtmlReport report(Path folder, TrainingData data, Budget budget, SampleGrid grid)
            throws IOException {
        return HtmlReport.builder(folder.resolve(REPORT), "MAT training")
                .settings(settings.tree().json())
                .fact("Training images", SharedSettings.fact(data.training()))
                .fact("Held-out images", SharedSettings.fact(data.validation()))
                .fact("Computed with", SharedSettings.computation(settings.tree()))
                .budget(budget)
                .pictures(grid::latest)
                .build();
    }

    private Trainer.Builder builder() {
        List<Phase> phases =
                networks.loss().phases(networks.generatorAdam(), networks.discriminatorAdam());
        return Trainer.builder(phases, new SampleBatches(stream))
                .policy(settings.policy())
                .replicas(networks.replicas())
                .noise(StepNoise.seeded(settings.seed()))
                .divergence(settings.divergence())
                .gradientCheckpointing(settings.tree().flag("device.gradientCheckpointing"))
                .batch(settings.batch(), settings.microBatch())
                .with(
                        new RateControl(
                                settings.optimizers().schedule(),
                                List.of(networks.generatorAdam(), networks.discriminatorAdam())))
                .with(new Averaging(networks.ema()));
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
            builder.with(networks.augmentControl());
            parts.add(networks.augmentControl());
            values.add(ValueSource.of("Augment/p", networks.augmentControl()::probability));
        }
    }

    private void evaluation(Trainer.Builder builder, SampleGrid grid) {
        if (heldOut == null) {
            return;
        }
        Evaluation evaluation =
                new Evaluation(
                                new MatInpaintingNetwork(networks.average(), settings.policy()),
                                heldOut,
                                settings.ticks("output.snapshotTicks"),
                                settings.microBatch(),
                                NoiseMode.CONST,
                                List.of(grid, keeping))
                        .alsoAfter(settings.steps());
        builder.with(evaluation);
        parts.add(evaluation);
        values.add(evaluation);
        int patience = settings.tree().integer("output.earlyStopTicks", 0, 1 << 20);
        if (patience > 0) {
            EarlyStop stop = new EarlyStop(Evaluation.PSNR_HOLE, EarlyStop.Better.HIGHER, patience);
            builder.with(stop);
            parts.add(stop);
            listeners.add(stop);
        }
    }

    TrainingOutcome run() throws IOException, InterruptedException {
        observer.started(
                settings.network().resolution()
                        + "² · "
                        + settings.steps()
                        + " steps of "
                        + settings.batch()
                        + " images · "
                        + SharedSettings.computation(settings.tree()));
        TrainingRun run;
        // the end of the program waits for the last checkpoint
        try (NativeWork work = NativeWork.begin()) {
            run = trainer.run(settings.steps());
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
