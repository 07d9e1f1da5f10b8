// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.io.ImageFiles;
import picocli.CommandLine;

class InvertCommandTest {
    @TempDir private Path folder;

    private static String run(int expected, Object... args) {
        String[] all = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            all[i] = args[i].toString();
        }
        StringWriter text = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        assertThat(line.execute(all)).as(text::toString).isEqualTo(expected);
        return text.toString();
    }

    /** Pictures of a model. */
    private Path pictures(Path model, String seeds) {
        Path to = folder.resolve("pictures");
        run(0, "synthesize", model, "-o", to, "--seeds", seeds, "--device", "cpu", "-q");
        return to;
    }

    @Test
    void pictures_become_codes_and_codes_become_the_reconstructions() throws IOException {
        Path model = TinyGan.write(folder, "stylegan2", 0);
        Path pictures = pictures(model, "1-2");
        Path broken = Files.writeString(pictures.resolve("zebra.png"), "no picture");
        Path out = folder.resolve("out");
        String told =
                run(
                        1,
                        "invert",
                        "-m",
                        model,
                        pictures,
                        "-o",
                        out,
                        "--steps",
                        "20",
                        "--loss",
                        "pixels",
                        "--space",
                        "wp",
                        "--device",
                        "cpu");

        assertThat(told).contains("2 of 3 images inverted").contains("zebra.png: failed");
        List<String> table = Files.readAllLines(out.resolve("inversion.csv"));
        assertThat(table).hasSize(4);
        assertThat(table.get(1)).contains("seed0001.png").contains(",0,wp,");
        assertThat(table.get(3)).contains(broken.toString());
        Path again = folder.resolve("again");
        run(0, "synthesize", model, "-o", again, "--codes", out.resolve("codes.safetensors"));
        assertThat(ImageFiles.read(again.resolve("code0001.png")).bytes8())
                .isEqualTo(ImageFiles.read(out.resolve("seed0002.png")).bytes8());
        assertThat(run(1, "invert", "-m", model, pictures, "-o", out, "--loss", "pixels"))
                .contains("is there already");
        // alone as among others
        Path alone = folder.resolve("alone");
        run(
                0,
                "invert",
                "-m",
                model,
                pictures.resolve("seed0002.png"),
                "-o",
                alone,
                "--steps",
                "20",
                "--loss",
                "pixels",
                "--space",
                "wp",
                "--device",
                "cpu",
                "-q");
        assertThat(alone.resolve("seed0002.png"))
                .hasSameBinaryContentAs(out.resolve("seed0002.png"));
    }

    @Test
    @Tag("slow")
    void an_encoder_is_trained_by_its_settings_and_used() throws IOException {
        Path model = TinyGan.write(folder, "stylegan2", 0);
        Path pictures = pictures(model, "1-12");
        Path config =
                Files.writeString(
                        folder.resolve("encoder.yml"),
                        """
                        runner_type: EncoderRunner
                        gan_model_path: %s
                        batch_size: 4
                        total_iters: 2
                        modules:
                          encoder:
                            model: {inplanes: 8, max_channels: 8, fpn_channels: 8,
                              sam_channels: 8}
                        loss:
                          e_loss_kwargs: {adv_lw: 0, perceptual_lw: 0}
                        device: {device: cpu, threads: 1}
                        """
                                .formatted(model));
        Path trained = folder.resolve("run");
        assertThat(run(0, "train", "--config", config, "-i", pictures, "-o", trained))
                .contains("codes of WP")
                .contains("Done.");
        assertThat(run(0, "train", "--resume", trained, "--set", "total_iters=3"))
                .contains("Done.");
        Path encoder = trained.resolve("model.safetensors");
        Path out = folder.resolve("out");
        run(
                0,
                "invert",
                "-m",
                model,
                "-e",
                encoder,
                pictures.resolve("seed0003.png"),
                "-o",
                out,
                "--device",
                "cpu",
                "-q");
        assertThat(out.resolve("seed0003.png")).exists();
        assertThat(Files.readString(out.resolve("inversion.csv"))).contains(",0,wp,");
        assertThat(
                        run(
                                1,
                                "invert",
                                "-m",
                                encoder,
                                pictures,
                                "-o",
                                folder.resolve("x"),
                                "--loss",
                                "pixels"))
                .contains("model.safetensors: The model is of the family inversion-encoder");
        assertThat(run(1, "invert", "-m", model, "-e", model, pictures, "-o", folder.resolve("x")))
                .contains("stylegan2.safetensors is a model of the family 'stylegan2'; an encoder");
    }

    @Test
    void says_in_one_line_what_is_wrong() throws IOException {
        Path model = TinyGan.write(folder, "stylegan2", 0);
        Path picture = pictures(model, "1").resolve("seed0001.png");
        Path out = folder.resolve("out");
        assertThat(run(1, "invert", "-m", model, picture, "-o", out))
                .contains("weight file")
                .contains("--loss pixels needs no weights");
        assertThat(run(2, "invert", "-m", model, picture, "-o", out, "--loss", "taste"))
                .contains("--loss is taste; lpips, pixels");
        assertThat(run(2, "invert", "-m", model, picture, "-o", out, "--steps", "0"))
                .contains("nothing is searched");
        assertThat(run(1, "invert", "-m", folder.resolve("none"), picture, "-o", out))
                .contains("There is no model file");
        assertThat(out).doesNotExist();
    }
}
