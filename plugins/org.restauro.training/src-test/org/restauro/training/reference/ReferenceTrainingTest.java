// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.weights.Safetensors;
import org.restauro.models.file.ModelFile;
import org.restauro.models.perceptual.Vgg19;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.report.TickRow;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

class ReferenceTrainingTest {
    @TempDir private Path folder;

    static TrainingObserver endingAfter(int ticks) {
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
        Path model = TinyTuning.backbone(folder, 1);
        Path run = folder.resolve("run");
        TrainingOutcome outcome =
                TinyTuning.run(TinyTuning.settings(2), run, model, TrainingObserver.NONE);

        assertThat(outcome.images()).isEqualTo(8);
        assertThat(outcome.log().get(1).values())
                .containsKeys(
                        "Loss/G/pixels",
                        "Loss/G/hole_l1",
                        "Valid/psnr_hole",
                        "Plain/psnr_hole",
                        "Rate/reference",
                        "Memory/micro-batch");
        for (String file : List.of("config.yml", "log.jsonl", "report.html", "best.safetensors")) {
            assertThat(run.resolve(file)).exists();
        }
        assertThat(run.resolve("samples")).isNotEmptyDirectory();
        try (ModelFile trained = ModelFile.open(outcome.model());
                ModelFile backbone = ModelFile.open(model);
                ReferenceGuidedGenerator generator =
                        ReferenceModels.load(trained, backbone, "b", TinyTuning.POLICY)) {
            assertThat(trained.networks()).containsExactly("reference");
            assertThat(generator.changeable()).isEmpty();
        }
        // a checkpoint is a reference model too
        Path checkpoint = run.resolve("checkpoints/checkpoint-000000000002.safetensors");
        try (ModelFile kept = ModelFile.open(checkpoint)) {
            assertThat(ReferenceModels.isReferenceModel(kept)).isTrue();
        }
    }

