// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.training.config.SettingsTree;

/** Runs of each family that are stopped and go on end with the bytes of one that was not. */
@Tag("slow")
class GanResumeTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stylegan2", "stylegan2ada"})
    void with_schedules_augmentation_and_lazy_penalties(String family) throws Exception {
        SettingsTree tree =
                TinyGans.settings(family, 8)
                        .set("regularisation.discriminatorInterval", "3")
                        .set("regularisation.pathLengthWeight", "2")
                        .set("regularisation.pathLengthInterval", "2")
                        .set("modules.generator.lr.warmup_type", "LINEAR")
                        .set("modules.generator.lr.warmup_iters", "6")
                        .set("augment.mode", "ada")
                        .set("augment.kimg", "0.02")
                        .set("images.labels", "file");

        GanTrainingTest.isTheSameCutInTwo(tree, folder, 8, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pggan", "stylegan"})
    void across_a_change_of_resolution(String family) throws Exception {
        SettingsTree tree = TinyGans.growing(family, 8).set("D_repeats", "2");

        GanTrainingTest.isTheSameCutInTwo(tree, folder, 8, 1);
    }

    @Test
    void within_a_transition() throws Exception {
        GanTrainingTest.isTheSameCutInTwo(TinyGans.growing("stylegan", 8), folder, 8, 5);
    }

    @Test
    void with_the_average_of_genforce() throws Exception {
        SettingsTree tree = TinyGans.settings("stylegan2", 6).set("average.parity", "true");

        GanTrainingTest.isTheSameCutInTwo(tree, folder, 6, 3);
    }

    @Test
    void on_two_devices() throws Exception {
        SettingsTree tree =
                TinyGans.settings("stylegan2", 4)
                        .set("batch_size", "2")
                        .set("device.replicas", "2");

        GanTrainingTest.isTheSameCutInTwo(tree, folder, 4, 2);
    }
}
