// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import picocli.CommandLine;

class TrainCommandTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path images;
    private Path config;

    @BeforeEach
    void prepare() throws Exception {
        images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 4; i++) {
            byte[] pixels = new byte[3 * 40 * 40];
            new Random(i).nextBytes(pixels);
            ImageFiles.write(
                    PixelImage.of8(40, 40, 3, pixels),
                    images.resolve("image-" + i + ".png"),
                    WriteOptions.defaults());
        }
        config =
                Files.writeString(
                        folder.resolve("run.yml"),
                        """
                        preset: small-64
                        data: {validationShare: 0.3}
                        network: {resolution: 32, channelBase: 128, channelMax: 8, dim: 8,
                          heads: 2, tokenResolution: 8, depths: [1, 1, 1, 1, 1],
                          zDim: 16, wDim: 16, minibatchGroup: 2}
                        training: {batch: 2, microBatch: 2, kimg: 0.004}
                        output: {tickKimg: 0.002, snapshotTicks: 1, checkpointTicks: 1, samples: 2}
                        """);
    }

    private int run(String... args) {
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    @Test
    void trains_resumes_and_gives_a_model_that_restores() throws Exception {
        Path run = folder.resolve("run");

        assertThat(run("train", "--config", "" + config, "-i", "" + images, "-o", "" + run))
                .as("%s", err)
                .isZero();
        assertThat(run("train", "--resume", "" + run, "--set", "training.kimg=0.006"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString())
                .contains("32² · 2 steps of 2 images")
                .contains("Done. 0.0 kimg, 0 updates skipped. Model: " + run)
                .contains("PSNR in holes");
        assertThat(run.resolve("checkpoints/checkpoint-000000000003.safetensors")).exists();

        Path masks = Files.createDirectory(folder.resolve("masks"));
        byte[] known = new byte[40 * 40];
        Arrays.fill(known, 0, 30 * 40, (byte) 255);
        for (int i = 0; i < 4; i++) {
            ImageFiles.write(
                    PixelImage.of8(40, 40, 1, known),
                    masks.resolve("image-" + i + ".png"),
                    WriteOptions.defaults());
        }
        Path restored = folder.resolve("restored");
        String model = run.resolve("model.safetensors").toString();
        assertThat(
                        run(
                                "inpaint",
                                "--model",
                                model,
                                "-i",
                                "" + images,
                                "-k",
                                "" + masks,
                                "-o",
                                "" + restored))
                .as("%s", err)
                .isZero();
        assertThat(restored.resolve("image-0.png")).exists();
    }

    @Test
    void settings_are_explained() {
        assertThat(run("train", "--settings")).isZero();
        assertThat(out.toString()).contains("pixelRatio: 0").contains("# weight of the plain");
    }

    @Test
    void wrong_settings_are_told_in_one_line() {
        String run = folder.resolve("run").toString();

        assertThat(run("train", "--preset", "smal-64", "-i", "" + images, "-o", run)).isEqualTo(2);
        assertThat(err.toString())
                .contains("restauro: There is no preset \"smal-64\"; did you mean \"small-64\"?");
        assertThat(run("train", "--set", "training.bach=3", "-i", "" + images, "-o", run))
                .isEqualTo(2);
        assertThat(err.toString()).contains("did you mean \"training.batch\"?");
        assertThat(run("train", "--preset", "small-64", "-o", run)).isEqualTo(2);
        assertThat(err.toString()).contains("data.images is empty");
        assertThat(run("train")).isEqualTo(2);
        assertThat(err.toString()).contains("-o OUT_DIR is missing");
        assertThat(run("train", "--resume", run)).isEqualTo(2);
        assertThat(err.toString()).contains("holds no run with a checkpoint");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
