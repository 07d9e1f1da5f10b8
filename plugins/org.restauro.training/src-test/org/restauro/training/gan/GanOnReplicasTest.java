// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Torch;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.SharedSettings;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** A run in a folder on two parts of the CPU is the run on one, with batches as large. */
class GanOnReplicasTest {
    @TempDir private Path folder;

    @Test
    void two_replicas_of_two_images_train_like_one_of_four() throws Exception {
        long arrays = Torch.liveArrays();
        SettingsTree one =
                TinyGans.settings("stylegan2", 2)
                        .set("controllers.RunningLogger.every_n_iters", "1")
                        .set("modules.generator.opt.eps", "0.1")
                        .set("modules.discriminator.opt.eps", "0.1");
        SettingsTree two = one.set("batch_size", "2").set("device.replicas", "2");
        TrainingOutcome expected = run(one, "one");
        TrainingOutcome actual = run(two, "two");

        assertThat(actual.images()).isEqualTo(expected.images()).isEqualTo(8);
        Map<String, Double> terms = expected.log().get(1).values();
        terms.forEach(
                (name, value) -> {
                    if (name.startsWith("Loss/") || name.startsWith("Grad/")) {
                        assertThat(actual.log().get(1).values().get(name))
                                .as(name)
                                .isCloseTo(value, within(1e-5 * Math.max(1e-2, Math.abs(value))));
                    }
                });
        try (ModelFile a = ModelFile.open(actual.model());
                ModelFile b = ModelFile.open(expected.model())) {
            StateDict ours = a.inferenceNetwork();
            StateDict theirs = b.inferenceNetwork();
            for (String name : theirs.names()) {
                float[] x = ours.get(name).toFloats();
                float[] y = theirs.get(name).toFloats();
                double difference = 0;
                double size = 0;
                for (int i = 0; i < x.length; i++) {
                    difference += Math.pow(x[i] - y[i], 2);
                    size += Math.pow(y[i], 2);
                }
                assertThat(Math.sqrt(difference / Math.max(size, x.length * 1e-6)))
                        .as(name)
                        .isLessThan(1e-5);
            }
        }
        assertThat(Torch.liveArrays()).isEqualTo(arrays);
    }

    private TrainingOutcome run(SettingsTree tree, String name) throws Exception {
        return GanTrainingTest.run(tree, folder.resolve(name), TrainingObserver.NONE);
    }

    @Test
    void a_growing_run_on_replicas_cut_in_two_ends_with_the_same_bytes() throws Exception {
        SettingsTree tree =
                TinyGans.growing("stylegan", 4)
                        .set("controllers.Checkpointer.every_n_iters", "2")
                        .set("device.replicas", "2");
        GanTrainingTest.isTheSameCutInTwo(tree, folder, 4, 3);
    }

    @Test
    void parts_of_the_cpu_share_its_cores() {
        SettingsTree tree =
                TinyGans.settings("pggan", 1)
                        .set("device.threads", "0")
                        .set("device.replicas", "2");
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(SharedSettings.furtherDevices(tree))
                .singleElement()
                .isEqualTo(SharedSettings.policy(tree));
        assertThat(SharedSettings.policy(tree).threads()).isEqualTo(Math.max(1, cores / 2));
        assertThatThrownBy(() -> SharedSettings.furtherDevices(tree.set("device.replicas", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("device.replicas is 0");
    }
}
