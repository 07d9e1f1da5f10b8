// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import picocli.CommandLine;

class TrainGanCommandTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path images;
    private Path config;

    @BeforeEach
    void prepare() throws Exception {
        images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 4; i++) {
            byte[] pixels = new byte[3 * 8 * 8];
            new Random(i).nextBytes(pixels);
            ImageFiles.write(
                    PixelImage.of8(8, 8, 3, pixels),
                    images.resolve("image-" + i + ".png"),
                    WriteOptions.defaults());
        }
        config =
                Files.writeString(
                        folder.resolve("run.yml"),
                        """
                        runner_type: StyleGAN2Runner
                        gan_type: stylegan2
                        resolution: 8
                        batch_size: 2
                        total_iters: 2
                        data:
                          train: {root_dir: elsewhere.zip, data_format: zip, resolution: 8}
                          val: {root_dir: elsewhere.zip, data_format: zip, resolution: 8}
                        controllers:
                          FIDEvaluator: {num: 4}
                          Snapshoter: {num: 2}
                        modules:
                          discriminator: {model: {fmaps_base: 32, fmaps_max: 8}}
                          generator:
                            model: {z_space_dim: 8, w_space_dim: 8, mapping_layers: 2,
                              mapping_fmaps: 8, fmaps_base: 32, fmaps_max: 8}
                        """);
    }

    private int run(String... args) {
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    @Test
    void trains_and_resumes_what_the_settings_say() throws Exception {
        Path run = folder.resolve("run");

        assertThat(run("train", "--config", "" + config, "-i", "" + images, "-o", "" + run))
                .as("%s", err)
                .isZero();
        assertThat(run("train", "--resume", "" + run, "--set", "total_iters=3"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString())
                .contains("stylegan2 8² · 2 steps of 2 images")
                .contains("FID is not measured, as evaluation.inceptionWeights is empty")
                .contains("Done. 0.0 kimg, 0 updates skipped. Model: " + run);
        assertThat(run.resolve("checkpoints/checkpoint-000000000003.safetensors")).exists();
        assertThat(run.resolve("snapshots/snapshot_000003.html")).exists();
        assertThat(run.resolve("config.yml")).content().contains("gan_type: stylegan2");
    }

    @Test
    void settings_and_presets_are_explained() {
        assertThat(run("train", "--preset", "ada-auto", "--settings")).isZero();
        assertThat(out.toString()).contains("g_smooth_img: 10000").contains("# half-life of the");
        assertThat(run("train", "--presets")).isZero();
        assertThat(out.toString())
                .contains(
                        "stylegan2-small-64\n", "stylegan_ffhq256\n", "ada-paper256\n", "small-64");
    }

    @Test
    void wrong_settings_are_told_in_one_line() {
        String run = folder.resolve("run").toString();

        assertThat(run("train", "--preset", "stylegan2-smal-64", "-o", run)).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean \"stylegan2-small-64\"?");
        assertThat(
                        run(
                                "train",
                                "--config",
                                "" + config,
                                "--set",
                                "modules.generator.opt.base_rl=1",
                                "-o",
                                run))
                .isEqualTo(2);
        assertThat(err.toString()).contains("did you mean \"modules.generator.opt.base_lr\"?");
        assertThat(run("train", "--preset", "stylegan2-small-64", "-o", run)).isEqualTo(2);
        assertThat(err.toString()).contains("data.train.root_dir is empty");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
