// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Precision;
import org.restauro.engine.TorchDevice;
import org.restauro.images.PixelImage;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.MemorySource;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.mat.MatModels;
import org.restauro.training.TrainingBatch;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

/** Fine-tuning of a few seconds on made-up images; as a program, the run that tests kill. */
public final class TinyTuning {
    static final ComputePolicy POLICY =
            new ComputePolicy(TorchDevice.CPU, Precision.FLOAT32, MemoryFormat.CHANNELS_LAST, 1);

    static final MatConfig NETWORK =
            new MatConfig(
                    32,
                    MatConfig.channelTable(32, 128, 8),
                    8,
                    8,
                    2,
                    List.of(1, 1, 1, 1, 1),
                    List.of(4, 4, 4, 4, 4),
                    2,
                    16,
                    16,
                    2);

    private TinyTuning() {}

    /** A run of {@code steps} steps that checkpoints after every second one. */
    static SettingsTree settings(int steps) {
        return ReferencePresets.of(
                SettingsTree.parse(
                        """
                        module: {features: 16, grid: 4, pictureSize: 32}
                        data: {workers: 2, pairing: paired}
                        training: {batch: 4, microBatch: 2, kimg: %s}
                        optimizer: {referenceRate: 0.01, backboneRate: 0.001, scheduleSteps: 2}
                        device: {device: cpu, threads: 1}
                        output: {tickKimg: 0.004, snapshotTicks: 2, checkpointTicks: 2, samples: 3}
                        """
                                .formatted(Double.toString(steps * 4 / 1000.0)),
                        "test"));
    }

    static ImageSource images(String what, int count, int side, int seed) {
        MemorySource.Builder builder = MemorySource.of(what);
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[3 * side * side];
            new Random(seed + i).nextBytes(pixels);
            builder.add("image-" + i + ".png", PixelImage.of8(side, side, 3, pixels));
        }
        return builder.build();
    }

    static ReferenceData data() {
        return new ReferenceData(
                new TrainingData(images("images", 12, 40, 1), images("held-out images", 3, 32, 99)),
                images("references", 12, 48, 1),
                null);
    }

    /** A backbone with weights of a seed, as a file. */
    static Path backbone(Path folder, long seed) throws IOException {
        Path file = folder.resolve("backbone-" + seed + ".safetensors");
        if (!Files.exists(file)) {
            try (MatGenerator generator = new MatGenerator(NETWORK)) {
                generator.initialise(POLICY, Noise.seeded(seed));
                ModelFile.write(
                        file,
                        new ModelDescription(
                                MatModels.FAMILY, NETWORK.toJson(), "none", "test", Map.of()),
                        Map.of(ModelFile.GENERATOR, generator.stateDict()));
            }
        }
        return file;
    }

    /** Samples with references beside them, but for every fourth one. */
    static TrainingBatch batch(int size, long seed) {
        Random random = new Random(seed);
        float[] images = new float[size * 3 * 32 * 32];
        float[] masks = new float[size * 32 * 32];
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * random.nextFloat() - 1;
        }
        for (int i = 0; i < masks.length; i++) {
            masks[i] = i % 32 < 12 ? 0 : 1;
        }
        List<float[]> references = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] picture = new float[3 * 32 * 32];
            for (int k = 0; k < picture.length; k++) {
                picture[k] = 2 * random.nextFloat() - 1;
            }
            references.add(i % 4 == 3 ? null : picture);
        }
        return new TrainingBatch(size, 32, images, masks, new float[0]).withReferences(references);
    }

    /** Begins a run, or goes on with the one in the folder. */
    static TrainingOutcome run(
            SettingsTree tree, Path folder, Path model, TrainingObserver observer)
            throws IOException, InterruptedException {
        String name = model.getFileName().toString();
        try (ModelFile backbone = ModelFile.open(model);
                ReferenceTraining training =
                        ReferenceTraining.canResume(folder)
                                ? ReferenceTraining.resume(
                                        tree, data(), folder, backbone, name, observer)
                                : ReferenceTraining.create(
                                        ReferenceTrainingSettings.of(tree),
                                        data(),
                                        folder,
                                        backbone,
                                        name,
                                        observer)) {
            return training.run();
        }
    }

    /** Says each step: folder, steps, backbone. */
    public static void main(String[] args) throws Exception {
        run(
                settings(Integer.parseInt(args[1])).set("training.unfreeze", args[3]),
                Path.of(args[0]),
                Path.of(args[2]),
                new TrainingObserver() {
                    @Override
                    public void progress(TrainingProgress progress) {
                        System.out.println("step " + progress.row().step());
                    }
                });
    }
}
