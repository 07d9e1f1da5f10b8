// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.NativeWork;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.SampleStream;
import org.restauro.models.file.ModelFile;
import org.restauro.training.RateControl;
import org.restauro.training.SampleBatches;
import org.restauro.training.StepNoise;
import org.restauro.training.StepTimer;
import org.restauro.training.Trainer;
import org.restauro.training.augment.AugmentControl;
import org.restauro.training.augment.AugmentMode;
import org.restauro.training.augment.AugmentPipe;
import org.restauro.training.augment.Augmentation;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.precision.LossScale;
import org.restauro.training.published.PublishedData;
import org.restauro.training.report.ValueSource;
import org.restauro.training.session.SharedSettings;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** One start of a run: its networks, its data and everything that hangs on the training loop. */
final class GanSession implements AutoCloseable {
    private final GanTrainingSettings settings;
    private final SettingsTree tree;
    private final TrainingObserver observer;
    private final List<Persistent> parts = new ArrayList<>();
    private final List<ValueSource> values = new ArrayList<>();
    private final long steps;
    private final GanTrainingNetworks networks;
    private final GanLoss loss;
    private final AugmentControl augmentControl;
    private GanReplicas replicas;
    private SampleStream stream;
    private GanOutputs outputs;
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
        tree = settings.tree();
        ImageSource images =
                PublishedData.withClasses(data.training(), settings.generator().labelSize());
        steps = settings.steps(images);
        augmentControl = settings.augmentControl();
        networks =
                GanTrainingNetworks.create(
                        settings.networks(), checkpoint, initial, settings.seed());
        networks.transfers().forEach(t -> observer.note(t.toString()));
        try {
            loss = loss();
            replicas =
                    new GanReplicas(
                            networks,
                            loss,
                            settings.discriminatorRepeats(),
                            SharedSettings.furtherDevices(tree));
            stream =
                    PublishedData.stream(
                            tree, images, settings.samples(), settings.batch(), checkpoint);
            parts.addAll(networks.parts());
            parts.addAll(loss.parts());
            Trainer.Builder builder = builder();
            outputs =
                    new GanOutputs(
                            settings, data, images, steps, folder, networks, values, observer);
            parts.addAll(outputs.parts());
            outputs.attach(builder, checkpoints, parts);
            if (checkpoint != null) {
                parts.subList(networks.parts().size(), parts.size()).forEach(checkpoint::restore);
                builder.from(checkpoint.run());
            }
            trainer = builder.build();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
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

    private Trainer.Builder builder() {
        SampleBatches samples = new SampleBatches(stream);
        ProgressiveBatches growing =
                settings.progress() == null
                        ? null
                        : new ProgressiveBatches(
                                samples,
                                tree.flag("data.train.progressive_resize"),
                                settings.progress().initialResolution());
        StepTimer timer = new StepTimer(growing == null ? samples : growing);
        Trainer.Builder builder =
                Trainer.builder(
                                loss.phases(
                                        networks.generatorAdam(),
                                        networks.discriminatorAdam(),
                                        settings.discriminatorRepeats()),
                                timer)
                        .replicas(replicas.replicas())
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
        if (tree.flag("controllers.Timer.enabled")) {
            builder.with(timer);
            values.add(timer::values);
        }
        scaling(builder);
        augmentation(builder);
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
                        + SharedSettings.computation(settings.tree()));
        // the end of the program waits for the last checkpoint
        try (NativeWork work = NativeWork.begin()) {
            return outputs.outcome(trainer.run(steps));
        } catch (IOException | RuntimeException e) {
            outputs.failed(e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
        if (outputs != null) {
            outputs.close();
        }
        if (replicas != null) {
            replicas.close();
        }
        networks.close();
    }
}
