// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Torch;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.report.TickRow;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

class EncoderTrainingTest {
    private static GanGenerator generator;
    private static TrainingData data;

    @TempDir private Path folder;

    @BeforeAll
    static void makeGenerator() {
        generator = TinyGan.generator(GanFamily.STYLEGAN2);
        data = TinyEncoder.data(generator);
    }

    @AfterAll
    static void closeGenerator() {
        generator.close();
    }

    /** Asks for the end once some ticks were seen. */
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

    private static Path checkpoint(Path run, int step) {
        return run.resolve("checkpoints").resolve("checkpoint-%012d.safetensors".formatted(step));
    }

    @Test
    void a_run_leaves_an_encoder_that_learned_and_everything_else_in_its_folder() throws Exception {
        Path gan = TinyEncoder.gan(folder, generator, false);
        long before = Torch.liveArrays();
        Path run = folder.resolve("run");
        TrainingOutcome outcome =
                TinyEncoder.run(
                        TinyEncoder.settings(40)
                                .set("controllers.Snapshoter.every_n_iters", "20")
                                .set("controllers.Checkpointer.every_n_iters", "40"),
                        gan,
                        data,
                        run,
                        TrainingObserver.NONE);

        assertThat(Torch.liveArrays()).isEqualTo(before);
        assertThat(outcome.images()).isEqualTo(160);
        List<TickRow> log = outcome.log();
        assertThat(log.get(0).values())
                .containsKeys("Loss/E/reconstruction", "Rate/E", "Grad/E")
                .doesNotContainKey("Loss/D/real");
        assertThat(log.get(39).value("Valid/psnr")).isFinite();
        assertThat(log.get(39).value("Loss/E/pixels"))
                .isLessThan(0.8 * log.get(0).value("Loss/E/pixels"));
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.yml",
                            "log.jsonl",
                            "report.html",
                            "samples",
                            "checkpoints",
                            "generator.safetensors",
                            "model.safetensors",
                            "best.safetensors");
        }
        assertThat(Files.readString(run.resolve("report.html"))).contains("reconstruction");
        try (ModelFile model = ModelFile.open(outcome.model());
                InversionEncoder encoder = InversionFiles.encoder(model, "model", TinyGan.POLICY)) {
            assertThat(model.description().family()).isEqualTo(InversionModels.FAMILY);
            assertThat(InversionFiles.space(model.description(), encoder, generator.config()))
                    .isEqualTo(LatentSpace.WP);
        }
    }

    @Test
    @Tag("slow")
    void a_run_cut_in_two_ends_with_the_same_bytes() throws Exception {
        Path gan = TinyEncoder.gan(folder, generator, true);
        SettingsTree tree = TinyEncoder.settings(6).set("loss.e_loss_kwargs.adv_lw", "0.08");
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        TinyEncoder.run(tree, gan, data, whole, TrainingObserver.NONE);
        TrainingOutcome first = TinyEncoder.run(tree, gan, data, cut, endingAfter(3));
        Files.delete(gan);
        TrainingOutcome second = TinyEncoder.resume(EncoderTraining.settings(cut), data, cut);

        assertThat(first.stopReason()).isEqualTo("cancelled");
        assertThat(second.log()).extracting(TickRow::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(second.log().get(5).values())
                .containsKeys("Loss/D/real", "Loss/r1_penalty", "Loss/E/adversarial", "Rate/D");
        for (String file : List.of("model.safetensors", "best.safetensors")) {
            assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(checkpoint(cut, 6)).hasSameBinaryContentAs(checkpoint(whole, 6));
    }

    @Test
    @Tag("slow")
    void codes_of_every_space_are_trained() throws Exception {
        Path gan = TinyEncoder.gan(folder, generator, false);
        for (LatentSpace space : LatentSpace.values()) {
            SettingsTree tree =
                    TinyEncoder.settings(2).set("space_of_latent", space.name().toLowerCase());
            TrainingOutcome outcome =
                    TinyEncoder.run(
                            tree, gan, data, folder.resolve(space.name()), TrainingObserver.NONE);
            assertThat(outcome.log()).hasSize(2);
            assertThat(outcome.log().get(1).value("Loss/E/loss")).isFinite();
        }
    }

    @Test
    void what_does_not_fit_is_told_before_anything_is_written() throws Exception {
        Path gan = TinyEncoder.gan(folder, generator, false);
        Path run = folder.resolve("run");
        SettingsTree tree = TinyEncoder.settings(2);
        assertThatThrownBy(
                        () ->
                                TinyEncoder.run(
                                        tree.set("resolution", "32"),
                                        gan,
                                        data,
                                        run,
                                        TrainingObserver.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("resolution is 32; that of the GAN, 16, would be right");
        assertThatThrownBy(
                        () ->
                                TinyEncoder.run(
                                        tree.set("modules.encoder.model.latent_dim", "[16, 16]"),
                                        gan,
                                        data,
                                        run,
                                        TrainingObserver.NONE))
                .isInstanceOf(SettingsException.class);
        assertThatThrownBy(
                        () ->
                                EncoderTrainingSettings.of(
                                        tree.set("loss.e_loss_kwargs.perceptual_lw", "5.0e-5")))
                .hasMessageContaining("perceptual_model_path is empty");
        assertThatThrownBy(() -> EncoderTrainingSettings.of(tree.set("batch_size", "1")))
                .hasMessageContaining("batch_size is 1");
        assertThatThrownBy(() -> EncoderTraining.gan(tree))
                .hasMessageContaining("gan_model_path is empty");
        Path mat = folder.resolve("mat.safetensors");
        ModelFile.write(
                mat,
                new ModelDescription(
                        "mat", generator.config().toJson(), "unknown", "test", Map.of()),
                Map.of(ModelFile.GENERATOR, generator.stateDict()));
        assertThatThrownBy(() -> EncoderTraining.gan(tree.set("gan_model_path", mat.toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("mat.safetensors: The model is of the family mat");
        assertThat(run).doesNotExist();
    }

    @Test
    void the_published_configuration_is_understood() {
        SettingsTree tree =
                EncoderPresets.of(
                        SettingsTree.parse(
                                """
                                runner_type: EncoderRunner
                                gan_type: stylegan
                                resolution: 256
                                gan_model_path: checkpoints/stylegan_ffhq256.pth
                                perceptual_model_path: checkpoints/vgg16.pth
                                batch_size: 12
                                val_batch_size: 25
                                total_img: 14000000
                                space_of_latent: y
                                controllers:
                                  RunningLogger: {every_n_iters: 50}
                                  Snapshoter: {every_n_iters: 10000, first_iter: true, num: 200}
                                modules:
                                  discriminator:
                                    lr: {lr_type: ExpSTEP, decay_factor: 0.8, decay_step: 18229}
                                    opt: {opt_type: Adam, base_lr: 1.0e-4, betas: [0.9, 0.99]}
                                    kwargs_train: {}
                                    kwargs_val: {}
                                """,
                                "test"));
        EncoderTrainingSettings settings = EncoderTrainingSettings.of(tree);
        assertThat(settings.loss()).isEqualTo(EncoderLossSettings.PUBLISHED);
        assertThat(settings.space()).isEqualTo(LatentSpace.Y);
        assertThat(settings.encoder().rate().factor(18229)).isEqualTo(0.8);
        assertThat(settings.length().steps(12, 70000)).isEqualTo(1166667);
        assertThat(settings.perceptualWeights()).isEqualTo(Path.of("checkpoints/vgg16.pth"));
        SettingsTree preset = EncoderPresets.preset("stylegan_ffhq256_encoder_y");
        assertThat(preset.integers("modules.encoder.model.latent_dim")).hasSize(14);
        assertThat(EncoderPresets.areMeantBy(preset.json())).isTrue();
    }
}
