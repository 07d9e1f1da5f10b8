// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Torch;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanModels;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.report.TickRow;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

class GanTrainingTest {
    @TempDir private Path folder;

    static TrainingOutcome run(SettingsTree tree, Path to, TrainingObserver observer)
            throws Exception {
        try (GanTraining training =
                GanTraining.create(
                        GanTrainingSettings.of(tree), TinyGans.data(tree), to, null, observer)) {
            return training.run();
        }
    }

    static TrainingOutcome resume(SettingsTree tree, Path in) throws Exception {
        try (GanTraining training =
                GanTraining.resume(tree, TinyGans.data(tree), in, TrainingObserver.NONE)) {
            return training.run();
        }
    }

    private static Path checkpoint(Path run, int step) {
        return run.resolve("checkpoints").resolve("checkpoint-%012d.safetensors".formatted(step));
    }

    /** Asks for the end once so many steps are done. */
    private static TrainingObserver endingAfter(int steps) {
        return new TrainingObserver() {
            private int asked;

            @Override
            public boolean cancelled() {
                return ++asked >= steps;
            }
        };
    }

    static void isTheSameCutInTwo(SettingsTree tree, Path folder, int steps, int cutAfter)
            throws Exception {
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        run(tree, whole, TrainingObserver.NONE);
        TrainingOutcome first = run(tree, cut, endingAfter(cutAfter));
        TrainingOutcome second = resume(GanTraining.settings(cut), cut);

        assertThat(first.stopReason()).isEqualTo("cancelled");
        assertThat(second.stopReason()).isNull();
        assertThat(cut.resolve("model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(checkpoint(cut, steps)).hasSameBinaryContentAs(checkpoint(whole, steps));
    }

    @Test
    void a_run_cut_in_two_ends_with_the_same_bytes() throws Exception {
        SettingsTree tree =
                TinyGans.settings("stylegan2ada", 4)
                        .set("regularisation.discriminatorInterval", "3")
                        .set("regularisation.pathLengthWeight", "2")
                        .set("regularisation.pathLengthInterval", "2")
                        .set("augment.mode", "ada")
                        .set("augment.kimg", "0.02")
                        .set("images.labels", "file");

        isTheSameCutInTwo(tree, folder, 4, 3);
    }

    @Test
    void a_run_leaves_everything_in_its_folder() throws Exception {
        SettingsTree tree = TinyGans.settings("stylegan2", 4);
        long arrays = Torch.liveArrays();
        TrainingOutcome outcome = run(tree, folder, TrainingObserver.NONE);

        assertThat(Torch.liveArrays()).isEqualTo(arrays);
        assertThat(outcome.images()).isEqualTo(16);
        assertThat(outcome.log()).extracting(TickRow::step).containsExactly(2L, 4L);
        assertThat(outcome.log().get(1).values())
                .containsKeys(
                        "Loss/G/loss", "Loss/D/loss", "Grad/Gmain", "Time/iteration", "Rate/G");
        assertThat(names(folder))
                .containsExactlyInAnyOrder(
                        "config.yml",
                        "log.jsonl",
                        "log.txt",
                        "events",
                        "report.html",
                        "snapshots",
                        "checkpoints",
                        "model.safetensors");
        assertThat(names(folder.resolve("snapshots")))
                .containsExactlyInAnyOrder(
                        "snapshot_000001.html",
                        "snapshot_000001.png",
                        "snapshot_000004.html",
                        "snapshot_000004.png");
        assertThat(folder.resolve("snapshots/snapshot_000004.html"))
                .content()
                .contains("Step 4, 0.0 kimg")
                .contains("data:image/png;base64,");
        assertThat(folder.resolve("log.txt")).content().contains("Iter      4/     4, kimg");
        try (ModelFile model = ModelFile.open(outcome.model())) {
            assertThat(model.description().family()).isEqualTo("stylegan2");
            assertThat(model.networks()).containsExactly(ModelFile.GENERATOR);
            assertThat(GanModels.generatorConfig(model.inferenceNetwork()).resolution())
                    .isEqualTo(16);
        }
        assertThat(GanTraining.settings(folder).json()).isEqualTo(tree.json());
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }

    @Test
    void all_networks_are_kept_if_they_are_wanted() throws Exception {
        SettingsTree tree = TinyGans.settings("pggan", 1).set("output.allNetworks", "true");
        TrainingOutcome outcome = run(tree, folder, TrainingObserver.NONE);

        try (ModelFile model = ModelFile.open(outcome.model())) {
            assertThat(model.networks())
                    .containsExactlyInAnyOrder("generator", "generator_ema", "discriminator");
        }
    }

    @Test
    void progress_is_told_and_a_run_is_not_begun_twice() throws Exception {
        int[] ticks = {0};
        SettingsTree tree = TinyGans.settings("stylegan2", 4);
        run(
                tree,
                folder,
                new TrainingObserver() {
                    @Override
                    public void progress(TrainingProgress progress) {
                        ticks[0]++;
                    }
                });

        assertThat(ticks[0]).isEqualTo(2);
        assertThat(GanTraining.canResume(folder)).isTrue();
        assertThatThrownBy(() -> run(tree, folder, TrainingObserver.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("resume that run");
    }

    @Test
    void the_number_of_classes_may_follow_from_the_images() throws Exception {
        SettingsTree tree = TinyGans.settings("stylegan2ada", 1).set("images.labels", "file");
        run(tree, folder, TrainingObserver.NONE);

        assertThat(GanTraining.settings(folder).integer("modules.generator.model.label_size", 0, 9))
                .isEqualTo(3);
    }

    @Test
    void labels_out_of_range_are_told() {
        SettingsTree tree =
                TinyGans.settings("stylegan2", 1).set("modules.generator.model.label_size", "2");

        assertThatThrownBy(() -> run(tree, folder, TrainingObserver.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("label_size is 2")
                .hasMessageContaining("class 2; classes from 0 to 1 would be right");
    }
}
