// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.nio.file.Path;
import java.util.Random;
import org.restauro.images.PixelImage;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.MemorySource;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingProgress;

/** Runs of a few seconds on made-up images; as a program, the run that tests kill. */
public final class TinyRun {
    private TinyRun() {}

    /** A run of {@code steps} steps that checkpoints after every second one. */
    static SettingsTree settings(int steps) {
        return MatPresets.of(
                SettingsTree.parse(
                        """
                        preset: small-64
                        network: {resolution: 32, channelBase: 128, channelMax: 8, dim: 8,
                          heads: 2, tokenResolution: 8, depths: [1, 1, 1, 1, 1],
                          zDim: 16, wDim: 16, minibatchGroup: 2}
                        training: {batch: 2, microBatch: 2, kimg: %s}
                        data: {workers: 2}
                        output: {tickKimg: 0.002, snapshotTicks: 2, checkpointTicks: 2, samples: 4}
                        """
                                .formatted(Double.toString(steps * 2 / 1000.0)),
                        "test"));
    }

    static ImageSource images(int count, int side) {
        MemorySource.Builder builder = MemorySource.of("made-up images");
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[3 * side * side];
            new Random(i).nextBytes(pixels);
            builder.add("image-" + i, PixelImage.of8(side, side, 3, pixels));
        }
        return builder.build();
    }

    static TrainingData data(SettingsTree tree) {
        return TrainingData.divided(images(12, 48), images(4, 40), tree);
    }

    /** Begins the run in a folder, or goes on with it, and says each step. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        SettingsTree tree = settings(Integer.parseInt(args[1]));
        TrainingObserver observer =
                new TrainingObserver() {
                    @Override
                    public void progress(TrainingProgress progress) {
                        System.out.println("step " + progress.row().step());
                    }
                };
        try (MatTraining training =
                MatTraining.canResume(folder)
                        ? MatTraining.resume(tree, data(tree), folder, observer)
                        : MatTraining.create(
                                MatTrainingSettings.of(tree), data(tree), folder, null, observer)) {
            training.run();
        }
    }
}
