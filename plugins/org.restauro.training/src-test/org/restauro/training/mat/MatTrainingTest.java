// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.models.file.ModelFile;
import org.restauro.training.TrainingException;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.report.TickRow;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

class MatTrainingTest {
    @TempDir private Path folder;

    private static TrainingOutcome run(SettingsTree tree, Path to, TrainingObserver observer)
            throws Exception {
        try (MatTraining training =
                MatTraining.create(
                        MatTrainingSettings.of(tree), TinyRun.data(tree), to, null, observer)) {
            return training.run();
        }
    }

    private static TrainingOutcome resume(SettingsTree tree, Path in) throws Exception {
        try (MatTraining training =
                MatTraining.resume(tree, TinyRun.data(tree), in, TrainingObserver.NONE)) {
            return training.run();
        }
    }

    private static Path checkpoint(Path run, int step) {
        return run.resolve("checkpoints").resolve("checkpoint-%012d.safetensors".formatted(step));
    }

    /** Asks for the end once some ticks were seen. */
    private static TrainingObserver endingAfter(int ticks) {
        return new TrainingObserver() {
            private int seen;

            @Override
            public void progress(TrainingProgress progress) {
                seen++;
            }

            @Override
            public boolean cancelled() {
                return seen >= ticks;
            }
        };
    }

