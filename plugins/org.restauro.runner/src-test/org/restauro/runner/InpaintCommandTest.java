// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import picocli.CommandLine;

class InpaintCommandTest {
    private static final String MODEL = "formula:mat-64";

    @TempDir private Path folder;
    private Path images;
    private Path masks;
    private Path results;
    private String out;
    private String err;

    @BeforeEach
    void makes_two_images_with_masks() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        masks = Files.createDirectory(folder.resolve("masks"));
        results = folder.resolve("results");
        image("a", 64, 64);
        image("b", 100, 70);
    }

    private void image(String name, int width, int height) throws IOException {
        byte[] rgb = new byte[3 * width * height];
        new Random(width).nextBytes(rgb);
        Files.write(
                images.resolve(name + ".png"),
                ImageFiles.toPng(PixelImage.of8(width, height, 3, rgb)));
        byte[] values = new byte[width * height];
        java.util.Arrays.fill(values, width * 20, values.length, (byte) 255);
        Files.write(masks.resolve(name + ".png"), ImageFiles.toPng(Mask.of(width, height, values)));
    }

    private int run(String... args) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(outText));
        line.setErr(new PrintWriter(errText));
        int status = line.execute(args);
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    private int inpaint(String... more) {
        String[] args = {
            "inpaint",
            "-m",
            MODEL,
            "-i",
            images.toString(),
            "-k",
            masks.toString(),
            "-o",
            results.toString()
        };
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
    }

    private void check(String name) throws IOException {
        PixelImage before = ImageFiles.read(images.resolve(name));
        PixelImage after = ImageFiles.read(results.resolve(name));
        Mask mask = Mask.of(before.width(), before.height(), maskBytes(before));
        int changed = 0;
        for (int y = 0; y < before.height(); y++) {
            for (int x = 0; x < before.width(); x++) {
                boolean same = before.sample(x, y, 0) == after.sample(x, y, 0);
                assertThat(same || mask.isHole(x, y)).isTrue();
                changed += same ? 0 : 1;
            }
        }
        assertThat(changed).isPositive();
    }

    private static byte[] maskBytes(PixelImage image) {
        byte[] values = new byte[image.width() * image.height()];
        java.util.Arrays.fill(values, image.width() * 20, values.length, (byte) 255);
        return values;
    }

    @Test
    void restores_a_folder_and_reports_it() throws IOException {
        Path report = folder.resolve("report.csv");
        assertThat(inpaint("--report", report.toString())).as(() -> err).isZero();
        assertThat(out).contains("2 images: 2 restored, 0 skipped, 0 failed");
        assertThat(err).contains("untrained weights").contains("[2/2] b.png: restored");
        check("a.png");
        check("b.png");
        assertThat(Files.readAllLines(report)).hasSize(3);

        // A second time: refused, resumed, replaced with the same bytes.
        byte[] first = Files.readAllBytes(results.resolve("b.png"));
        assertThat(inpaint()).isEqualTo(Restauro.FAILED);
        assertThat(err).contains("exists already").contains("--overwrite");
        assertThat(inpaint("--resume", "--json")).isZero();
        assertThat(out).contains("\"skipped\" : 2");
        assertThat(inpaint("--overwrite")).isZero();
        assertThat(Files.readAllBytes(results.resolve("b.png"))).isEqualTo(first);
    }

    @Test
    void goes_on_after_a_broken_file() throws IOException {
        Files.writeString(images.resolve("aa.png"), "no picture");
        Files.copy(masks.resolve("a.png"), masks.resolve("aa.png"));
        Files.copy(images.resolve("a.png"), images.resolve("without.png"));
        assertThat(inpaint("--variants", "2", "--quiet")).isEqualTo(Restauro.FAILED);
        assertThat(out).contains("4 images: 2 restored, 0 skipped, 2 failed");
        assertThat(results.resolve("b_1.png")).exists();
        assertThat(results.resolve("b_2.png")).exists();
        assertThat(Files.mismatch(results.resolve("b_1.png"), results.resolve("b_2.png")))
                .isNotEqualTo(-1);
    }

    @Test
    void says_what_is_wrong_in_one_line() throws IOException {
        Files.delete(masks.resolve("b.png"));
        Files.move(masks.resolve("a.png"), masks.resolve("c.png"));
        assertThat(inpaint()).isEqualTo(Restauro.FAILED);
        assertThat(err.strip().lines()).hasSize(1);
        assertThat(err).startsWith("restauro: None of the 2 images").contains("--pairing order");
        assertThat(run("inpaint", "-m", "missing.pkl", "-i", ".", "-k", ".", "-o", "."))
                .isEqualTo(Restauro.FAILED);
        assertThat(run("inpaint", "-m", MODEL, "-i", images.toString(), "-o", results.toString()))
                .isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err).contains("--masks");
        assertThat(inpaint("--blend", "900")).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err).contains("900").contains("0 to 64");
        assertThat(inpaint("--polcy", "auto")).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err).contains("--policy");
        assertThat(run("inpant")).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err).contains("restauro inpaint");
    }

    @Test
    void follows_mats_own_procedure_on_request() throws IOException {
        assertThat(inpaint("--mat-procedure")).isEqualTo(Restauro.FAILED);
        assertThat(out).contains("1 restored, 0 skipped, 1 failed");
        assertThat(err).contains("multiples of 64, not 100 x 70");
        check("a.png");
    }

    @Test
    void writes_one_image_to_a_file() {
        Path file = folder.resolve("one.tif");
        assertThat(
                        run(
                                "inpaint",
                                "-m",
                                MODEL,
                                "-i",
                                images.resolve("a.png").toString(),
                                "-k",
                                masks.resolve("a.png").toString(),
                                "-o",
                                file.toString()))
                .as(() -> err)
                .isZero();
        assertThat(file).exists();
    }
}
