// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.restauro.engine.Noise;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.MemorySource;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** Runs of a few seconds that train an encoder on pictures of its own generator. */
final class TinyEncoder {
    private TinyEncoder() {}

    /** A run of {@code steps} steps of 4 images that acts after every second one. */
    static SettingsTree settings(int steps) {
        return EncoderPresets.of(
                SettingsTree.parse(
                        """
                        preset: small
                        batch_size: 4
                        total_iters: %d
                        data: {num_workers: 1}
                        controllers:
                          RunningLogger: {every_n_iters: 1}
                          Snapshoter: {every_n_iters: 2, first_iter: false, num: 4}
                          Checkpointer: {every_n_iters: 2}
                        modules:
                          encoder:
                            model: {inplanes: 8, max_channels: 16, fpn_channels: 8,
                              sam_channels: 8}
                        device: {threads: 1}
                        """
                                .formatted(steps),
                        "test"));
    }

    static ImageSource images(GanGenerator generator, int from, int count) {
        MemorySource.Builder builder = MemorySource.of("made-up images");
        for (int i = from; i < from + count; i++) {
            builder.add("image-" + i, TinyGan.picture(generator, i));
        }
        return builder.build();
    }

    /** Writes a GAN; returns its file. */
    static Path gan(Path folder, GanGenerator generator, boolean withDiscriminator)
            throws IOException {
        Path file = folder.resolve("gan.safetensors");
        ModelDescription description =
                new ModelDescription(
                        GanFamily.STYLEGAN2.toString(),
                        generator.config().toJson(),
                        "CC0-1.0",
                        "made up",
                        Map.of());
        if (!withDiscriminator) {
            ModelFile.write(file, description, Map.of(ModelFile.GENERATOR, generator.stateDict()));
            return file;
        }
        try (GanDiscriminator d =
                GanNetworks.discriminator(
                        DiscriminatorConfig.fromJson(
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("gan_type", "stylegan2")
                                        .put("resolution", TinyGan.SIDE)
                                        .put("fmaps_base", 128)
                                        .put("fmaps_max", 8)))) {
            d.initialise(TinyGan.POLICY, Noise.seeded(9));
            ModelFile.write(
                    file,
                    description,
                    Map.of(
                            ModelFile.GENERATOR,
                            generator.stateDict(),
                            ModelFile.DISCRIMINATOR,
                            d.stateDict()));
        }
        return file;
    }

    static TrainingData data(GanGenerator generator) {
        return new TrainingData(images(generator, 100, 24), images(generator, 200, 4));
    }

    static TrainingOutcome run(
            SettingsTree tree, Path gan, TrainingData data, Path to, TrainingObserver observer)
            throws Exception {
        try (ModelFile model = InversionFiles.openGan(gan);
                EncoderTraining training =
                        EncoderTraining.create(
                                EncoderTrainingSettings.of(tree), data, to, model, observer)) {
            return training.run();
        }
    }

    static TrainingOutcome resume(SettingsTree tree, TrainingData data, Path in) throws Exception {
        try (EncoderTraining training =
                EncoderTraining.resume(tree, data, in, TrainingObserver.NONE)) {
            return training.run();
        }
    }
}