    @Test
    @Tag("slow")
    void a_run_cut_in_two_ends_with_the_same_bytes() throws Exception {
        Path model = TinyTuning.backbone(folder, 1);
        SettingsTree tree =
                TinyTuning.settings(6)
                        .set(
                                "training.unfreeze",
                                "[synthesis.to_style, synthesis.dec.Dec_16x16@3,"
                                        + " synthesis.dec.Dec_32x32@4]");
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        TinyTuning.run(tree, whole, model, TrainingObserver.NONE);
        TrainingOutcome first = TinyTuning.run(tree, cut, model, endingAfter(3));
        TrainingOutcome second = TinyTuning.run(tree, cut, model, TrainingObserver.NONE);

        assertThat(first.stopReason()).isEqualTo("cancelled");
        assertThat(second.log()).extracting(TickRow::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        for (String file :
                List.of(
                        "model.safetensors",
                        "best.safetensors",
                        "checkpoints/checkpoint-000000000006.safetensors")) {
            assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    @Tag("slow")
    void a_discriminator_learns_along_where_it_is_wanted() throws Exception {
        Path model = TinyTuning.backbone(folder, 1);
        SettingsTree tree = TinyTuning.settings(4).set("loss.adversarial", "0.1");
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        TrainingOutcome outcome = TinyTuning.run(tree, whole, model, TrainingObserver.NONE);
        assertThat(outcome.log().get(0).values())
                .containsKeys("Loss/G/adversarial", "Loss/D/loss", "Loss/r1_penalty");
        TinyTuning.run(tree, cut, model, endingAfter(1));
        TinyTuning.run(tree, cut, model, TrainingObserver.NONE);
        assertThat(cut.resolve("checkpoints/checkpoint-000000000004.safetensors"))
                .hasSameBinaryContentAs(
                        whole.resolve("checkpoints/checkpoint-000000000004.safetensors"));
    }

    @Test
    @Tag("slow")
    void float16_scales_its_loss() throws Exception {
        SettingsTree tree = TinyTuning.settings(3).set("device.precision", "float16");
        TrainingOutcome outcome =
                TinyTuning.run(
                        tree,
                        folder.resolve("run"),
                        TinyTuning.backbone(folder, 1),
                        TrainingObserver.NONE);
        assertThat(outcome.skipped()).isZero();
        assertThat(outcome.log().get(0).values().get("Scale/G")).isGreaterThan(1);
        assertThat(outcome.log().get(outcome.log().size() - 1).values().get("Loss/G/pixels"))
                .isFinite();
    }

    @Test
    @Tag("slow")
    void features_of_vgg19_judge_where_they_are_wanted() throws Exception {
        Path weights = folder.resolve("vgg19.safetensors");
        ComputePolicy policy = TinyTuning.POLICY;
        try (Vgg19 vgg = new Vgg19()) {
            vgg.initialise(policy, Noise.seeded(4));
            Safetensors.write(weights, vgg.stateDict(), Map.of());
        }
        SettingsTree tree =
                TinyTuning.settings(1)
                        .set("loss.perceptual", "0.1")
                        .set("loss.style", "1")
                        .set("loss.perceptualWeights", weights.toString());
        TrainingOutcome outcome =
                TinyTuning.run(
                        tree,
                        folder.resolve("run"),
                        TinyTuning.backbone(folder, 1),
                        TrainingObserver.NONE);
        Map<String, Double> values = outcome.log().get(0).values();
        assertThat(values.get("Loss/G/pcp_loss")).isPositive();
        assertThat(values.get("Loss/G/style_loss")).isPositive();
    }

    @Test
    @Tag("slow")
    void memory_in_a_budget_is_planned_told_and_kept() throws Exception {
        List<String> notes = new ArrayList<>();
        TrainingObserver observer =
                new TrainingObserver() {
                    @Override
                    public void note(String text) {
                        notes.add(text);
                    }
                };
        Path run = folder.resolve("run");
        SettingsTree tree = TinyTuning.settings(1).set("training.memory", "24 GB");
        TinyTuning.run(tree, run, TinyTuning.backbone(folder, 1), observer);
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0)).startsWith("Memory of 24.0 GB: ").contains(" at a time, ");
        assertThat(ReferenceTraining.settings(run).isOpen("training.memory")).isTrue();
        assertThatThrownBy(
                        () ->
                                TinyTuning.run(
                                        tree.set("training.memory", "20 MB"),
                                        folder.resolve("other"),
                                        TinyTuning.backbone(folder, 1),
                                        observer))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("even with one image at a time");
    }

    @Test
    void sizes_of_memory_are_read() {
        assertThat(MemorySize.parse("24 GB")).isEqualTo(24_000_000_000L);
        assertThat(MemorySize.parse("12")).isEqualTo(12_000_000_000L);
        assertThat(MemorySize.parse("8000mb")).isEqualTo(8_000_000_000L);
        assertThat(MemorySize.parse("1GiB")).isEqualTo(1L << 30);
        assertThat(MemorySize.parse("25769803776")).isEqualTo(25_769_803_776L);
        assertThatThrownBy(() -> MemorySize.parse("much"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("24 GB");
    }

    @Test
    void another_backbone_is_refused_when_a_run_goes_on() throws Exception {
        Path run = folder.resolve("run");
        SettingsTree tree = TinyTuning.settings(2);
        TinyTuning.run(tree, run, TinyTuning.backbone(folder, 1), TrainingObserver.NONE);
        Path other = TinyTuning.backbone(folder, 2);
        assertThatThrownBy(
                        () ->
                                TinyTuning.run(
                                        TinyTuning.settings(4), run, other, TrainingObserver.NONE))
                .hasMessageContaining("another backbone");
    }

    @Test
    @Tag("slow")
    void the_number_of_reading_threads_changes_nothing() throws Exception {
        Path model = TinyTuning.backbone(folder, 1);
        SettingsTree tree = TinyTuning.settings(2).set("data.pairing", "random");
        Path one = folder.resolve("one");
        Path four = folder.resolve("four");
        TinyTuning.run(tree.set("data.workers", "1"), one, model, TrainingObserver.NONE);
        TinyTuning.run(tree.set("data.workers", "4"), four, model, TrainingObserver.NONE);
        assertThat(one.resolve("model.safetensors"))
                .hasSameBinaryContentAs(four.resolve("model.safetensors"));
    }

    @Test
    void images_and_references_without_equal_names_are_told() throws Exception {
        Path model = TinyTuning.backbone(folder, 1);
        ReferenceData data =
                new ReferenceData(
                        new TrainingData(TinyTuning.images("images", 2, 32, 1), null),
                        org.restauro.images.source.MemorySource.of("references")
                                .add("other.png", new byte[1])
                                .build(),
                        null);
        try (ModelFile backbone = ModelFile.open(model)) {
            assertThatThrownBy(
                            () ->
                                    ReferenceTraining.create(
                                            ReferenceTrainingSettings.of(TinyTuning.settings(1)),
                                            data,
                                            folder.resolve("run"),
                                            backbone,
                                            "b",
                                            TrainingObserver.NONE))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("None of the 2 images in images has a reference")
                    .hasMessageContaining("image-0.png, image-1.png; references other.png");
        }
    }
}