    @Test
    void a_run_leaves_everything_in_its_folder() throws Exception {
        TrainingOutcome outcome = run(TinyRun.settings(4), folder, TrainingObserver.NONE);

        assertThat(outcome.images()).isEqualTo(8);
        assertThat(outcome.stopReason()).isNull();
        assertThat(outcome.log()).extracting(TickRow::step).containsExactly(1L, 2L, 3L, 4L);
        assertThat(outcome.log().get(1).values())
                .containsKeys("Loss/G/loss", "Loss/D/loss", "Grad/Gmain", "Valid/psnr_hole");
        assertThat(outcome.best()).exists();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.yml",
                            "log.jsonl",
                            "report.html",
                            "samples",
                            "checkpoints",
                            "model.safetensors",
                            "best.safetensors");
        }
        try (ModelFile model = ModelFile.open(outcome.model())) {
            assertThat(model.description().family()).isEqualTo("mat");
            assertThat(model.description().more()).containsEntry("kimg", "0.008");
        }
        assertThat(MatTraining.settings(folder).json()).isEqualTo(TinyRun.settings(4).json());
    }

    @Test
    @Tag("slow")
    void a_run_cut_in_two_ends_with_the_same_bytes() throws Exception {
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        run(TinyRun.settings(6), whole, TrainingObserver.NONE);
        // stops after an odd step, between two checkpoints of the uninterrupted run
        TrainingOutcome first = run(TinyRun.settings(6), cut, endingAfter(3));
        TrainingOutcome second = resume(TinyRun.settings(6), cut);

        assertThat(first.stopReason()).isEqualTo("cancelled");
        assertThat(second.log()).extracting(TickRow::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        for (String file : List.of("model.safetensors", "best.safetensors")) {
            assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(checkpoint(cut, 6)).hasSameBinaryContentAs(checkpoint(whole, 6));
    }

    @Test
    @Tag("slow")
    void adaptive_augmentation_and_path_length_survive_a_cut_too() throws Exception {
        SettingsTree tree =
                TinyRun.settings(6)
                        .set("augment.mode", "ada")
                        .set("augment.kimg", "0.02")
                        .set("loss.pathLengthWeight", "1");
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        run(tree, whole, TrainingObserver.NONE);
        run(tree, cut, endingAfter(5));
        TrainingOutcome second = resume(tree, cut);

        assertThat(second.log().get(5).value("Augment/p")).isNotNaN();
        assertThat(checkpoint(cut, 6)).hasSameBinaryContentAs(checkpoint(whole, 6));
    }

    @Test
    void a_stop_file_ends_the_run_and_keeps_its_result() throws Exception {
        TrainingObserver asking =
                new TrainingObserver() {
                    @Override
                    public void progress(TrainingProgress progress) {
                        try {
                            Files.createFile(folder.resolve("stop"));
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                };
        TrainingOutcome outcome = run(TinyRun.settings(500), folder, asking);

        assertThat(outcome.stopReason()).contains("'stop'");
        assertThat(outcome.images()).isEqualTo(2);
        assertThat(folder.resolve("stop")).doesNotExist();
        assertThat(outcome.model()).exists();
        assertThat(MatTraining.canResume(folder)).isTrue();
    }

    @Test
    void the_last_step_is_evaluated_whatever_the_interval() throws Exception {
        TrainingOutcome outcome = run(TinyRun.settings(3), folder, TrainingObserver.NONE);

        assertThat(outcome.log().get(0).value("Valid/psnr_hole")).isNaN();
        assertThat(outcome.log().get(2).value("Valid/psnr_hole")).isNotNaN();
    }

    @Test
    void a_time_limit_ends_the_run() throws Exception {
        TrainingOutcome outcome =
                run(
                        TinyRun.settings(5000).set("training.minutes", "0.00001"),
                        folder,
                        TrainingObserver.NONE);

        assertThat(outcome.stopReason()).isEqualTo("the time limit is reached");
    }

    @Test
    void a_folder_with_a_run_is_not_begun_anew() throws Exception {
        run(TinyRun.settings(2), folder, TrainingObserver.NONE);

        assertThatThrownBy(() -> run(TinyRun.settings(2), folder, TrainingObserver.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("resume that run");
        assertThatThrownBy(() -> resume(TinyRun.settings(2), folder.resolve("none")))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("no checkpoint to go on from");
    }

    @Test
    @Tag("slow")
    void a_model_is_trained_further_whatever_its_shape() throws Exception {
        TrainingOutcome first =
                run(TinyRun.settings(2), folder.resolve("first"), TrainingObserver.NONE);
        SettingsTree other = TinyRun.settings(2).set("network.dim", "16");
        try (ModelFile model = ModelFile.open(first.model());
                MatTraining training =
                        MatTraining.create(
                                MatTrainingSettings.of(other),
                                TinyRun.data(other),
                                folder.resolve("second"),
                                model,
                                TrainingObserver.NONE)) {
            TrainingOutcome second = training.run();
            try (ModelFile result = ModelFile.open(second.model())) {
                assertThat(result.description().config().get("dim").asInt()).isEqualTo(8);
            }
        }
        resume(TinyRun.settings(3), folder.resolve("second"));
    }

    @Test
    @Tag("slow")
    void runs_go_on_side_by_side_and_equal_runs_are_equal() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<TrainingOutcome> a =
                    () -> run(TinyRun.settings(3), folder.resolve("a"), TrainingObserver.NONE);
            Callable<TrainingOutcome> b =
                    () -> run(TinyRun.settings(3), folder.resolve("b"), TrainingObserver.NONE);
            for (Future<TrainingOutcome> done : threads.invokeAll(List.of(a, b))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(folder.resolve("a/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("b/model.safetensors"));
        assertThat(checkpoint(folder.resolve("a"), 3))
                .hasSameBinaryContentAs(checkpoint(folder.resolve("b"), 3));
    }

    @Test
    @Tag("slow")
    void a_run_that_diverges_stops_and_keeps_its_last_good_checkpoint() throws Exception {
        run(TinyRun.settings(2), folder, TrainingObserver.NONE);
        byte[] good = Files.readAllBytes(checkpoint(folder, 2));
        SettingsTree diverging =
                TinyRun.settings(50)
                        .set("training.largestGradient", "1e-12")
                        .set("training.skippedInARow", "7");

        assertThatThrownBy(() -> resume(diverging, folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("7 updates in a row were skipped");
        assertThat(folder.resolve("checkpoints").toFile().list())
                .containsExactly(checkpoint(folder, 2).getFileName().toString());
        assertThat(checkpoint(folder, 2)).hasBinaryContent(good);
        assertThat(Files.readString(folder.resolve("report.html"))).contains("Training diverged");
        assertThat(resume(TinyRun.settings(4), folder).skipped()).isZero();
    }

    @Test
    void a_folder_that_cannot_be_made_is_told() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(
                        () -> run(TinyRun.settings(1), file.resolve("run"), TrainingObserver.NONE))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("the folder of the run cannot be made");
    }

    @Test
    void images_that_are_missing_are_told() {
        assertThatThrownBy(() -> TrainingData.open(TinyRun.settings(1)))
                .hasMessageContaining("data.images is empty");
        assertThatThrownBy(
                        () -> TrainingData.divided(TinyRun.images(0, 8), null, TinyRun.settings(1)))
                .hasMessageContaining("There are no images in made-up images");
    }
}
