// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageInfo;
import picocli.CommandLine;

class MuralsCommandTest {
    @TempDir Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    @Test
    void writes_a_series_that_a_longer_one_begins_with() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");

        assertThat(run("murals", "--size", "48x32", "--seed", "9", one.toString())).isZero();
        assertThat(run("murals", "--count", "2", "--size", "48x32", "--seed", "9", "" + two))
                .isZero();

        for (String kind : new String[] {"images", "masks", "truth"}) {
            Path file = Path.of(kind, "mural-00001.png");
            assertThat(two.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
            assertThat(two.resolve(kind).resolve("mural-00002.png")).exists();
        }
        ImageInfo info = ImageFiles.info(one.resolve("images/mural-00001.png"));
        assertThat(info.width()).isEqualTo(48);
        assertThat(info.height()).isEqualTo(32);
    }

    @Test
    void damages_as_told_and_adds_references() {
        String out = folder.toString();

        assertThat(run("murals", "--size", "32", "--damage", "mat-large", "--references", out))
                .isZero();

        assertThat(folder.resolve("references/mural-00001.png")).exists();
    }

    @Test
    void paints_the_subject_asked_for() throws Exception {
        String medallions = folder.resolve("medallions").toString();
        String walls = folder.resolve("walls").toString();

        assertThat(run("murals", "--size", "32", "--subject", "medallions", medallions)).isZero();
        assertThat(run("murals", "--size", "32", "--subject", "walls", walls)).isZero();

        Path file = Path.of("truth/mural-00001.png");
        assertThat(Files.readAllBytes(Path.of(medallions).resolve(file)))
                .isNotEqualTo(Files.readAllBytes(Path.of(walls).resolve(file)));
    }

    @Test
    void refuses_wrong_arguments() {
        String out = folder.toString();

        assertThat(run("murals", "--ageing", "2", out)).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(run("murals", "--damage", "rust", out)).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(run("murals", "--count", "0", out)).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(run("murals", "--subject", "cats", out)).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err.toString())
                .contains("not at 2.0")
                .contains("rust")
                .contains("not 0")
                .contains("cats")
                .contains("MEDALLIONS");
    }

    @Test
    void keeps_files_that_are_there() throws Exception {
        String out = folder.toString();
        run("murals", "--size", "32", out);
        Path image = folder.resolve("images/mural-00001.png");
        byte[] before = Files.readAllBytes(image);

        assertThat(run("murals", "--size", "40", out)).isEqualTo(Restauro.FAILED);

        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }
}
