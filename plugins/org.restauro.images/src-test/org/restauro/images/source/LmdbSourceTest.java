// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.ImageException;
import org.restauro.images.Seeds;

/**
 * The fixtures were written by LMDB's own library (0.9.24, through Python's lmdb): {@code photos}
 * in three transactions with deletions, with values in pages and on pages of their own, a {@code
 * length} and a {@code __keys__} entry; {@code named} with one named database; {@code numbers} with
 * one whose keys are numbers. The {@code .sums} files hold what the library reads back: key, length
 * and SHA-256 of the value.
 */
class LmdbSourceTest {
    @TempDir Path folder;
    private Path photos;

    @BeforeEach
    void copy_fixtures() throws IOException {
        photos = copy("photos.mdb");
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = LmdbSourceTest.class.getResourceAsStream(name)) {
            assertThat(in).as("test file %s", name).isNotNull();
            return in.readAllBytes();
        }
    }

    private Path copy(String name) throws IOException {
        return Files.write(folder.resolve(name), resource(name));
    }

    private static List<String> sums(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> sums(ImageSource source) throws Exception {
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            byte[] value = source.bytes(i);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value);
            sums.add(source.name(i) + " " + value.length + " " + HexFormat.of().formatHex(hash));
        }
        return sums;
    }

    @Test
    void reads_what_the_library_reads() throws Exception {
        List<String> expected = new ArrayList<>(sums("photos.sums"));
        expected.removeIf(line -> line.startsWith("length") || line.startsWith("__keys__"));
        try (LmdbSource source = LmdbSource.open(photos)) {
            assertThat(sums(source)).isEqualTo(expected).hasSize(45);
            for (int i = 0; i < source.size(); i++) {
                assertThat(source.read(i).width()).isBetween(8, 44);
            }
        }
    }

    @Test
    void finds_the_only_named_database_and_asks_for_one_that_is_there() throws Exception {
        Path named = copy("named.mdb");
        try (LmdbSource source = LmdbSource.open(named)) {
            assertThat(sums(source)).isEqualTo(sums("named.sums"));
        }
        try (LmdbSource source = LmdbSource.open(named, "train")) {
            assertThat(source.size()).isEqualTo(5);
        }
        assertThatThrownBy(() -> LmdbSource.open(named, "test"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no database test; it has train");
    }

    @Test
    void shows_keys_that_are_numbers_as_numbers() throws Exception {
        try (LmdbSource source = LmdbSource.open(copy("numbers.mdb"))) {
            assertThat(source.names()).containsExactly("2", "300", "70000");
        }
    }

    @Test
    void opens_an_environment_folder_and_honours_its_labels() throws Exception {
        Path environment = Files.createDirectory(folder.resolve("env"));
        Files.move(copy("named.mdb"), environment.resolve("data.mdb"));
        Files.writeString(
                environment.resolve("labels.json"),
                "{\"labels\":"
                    + " [[\"0.png\",2],[\"1.png\",0],[\"2.png\",1],[\"3.png\",1],[\"4.png\",2]]}");
        try (ImageSource source = ImageSources.open(environment)) {
            assertThat(source).isInstanceOf(LmdbSource.class);
            assertThat(source.labels().classOf(0)).isEqualTo(2);
            assertThat(source.labels().vector(1)).containsExactly(1, 0, 0);
        }
    }

    @Test
    void says_what_is_wrong_with_other_files() throws Exception {
        assertThatThrownBy(() -> LmdbSource.open(folder.resolve("none.mdb")))
                .hasMessageContaining("There is no LMDB file");
        Path text = Files.writeString(folder.resolve("text.mdb"), "x".repeat(9000));
        assertThatThrownBy(() -> LmdbSource.open(text)).hasMessageContaining("is not an LMDB file");
        Path empty = Files.write(folder.resolve("empty.mdb"), new byte[0]);
        assertThatThrownBy(() -> LmdbSource.open(empty)).hasMessageContaining("truncated");
        byte[] narrow = resource("photos.mdb");
        System.arraycopy(narrow, 16, narrow, 12, 4);
        Arrays.fill(narrow, 16, 20, (byte) 0);
        Path other = Files.write(folder.resolve("narrow.mdb"), narrow);
        assertThatThrownBy(() -> LmdbSource.open(other)).hasMessageContaining("32-bit");
        byte[] newer = resource("photos.mdb");
        newer[20] = 9;
        Path version = Files.write(folder.resolve("newer.mdb"), newer);
        assertThatThrownBy(() -> LmdbSource.open(version)).hasMessageContaining("version 9");
    }

    @Test
    void can_be_deleted_after_closing() throws Exception {
        LmdbSource source = LmdbSource.open(photos);
        source.bytes(0);
        source.close();
        Files.delete(photos);
        assertThatThrownBy(() -> source.bytes(0)).isInstanceOf(IOException.class);
    }

    @Test
    void survives_an_interrupted_reader() throws Exception {
        try (LmdbSource source = LmdbSource.open(photos)) {
            Thread.currentThread().interrupt();
            byte[] first = source.bytes(0);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(source.bytes(0)).isEqualTo(first);
        }
    }

    @Test
    void meets_every_truncation_and_random_damage_with_a_clear_error() throws Exception {
        Random random = Seeds.random("LmdbSourceTest");
        int rounds = Integer.getInteger("rounds", 250);
        byte[] whole = resource("photos.mdb");
        int failed = 0;
        int readable = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] damaged = whole.clone();
            if (round % 5 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            } else {
                for (int i = 0; i < 1 + random.nextInt(6); i++) {
                    // Mostly where page headers, pointers and nodes are.
                    int page = random.nextInt(damaged.length / 4096) * 4096;
                    int at = random.nextInt(random.nextInt(4) == 0 ? 4096 : 160);
                    damaged[page + at] = (byte) random.nextInt();
                }
            }
            Path file = Files.write(folder.resolve("damaged.mdb"), damaged);
            try (LmdbSource source = LmdbSource.open(file)) {
                assertThat(source.size()).isLessThan(1000);
                for (int i = 0; i < source.size(); i++) {
                    source.bytes(i);
                }
                readable++;
            } catch (ImageException e) {
                assertThat(e).hasMessageContaining("damaged.mdb");
                failed++;
            }
        }
        assertThat(failed).isGreaterThan(20);
        assertThat(readable).isGreaterThan(20);
    }
}
