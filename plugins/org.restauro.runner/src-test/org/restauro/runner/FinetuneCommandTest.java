// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.mat.MatModels;
import picocli.CommandLine;

class FinetuneCommandTest {
    private static final MatConfig NETWORK =
            new MatConfig(
                    32,
                    MatConfig.channelTable(32, 128, 8),
                    8,
                    8,
                    2,
                    List.of(1, 1, 1, 1, 1),
                    List.of(4, 4, 4, 4, 4),
                    2,
                    16,
                    16,
                    2);

    @TempDir private Path folder;

    private StringWriter out;
    private StringWriter err;
    private Path images;
    private Path references;
    private Path model;
    private Path config;

    @BeforeEach
    void prepare() throws Exception {
        images = pictures("images", "a", "b", "c", "d");
        references = pictures("references", "a", "x");
        model = folder.resolve("mat.safetensors");
        try (MatGenerator generator = new MatGenerator(NETWORK)) {
            generator.initialise(ComputePolicy.REFERENCE, Noise.seeded(1));
            ModelFile.write(
                    model,
                    new ModelDescription(
                            MatModels.FAMILY, NETWORK.toJson(), "none", "test", Map.of()),
                    Map.of(ModelFile.GENERATOR, generator.stateDict()));
        }
        config =
                Files.writeString(
                        folder.resolve("run.yml"),
                        """
                        module: {features: 16, grid: 4, pictureSize: 32}
                        data: {validationShare: 0.3}
                        device: {device: cpu, threads: 1}
                        output: {tickKimg: 0.002, snapshotTicks: 1, checkpointTicks: 1, samples: 1}
                        """);
    }

    private Path pictures(String name, String... stems) throws Exception {
        Path to = Files.createDirectory(folder.resolve(name));
        for (String stem : stems) {
            byte[] pixels = new byte[3 * 32 * 32];
            new Random(stem.hashCode()).nextBytes(pixels);
            Files.write(
                    to.resolve(stem + ".png"), ImageFiles.toPng(PixelImage.of8(32, 32, 3, pixels)));
        }
        return to;
    }

    private int run(Object... args) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void published_options_train_and_what_was_trained_restores() throws Exception {
        Path tuned = folder.resolve("run");
        int status =
                run(
                        "finetune",
                        "--config",
                        config,
                        "--pretrained_path",
                        model,
                        "--data_path",
                        images,
                        "--reference_path",
                        references,
                        "--output_dir",
                        tuned,
                        "--batch_size",
                        1,
                        "--accumulation_steps",
                        2,
                        "--epochs",
                        1,
                        "--lr_reference",
                        "1e-3",
                        "--lr_backbone",
                        "1e-5");
        assertThat(status).as("%s", err).isZero();
        assertThat(out.toString())
                .contains("steps of 2 images, 1 at a time")
                .contains("parameters are trainable")
                .contains("Model: " + tuned.resolve("model.safetensors"));

        status = run("finetune", "--resume", tuned, "--set", "training.epochs=2");
        assertThat(status).as("%s", err).isZero();

        Path masks = Files.createDirectory(folder.resolve("masks"));
        byte[] known = new byte[32 * 32];
        Arrays.fill(known, 0, 600, (byte) 255);
        for (String stem : List.of("a", "b", "c", "d")) {
            Files.write(masks.resolve(stem + ".png"), ImageFiles.toPng(Mask.of(32, 32, known)));
        }
        Path results = folder.resolve("results");
        Object[] restore = {
            "inpaint",
            "-q",
            "-m",
            model,
            "--reference-model",
            tuned.resolve("model.safetensors"),
            "--references",
            references,
            "-i",
            images,
            "-k",
            masks,
            "-o",
            results,
            "--seeds",
            "0-1"
        };
        assertThat(run(restore)).as("%s", err).isZero();
        assertThat(results.resolve("a_ref_a_seed000.png")).exists();
        assertThat(results.resolve("a_ref_a_seed001.png")).exists();
        assertThat(results.resolve("b_seed001.png")).exists();
        Object[] cycled = Arrays.copyOf(restore, restore.length + 2);
        cycled[restore.length] = "--reference-pairing";
        cycled[restore.length + 1] = "cycle";
        cycled[13] = folder.resolve("cycled");
        assertThat(run(cycled)).as("%s", err).isZero();
        assertThat(folder.resolve("cycled/b_ref_x_seed000.png")).exists();
        assertThat(folder.resolve("cycled/c_ref_a_seed000.png")).exists();
    }

    @Test
    void wrong_use_is_told_in_a_sentence() {
        assertThat(run("finetune", "-i", images, "-r", references, "-o", folder.resolve("r")))
                .isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err.toString()).contains("--model FILE is missing");
        assertThat(
                        run(
                                "finetune",
                                "--config",
                                config,
                                "-m",
                                model,
                                "-i",
                                images,
                                "-r",
                                references,
                                "-o",
                                folder.resolve("r"),
                                "--set",
                                "training.unfreeze=to_style"))
                .isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err.toString())
                .contains("no parameter under the path \"to_style\"")
                .contains("synthesis.to_style");
        assertThat(
                        run(
                                "inpaint",
                                "-m",
                                model,
                                "-i",
                                images,
                                "-k",
                                images,
                                "-o",
                                folder,
                                "--references",
                                references))
                .isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err.toString()).contains("--references needs --reference-model");
    }
}
