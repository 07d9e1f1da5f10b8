// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFilesTest {

    @TempDir Path folder;

    private TargetFiles files(boolean avoidExisting) {
        return new TargetFiles(folder, "png", avoidExisting);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "beach|beach.png",
                "holiday/beach|holiday/beach.png",
                "holiday\\beach|holiday/beach.png",
                "a:b*c?|a_b_c_.png",
                "../../etc/passwd|etc/passwd.png",
                "/etc/passwd|etc/passwd.png",
                "C:\\Windows\\x|C_/Windows/x.png",
                "..|image.png",
                "...|image.png",
                "''|image.png",
                "///|image.png",
                "con|_con.png",
                "NUL.txt|_NUL.txt.png",
                "  spaced . |spaced.png",
                ".hidden|.hidden.png",
                "été 2020|été 2020.png"
            },
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false)
    void makes_every_name_a_file_below_the_folder(String name, String expected) throws IOException {
        assertThat(files(false).file(name, "")).isEqualTo(folder.resolve(expected));
    }

    @Test
    void puts_the_suffix_behind_the_name_without_letting_it_make_folders() throws IOException {
        assertThat(files(false).file("beach", "_mask/../x"))
                .isEqualTo(folder.resolve("beach_mask_.._x.png"));
    }

    @Test
    void numbers_a_name_that_was_used_before_even_in_another_case() throws IOException {
        TargetFiles files = files(false);

        assertThat(files.file("beach", "")).isEqualTo(folder.resolve("beach.png"));
        assertThat(files.file("Beach", "")).isEqualTo(folder.resolve("Beach (2).png"));
        assertThat(files.file("beach", "")).isEqualTo(folder.resolve("beach (3).png"));
    }

    @Test
    void numbers_a_file_that_exists_only_if_asked_to() throws IOException {
        Files.createFile(folder.resolve("beach.png"));

        assertThat(files(false).file("beach", "")).isEqualTo(folder.resolve("beach.png"));
        assertThat(files(true).file("beach", "")).isEqualTo(folder.resolve("beach (2).png"));
    }

    @Test
    void shortens_a_name_that_no_file_system_takes() throws IOException {
        Path file = files(false).file("ä".repeat(500), "_mask");

        Files.createFile(file);
        assertThat(file.getFileName().toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(255);
    }

    @Test
    void refuses_a_link_that_leads_out_of_the_folder(@TempDir Path elsewhere) throws IOException {
        try {
            Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        } catch (FileSystemException | UnsupportedOperationException e) {
            assumeThat(false).as("symbolic links can be made here").isTrue();
        }

        assertThatThrownBy(() -> files(false).file("link/x", ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside the folder")
                .hasMessageContaining("link/x");
    }

    @Test
    void keeps_random_names_below_the_folder() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        TargetFiles files = files(false);
        String alphabet = "ab./\\: .~*?\u0000\u202e\n%\"|CONé";
        for (int i = 0; i < 300; i++) {
            StringBuilder name = new StringBuilder();
            for (int c = random.nextInt(12); c > 0; c--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Path file = files.file(name.toString(), "");
            Files.createFile(file);
            assertThat(file.toRealPath())
                    .as("name \"%s\", -Dseed=%d", name, seed)
                    .startsWith(folder.toRealPath());
        }
    }
}
