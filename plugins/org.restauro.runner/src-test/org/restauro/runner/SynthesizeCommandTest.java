// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.SafetensorsFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import picocli.CommandLine;

class SynthesizeCommandTest {
    @TempDir private Path folder;

    private String run(int expected, Object... args) {
        return command(expected, "synthesize", args);
    }

    private static String command(int expected, String name, Object... args) {
        String[] all = new String[args.length + 1];
        all[0] = name;
        for (int i = 0; i < args.length; i++) {
            all[i + 1] = args[i].toString();
        }
        StringWriter text = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        assertThat(line.execute(all)).as(text::toString).isEqualTo(expected);
        return text.toString();
    }

    private static int files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Test
    void writes_pictures_a_sheet_a_page_and_a_list() throws IOException {
        Path model = TinyGan.write(folder, "stylegan2", 0);
        Path out = folder.resolve("out");
        assertThat(run(0, model, "-o", out, "--seeds", "3-7", "--grid"))
                .contains("5 pictures in " + out);
        assertThat(files(out)).isEqualTo(8);
        PixelImage sheet = ImageFiles.read(out.resolve("grid.png"));
        assertThat(sheet.width()).isEqualTo(3 * 16 + 2 * 2);
        assertThat(sheet.height()).isEqualTo(2 * 16 + 2);
        PixelImage fourth = ImageFiles.read(out.resolve("seed0006.png"));
        assertThat(sheet.toRgb8().crop(0, 18, 16, 16).bytes8()).isEqualTo(fourth.bytes8());
        assertThat(Files.readString(out.resolve("pictures.csv")))
                .contains("seed0004.png,4,Z,\"seed 4\"");
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("<img src=\"seed0007.png\"")
                .contains("psi 0.7 in 8 layers, noise const");
        assertThat(run(1, model, "-o", out, "--seeds", "7")).contains("is there already");
        // alone as among others
        run(0, model, "-o", out, "--seeds", "6", "--force", "-q");
        assertThat(ImageFiles.read(out.resolve("seed0006.png")).bytes8())
                .isEqualTo(fourth.bytes8());
    }

    @Test
    void mixes_and_walks() throws IOException {
        Path model = TinyGan.write(folder, "stylegan", 0);
        Path mixed = folder.resolve("mixed");
        run(0, model, "-o", mixed, "--seeds", "1,2", "--mix", "3", "--mix-layers", "0-9");
        // all layers are the column's
        assertThat(ImageFiles.read(mixed.resolve("seed0001-seed0003.png")).bytes8())
                .isEqualTo(ImageFiles.read(mixed.resolve("column-seed0003.png")).bytes8());
        Path walked = folder.resolve("walked");
        run(0, model, "-o", walked, "--seeds", "1,2", "--interpolate", "3", "--grid-only");
        assertThat(files(walked)).isEqualTo(3);
        assertThat(ImageFiles.read(walked.resolve("grid.png")).width()).isEqualTo(4 * 16 + 3 * 2);
    }

    @Test
    void codes_go_out_and_come_in() throws IOException {
        Path model = TinyGan.write(folder, "stylegan2", 0);
        Path out = folder.resolve("out");
        run(0, model, "-o", out, "--seeds", "4,9", "--write-codes", "wp");
        Path again = folder.resolve("again");
        run(0, model, "-o", again, "--codes", out.resolve("codes.safetensors"));
        assertThat(ImageFiles.read(again.resolve("code0001.png")).bytes8())
                .isEqualTo(ImageFiles.read(out.resolve("seed0009.png")).bytes8());
        try (SafetensorsFile codes = Safetensors.open(out.resolve("codes.safetensors"))) {
            assertThat(codes.stateDict().get("wp").shape()).containsExactly(2, 6, 8);
        }
    }

    @Test
    void shows_classes() throws IOException {
        Path model = TinyGan.write(folder, "stylegan2ada", 3);
        Path out = folder.resolve("out");
        run(0, model, "-o", out, "--seeds", "1", "--classes", "0,2");
        assertThat(out.resolve("seed0001-class2.png")).exists();
        assertThat(run(1, model, "-o", folder.resolve("b"), "--seeds", "1"))
                .contains("The model has 3 classes");
        assertThat(run(1, model, "-o", folder.resolve("b"), "--classes", "3"))
                .contains("0 to 2 would be right");
    }

    @Test
    void the_path_length_of_a_model_is_scored_without_pictures() throws IOException {
        Path model = TinyGan.write(folder, "pggan", 0);
        String text =
                command(
                        0,
                        "score",
                        "--quiet",
                        "--generator",
                        model,
                        "--ppl-samples",
                        "3",
                        "--weights",
                        "formula",
                        "--device",
                        "cpu");
        assertThat(text)
                .contains("PPL")
                .contains("at the beginning of paths through z, steps of 1.0E-4, LPIPS by VGG-16");
        assertThat(command(2, "score", "--metrics", "ppl")).contains("give its model file");
        assertThat(command(2, "score", "--metrics", "fid", "--generator", model))
                .contains("give both folders");
    }

    @Test
    void says_in_one_line_what_is_wrong() throws IOException {
        Path model = TinyGan.write(folder, "pggan", 0);
        Path out = folder.resolve("out");
        assertThat(run(1, folder.resolve("none.safetensors"), "-o", out))
                .contains("There is no model file");
        assertThat(run(1, model, "-o", out, "--mix", "3")).contains("has no styles");
        assertThat(run(1, model, "-o", out, "--interpolate", "3", "--space", "w"))
                .contains("has no styles");
        assertThat(run(2, model, "-o", out, "--mix", "3", "--interpolate", "3"))
                .contains("give one");
        assertThat(run(2, model, "-o", out, "--layers", "few")).contains("a number or all");
        assertThat(run(2, model, "-o", out, "--mix", "3", "--mix-layers", "x"))
                .contains("are no layers");
        Path other = folder.resolve("other.safetensors");
        StateDict dict = new StateDict();
        dict.put("generator.weight", TensorData.of(new float[2], 2));
        Safetensors.write(
                other,
                dict,
                Map.of(
                        "restauro",
                        "{\"schema\":1,\"family\":\"mat\",\"config\":{},\"licence\":\"\","
                                + "\"origin\":\"\",\"more\":{}}"));
        assertThat(run(1, other, "-o", out))
                .contains("other.safetensors: The model is of the family mat, which does not make");
    }
}
