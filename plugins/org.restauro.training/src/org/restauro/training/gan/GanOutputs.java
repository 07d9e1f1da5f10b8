// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.Precision;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.source.ImageSource;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.training.Controller;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.checkpoint.Checkpointing;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.Cadence;
import org.restauro.training.published.OnCadence;
import org.restauro.training.published.PublishedData;
import org.restauro.training.report.BestKeeping;
import org.restauro.training.report.Budget;
import org.restauro.training.report.EarlyStop;
import org.restauro.training.report.EventLog;
import org.restauro.training.report.HtmlReport;
import org.restauro.training.report.TextLog;
import org.restauro.training.report.Thinned;
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

/**
 * What a run leaves and tells: logs, report, snapshots, FID, models. It hangs on the training loop
 * and changes nothing in it.
 */
final class GanOutputs implements AutoCloseable {
    private static final String REPORT = "report.html";
    private static final String SNAPSHOTS = "snapshots";
    private static final String CONTROLLERS = "controllers.";
    private static final String ENABLED = ".enabled";

    private final GanTrainingSettings settings;
    private final SettingsTree tree;
    private final Path folder;
    private final GanTrainingNetworks networks;
    private final ImageSource images;
    private final long steps;
    private final List<Persistent> parts = new ArrayList<>();
    private final List<TickListener> listeners = new ArrayList<>();
    private final List<Controller> controllers = new ArrayList<>();
    private final ModelKeeping keeping;
    private final Snapshots snapshots;
    private final HtmlReport report;
    private final MetricWeights.Inception inception;
    private final TrainingLog log;

    /**
     * Prepares everything.
     *
     * @param images of the training, with the labels that the networks take
     * @param steps of the whole run
     * @param values that the log holds beside those of the losses
     */
    GanOutputs(
            GanTrainingSettings settings,
            TrainingData data,
            ImageSource images,
            long steps,
            Path folder,
            GanTrainingNetworks networks,
            List<ValueSource> values,
            TrainingObserver observer)
            throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.networks = networks;
        this.images = images;
        this.steps = steps;
        tree = settings.tree();
        keeping = new ModelKeeping(this::writeModel, folder, 1);
        snapshots = snapshots();
        Budget budget = budget();
        report = report(data, budget);
        listen(budget, observer);
        List<ValueSource> all = new ArrayList<>(values);
        inception = inception(observer);
        if (inception != null) {
            FidEvaluation fid = fid(data, best());
            controllers.add(new OnCadence(cadence("FIDEvaluator"), fid));
            all.add(fid);
        } else {
            best();
        }
        log = new TrainingLog(folder, logSteps(), all, listeners);
        controllers.add(log);
        if (enabled("Snapshoter")) {
            controllers.add(new OnCadence(cadence("Snapshoter"), snapshots));
        }
        if (enabled("CacheCleaner")) {
            controllers.add(new OnCadence(cadence("CacheCleaner"), new CacheCleaning()));
        }
        controllers.add(new StopSignals(folder, tree.number("training.minutes", 0, 1e9), observer));
    }

    private boolean enabled(String controller) {
        return tree.flag(CONTROLLERS + controller + ENABLED);
    }

    private void listen(Budget budget, TrainingObserver observer) {
        listeners.add(new Thinned(report, steps / logSteps()));
        listeners.add(new ProgressTeller(budget, observer));
        if (tree.flag("controllers.RunningLogger.text_format")) {
            String order = "controllers.RunningLogger.log_order";
            List<String> first = tree.isOpen(order) ? List.of() : tree.texts(order);
            listeners.add(new TextLog(folder, steps, budget, first));
        }
        if (tree.flag("controllers.RunningLogger.tensorboard_format")) {
            listeners.add(new EventLog(folder.resolve(EventLog.FOLDER)));
        }
    }

    private BestKeeping best() {
        if (!enabled("BestPerformance")) {
            return null;
        }
        BestKeeping best =
                new BestKeeping(
                        tree.text("controllers.BestPerformance.metric"),
                        tree.choice("controllers.BestPerformance.better", EarlyStop.Better.class),
                        keeping::keepBest);
        listeners.add(best);
        parts.add(best);
        return best;
    }

    /** Inception, if FID is wanted and can be measured. */
    private MetricWeights.Inception inception(TrainingObserver observer) throws IOException {
        if (!enabled("FIDEvaluator")) {
            return null;
        }
        String missing = FidSettings.missing(tree);
        if (missing != null) {
            observer.note(missing);
            return null;
        }
        FidSettings fid = FidSettings.of(tree, folder);
        return MetricWeights.in(List.of(fid.weights()))
                .inception(fid.rule(), settings.policy().with(Precision.FLOAT32));
    }

    private FidEvaluation fid(TrainingData data, BestKeeping best) {
        boolean own = data.validation() != null && settings.generator().labelSize() == 0;
        return new FidEvaluation(
                FidSettings.of(tree, folder),
                new ImageSynthesizer(networks.average(), settings.policy(), 0),
                inception.features(),
                settings.policy(),
                own ? data.validation() : images,
                settings.samples().crop(),
                folder,
                best);
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

    ModelDescription description(Map<String, String> more) {
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
                .fact("Computed with", SharedSettings.computation(settings.tree()))
                .best("Valid/fid", EarlyStop.Better.LOWER)
                .budget(budget)
                .pictures(snapshots::latest)
                .build();
    }

    /** What a checkpoint must hold of this. */
    List<Persistent> parts() {
        return List.copyOf(parts);
    }

    /** Hangs everything on the loop; checkpoints hold the parts given. */
    void attach(Trainer.Builder builder, CheckpointFolder checkpoints, List<Persistent> all) {
        controllers.forEach(builder::with);
        if (enabled("Checkpointer")) {
            Cadence saving = cadence("Checkpointer");
            builder.with(new OnCadence(saving, keeping));
            builder.with(
                    new OnCadence(
                            saving, new Checkpointing(checkpoints, 1, description(Map.of()), all)));
        } else {
            builder.with(new OnCadence(new Cadence(0, 0, false, steps), keeping));
        }
    }

    /** The run ended by an error. */
    void failed(String message) {
        report.failed(message);
    }

    TrainingOutcome outcome(TrainingRun run) {
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
        if (inception != null) {
            inception.close();
        }
    }
}
