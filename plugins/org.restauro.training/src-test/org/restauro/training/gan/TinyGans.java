// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.Random;
import org.restauro.images.PixelImage;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.MemorySource;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.PublishedData;
import org.restauro.training.session.TrainingData;

/** Runs of a few steps with networks of a few channels. */
final class TinyGans {
    private static final String SETTINGS =
            """
            gan_type: %s
            resolution: 16
            batch_size: 4
            total_iters: %d
            controllers:
              RunningLogger: {every_n_iters: 2}
              Snapshoter: {every_n_iters: 4, num: 4}
              Checkpointer: {every_n_iters: 4}
            modules:
              discriminator: {model: {fmaps_base: 64, fmaps_max: 8}}
              generator:
                model: {z_space_dim: 8, %s fmaps_base: 64, fmaps_max: 8}
            device: {device: cpu, threads: 1}
            """;

    private TinyGans() {}

    /** A family's run; progressive ones do not grow. */
    static SettingsTree settings(String family, int steps) {
        String mapped = "w_space_dim: 8, mapping_layers: 2, mapping_fmaps: 8,";
        String text = SETTINGS.formatted(family, steps, family.equals("pggan") ? "" : mapped);
        return GanPresets.of(SettingsTree.parse(text, "test"));
    }

    /** A run that grows from 8 to 16 pixels within its first steps. */
    static SettingsTree growing(String family, int steps) {
        return settings(family, steps)
                .set("controllers.ProgressScheduler.enabled", "true")
                .set("controllers.ProgressScheduler.init_res", "8")
                .set("controllers.ProgressScheduler.minibatch_repeats", "2")
                .set("controllers.ProgressScheduler.lod_training_img", "8")
                .set("controllers.ProgressScheduler.lod_transition_img", "8")
                .set("controllers.ProgressScheduler.batch_size_schedule.res8", "4")
                .set("controllers.ProgressScheduler.batch_size_schedule.res16", "2");
    }

    /** Images of noise; class i % 3 for the i-th. */
    static ImageSource images(int count) {
        MemorySource.Builder builder = MemorySource.of("made-up images");
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[3 * 16 * 16];
            new Random(i).nextBytes(pixels);
            builder.add("image-" + i, PixelImage.of8(16, 16, 3, pixels), "" + i % 3);
        }
        return builder.build();
    }

    static TrainingData data(SettingsTree tree) {
        return PublishedData.of(tree, images(12), null);
    }
}
