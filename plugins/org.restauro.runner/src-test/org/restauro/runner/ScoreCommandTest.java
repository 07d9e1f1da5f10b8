// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import picocli.CommandLine;

class ScoreCommandTest {
    private static final int SIDE = 40;

    @TempDir private Path folder;
    private Path generated;
    private Path real;
    private Path masks;

    @BeforeEach
    void writes_pictures() throws IOException {
        generated = Files.createDirectory(folder.resolve("generated"));
        real = Files.createDirectory(folder.resolve("real"));
        masks = Files.createDirectory(folder.resolve("masks"));
        for (int i = 0; i < 5; i++) {
            Files.write(generated.resolve("p" + i + ".png"), ImageFiles.toPng(image(i, 30)));
            Files.write(real.resolve("p" + i + ".png"), ImageFiles.toPng(image(i, 0)));
            byte[] mask = new byte[SIDE * SIDE];
            Arrays.fill(mask, 0, mask.length / 2, (byte) 255);
            Files.write(
                    masks.resolve("p" + i + "_mask.png"),
                    ImageFiles.toPng(Mask.of(SIDE, SIDE, mask)));
        }
    }

    private static PixelImage image(int seed, int noise) {
        Random random = new Random(seed);
        byte[] bytes = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < bytes.length; i++) {
            // only the lower half differs
            int more = i < bytes.length / 2 || noise == 0 ? 0 : random.nextInt(noise);
            bytes[i] = (byte) (40 * seed + i / 100 + more);
        }
        return PixelImage.of8(SIDE, SIDE, 3, bytes);
    }

    private String run(int expected, String... more) {
        String[] args = new String[6 + more.length];
        String[] fixed = {"score", "--quiet", "-g", generated.toString(), "-r", real.toString()};
        System.arraycopy(fixed, 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        StringWriter text = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        assertThat(line.execute(args)).as(text::toString).isEqualTo(expected);
        return text.toString();
    }

    @Test
    void compares_pairs_whole_and_in_holes_without_any_weights() throws IOException {
        Path rows = folder.resolve("rows.csv");
        String text =
                run(
                        0,
                        "--metrics",
                        "psnr,ssim,l1",
                        "-k",
                        masks.toString(),
                        "--rows",
                        rows.toString(),
                        "--json");
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.get("values")).hasSize(6);
        double whole = json.get("values").get(0).get("value").asDouble();
        double holes = json.get("values").get(1).get("value").asDouble();
        assertThat(json.get("values").get(1).get("name").asText()).isEqualTo("PSNR in holes");
        // all of the squared error lies in half of the pixels
        assertThat(whole - holes).isCloseTo(10 * Math.log10(2), within(0.01));
        assertThat(json.get("pairs")).hasSize(5);
        assertThat(Files.readAllLines(rows))
                .hasSize(6)
                .first()
                .isEqualTo("name,PSNR,PSNR in holes,SSIM,SSIM in holes,L1,L1 in holes,problem");
    }

    @Test
    void says_which_weights_are_missing_and_computes_the_rest() {
        String text = run(Restauro.FAILED, "--metrics", "fid,lpips,psnr", "-w", folder.toString());
        assertThat(text)
                .contains("PSNR")
                .contains("Not computed: fid. The weight file pt_inception-2015-12-05-6726825d.pth")
                .contains("Not computed: lpips-alex. The weight file alexnet-owt-7be5be79.pth")
                .contains("restauro catalog fetch fid-inception")
                .contains("BSD-3-Clause");
    }

    @Test
    @Tag("slow")
    void computes_every_metric_with_formula_filled_networks() throws IOException {
        String text =
                run(
                        0,
                        "--metrics",
                        "fid,kid,is,pr,ids,lpips-alex,lpips-squeeze",
                        "-w",
                        "formula",
                        "--threads",
                        "1",
                        "--cache",
                        folder.resolve("cache").toString(),
                        "-k",
                        masks.toString());
        assertThat(text)
                .contains("FID", "KID", "IS", "Precision", "Recall", "U-IDS", "P-IDS")
                .contains("LPIPS alex in holes", "LPIPS squeeze")
                .contains("untrained weights made by a formula")
                .contains("Only 5 generated and 5 real pictures: below 2048");
        assertThat(folder.resolve("cache")).isNotEmptyDirectory();
        Files.delete(real.resolve("p4.png"));
        String unpaired =
                run(
                        0,
                        "--metrics",
                        "ids,fid",
                        "-w",
                        "formula",
                        "--cache",
                        folder.resolve("cache").toString());
        assertThat(unpaired).contains("P-IDS is missing");
    }

    @Test
    void a_broken_picture_costs_its_pair_only_but_ends_set_metrics() throws IOException {
        Files.writeString(generated.resolve("p2.png"), "no picture");
        String text = run(Restauro.FAILED, "--metrics", "psnr");
        assertThat(text).contains("Left out: p2.png.").contains("1 pairs could not be judged");
        assertThat(run(Restauro.FAILED, "--metrics", "kid", "-w", "formula", "--threads", "1"))
                .contains("restauro: ")
                .contains("p2.png");
    }

    @Test
    void unknown_metrics_and_rules_are_said() {
        assertThat(run(Restauro.FAILED, "--metrics", "fidd"))
                .contains("There is no metric \"fidd\"");
        assertThat(run(Restauro.FAILED, "--metrics", "psnr", "--resize", "bicubic"))
                .contains("tensorflow or half-pixel");
    }
}
