// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.WriteOptions;
import picocli.CommandLine;

class MasksCommandTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new MasksCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path made(String name) {
        return folder.resolve("out").resolve(name);
    }

    private String target() {
        return folder.resolve("out").toString();
    }

    private Mask read(String name) throws IOException {
        return ImageFiles.readMask(made(name), MaskReading.black().keepingSoft());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mat-large",
                "mat-small",
                "rectangles",
                "boxes",
                "strokes",
                "scratches",
                "flaking"
            })
    void makes_masks_of_each_kind(String kind) throws IOException {
        int status =
                run("--size", "60x40", "--kind", kind, "--count", "2", "--seed", "1", target());
        assertThat(status).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        made("mask-00001.png").toString(), made("mask-00002.png").toString());
        Mask mask = read("mask-00002.png");
        assertThat(mask.width()).isEqualTo(60);
        assertThat(mask.height()).isEqualTo(40);
        assertThat(mask.hasHole()).isTrue();
    }

    @Test
    void makes_a_mask_for_each_image_of_a_folder() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int i = 1; i <= 2; i++) {
            PixelImage image = PixelImage.of8(30 * i, 20, 1, new byte[600 * i]);
            ImageFiles.write(image, photos.resolve("p" + i + ".jpg"), WriteOptions.defaults());
        }
        assertThat(run("--like", photos.toString(), "--hole-range", "0.2,0.4", "-q", target()))
                .isZero();
        assertThat(read("p2.png").width()).isEqualTo(60);
        assertThat(read("p1.png").holeRatio()).isBetween(0.2, 0.4);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void steps_run_in_the_order_of_the_command_line() throws IOException {
        byte[] values = new byte[81];
        values[40] = (byte) 255;
        Path file = folder.resolve("a.png");
        ImageFiles.write(Mask.of(9, 9, values).toImage(), file, WriteOptions.defaults());
        assertThat(run("--from", file.toString(), "--invert", "--grow", "1", target())).isZero();
        assertThat(read("a.png").holePixels()).isEqualTo(5);
        assertThat(run("--from", file.toString(), "--grow", "1", "--invert", "-f", target()))
                .isZero();
        assertThat(read("a.png").hasHole()).isFalse();
        assertThat(run("--from", file.toString(), "--fill-holes", "--stats", "-f", target()))
                .isZero();
        assertThat(out.toString()).endsWith(String.format("\t1.0000\t1\t81%n"));
    }

    @Test
    void hole_colours_are_turned_on_the_way_in_and_out() throws IOException {
        Path file = folder.resolve("a.png");
        PixelImage bright = PixelImage.of8(2, 1, 1, new byte[] {(byte) 255, 0});
        ImageFiles.write(bright, file, WriteOptions.defaults());
        assertThat(run("--from", file.toString(), "--from-colour", "white", target())).isZero();
        assertThat(read("a.png").values()).containsExactly(0, -1);
        assertThat(run("--from", file.toString(), "--hole-colour", "white", "-f", target()))
                .isZero();
        assertThat(read("a.png").values()).containsExactly(0, -1);
    }

    @Test
    void existing_files_are_not_lost() throws IOException {
        assertThat(run("--size", "16", target())).isZero();
        byte[] before = Files.readAllBytes(made("mask-00001.png"));
        assertThat(run("--size", "8", target())).isEqualTo(1);
        assertThat(err.toString()).contains("exists already");
        assertThat(run("--size", "8", "--skip-existing", target())).isZero();
        assertThat(Files.readAllBytes(made("mask-00001.png"))).isEqualTo(before);
    }

    @Test
    void a_broken_mask_is_named_and_the_others_are_made() throws IOException {
        Path masks = Files.createDirectory(folder.resolve("in"));
        Files.writeString(masks.resolve("broken.png"), "no image");
        ImageFiles.write(
                Mask.known(3, 3).toImage(), masks.resolve("z.png"), WriteOptions.defaults());
        assertThat(run("--from", masks.toString(), target())).isEqualTo(1);
        assertThat(err.toString()).contains("broken.png").contains("1 of 2 masks failed");
        assertThat(made("z.png")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--size 5y",
                "--size 0",
                "--size 5 --like x",
                "--size 5 --kind cats",
                "--size 5 --hole-range 0.5",
                "--size 5 --hole-range 0.5,0.1",
                "--size 5 --count 0",
                "--from x --count 2",
                "--size 5 --from-colour white",
                "--size 5 -f --skip-existing"
            })
    void wrong_usage_ends_with_2_and_writes_nothing(String arguments) {
        assertThat(run((arguments.isEmpty() ? target() : arguments + " " + target()).split(" ")))
                .isEqualTo(2);
        assertThat(made("")).doesNotExist();
    }
}
