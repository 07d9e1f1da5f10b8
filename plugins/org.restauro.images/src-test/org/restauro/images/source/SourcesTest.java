// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.Seeds;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;

class SourcesTest {
    @TempDir Path temporary;
    private Path lmdb;
    private Path folder;
    private Path zip;
    private Path list;

    /** The same images in four forms; those of LMDB come from LMDB's own library. */
    @BeforeEach
    void write_one_set_four_times() throws IOException {
        lmdb = temporary.resolve("photos.mdb");
        Files.write(lmdb, LmdbSourceTest.resource("photos.mdb"));
        folder = temporary.resolve("set");
        zip = temporary.resolve("set.zip");
        list = folder.resolve("list.txt");
        StringBuilder lines = new StringBuilder("# the set\n\n");
        try (LmdbSource source = LmdbSource.open(lmdb);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = source.size() - 1; i >= 0; i--) {
                Path file = folder.resolve(source.name(i));
                Files.createDirectories(file.getParent());
                Files.write(file, source.bytes(i));
                out.putNextEntry(new ZipEntry(source.name(i)));
                out.write(source.bytes(i));
            }
            source.names().forEach(name -> lines.append(name).append(" 3\r\n"));
        }
        Files.writeString(folder.resolve("notes.md"), "no image");
        Files.writeString(list, lines);
    }

    @Test
    void folder_zip_list_and_lmdb_give_the_same_images() throws IOException {
        try (ImageSource a = ImageSources.open(lmdb);
                ImageSource b = ImageSources.open(folder);
                ImageSource c = ImageSources.open(zip);
                ImageSource d = ImageSources.open(list)) {
            MemorySource.Builder table = MemorySource.of("table");
            for (int i = 0; i < a.size(); i++) {
                table.add(a.name(i), a.bytes(i));
            }
            for (ImageSource other : List.of(b, c, d, table.build())) {
                assertThat(other.names()).isEqualTo(a.names());
                for (int i = 0; i < a.size(); i++) {
                    assertThat(other.bytes(i)).isEqualTo(a.bytes(i));
                    assertThat(other.read(i)).isEqualTo(a.read(i));
                }
            }
            assertThat(d.labels().dimension()).isEqualTo(4);
            assertThat(a.labels().isEmpty()).isTrue();
        }
    }

    @Test
    void sorts_as_python_does() throws IOException {
        Path many = Files.createDirectories(temporary.resolve("many/b"));
        byte[] image = ImageFiles.toPng(PixelImage.of8(1, 1, 1, new byte[1]));
        for (String name :
                List.of(
                        "b/z.png",
                        "b.png",
                        "a10.PNG",
                        "a2.jpg",
                        "\uFB01.png",
                        "\uD83D\uDE00.png",
                        "._x.png")) {
            Files.write(many.getParent().resolve(name), image);
        }
        assertThat(FolderSource.open(many.getParent()).names())
                .containsExactly(
                        "a10.PNG", "a2.jpg", "b.png", "b/z.png", "\uFB01.png", "\uD83D\uDE00.png");
    }

    @Test
    void reads_labels_of_folders_and_zips() throws IOException {
        String json =
                "{\"more\": {\"x\": [1]}, \"labels\": [[\"b.png\", [0.5, -1]], [\"a.png\", [1,"
                        + " 2e3]]]}";
        Path labelled = Files.createDirectory(temporary.resolve("labelled"));
        byte[] image = ImageFiles.toPng(PixelImage.of8(1, 1, 1, new byte[1]));
        Path packed = temporary.resolve("labelled.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(packed))) {
            for (String name : List.of("a.png", "b.png")) {
                Files.write(labelled.resolve(name), image);
                out.putNextEntry(new ZipEntry(name));
                out.write(image);
            }
            out.putNextEntry(new ZipEntry("labels.json"));
            out.write(json.getBytes());
        }
        Files.writeString(labelled.resolve("labels.json"), json);
        try (ImageSource a = ImageSources.open(labelled);
                ImageSource b = ImageSources.open(packed)) {
            for (ImageSource source : List.of(a, b)) {
                assertThat(source.labels().dimension()).isEqualTo(2);
                assertThat(source.labels().vector(0)).containsExactly(1, 2000);
                assertThat(source.labels().vector(1)).containsExactly(0.5f, -1);
            }
        }
        for (String wrong :
                List.of(
                        "{\"labels\": [[\"a.png\", 1]]}",
                        "{\"labels\": [[\"a.png\", 1], [\"b.png\", [1]]]}",
                        "{\"labels\": [[\"a.png\", -1], [\"b.png\", 0]]}",
                        "{\"labels\": [[\"a.png\", \"x\"]]}",
                        "{\"labels\": 3}",
                        "{\"labels\": [[[[",
                        "[]",
                        "[".repeat(100_000))) {
            Files.writeString(labelled.resolve("labels.json"), wrong);
            assertThatThrownBy(() -> FolderSource.open(labelled))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContaining("labels.json");
        }
        Files.writeString(labelled.resolve("labels.json"), "{\"labels\": null}");
        assertThat(FolderSource.open(labelled).labels().isEmpty()).isTrue();
    }

    @Test
    void lists_may_have_spaces_classes_with_names_and_repeated_images() throws IOException {
        Files.writeString(
                list,
                "\uFEFFphotos/0001.png, saint\nphotos/my own.png 7 gold leaf\n"
                        + "photos\\0001.png\tangel\n");
        ListSource source = ListSource.open(list);
        assertThat(source.names())
                .containsExactly("photos/0001.png", "photos/my own.png", "photos/0001.png");
        assertThat(source.labels().classNames()).containsExactly("7 gold leaf", "angel", "saint");
        assertThat(source.labels().classOf(0)).isEqualTo(2);
        assertThat(source.read(2).width()).isPositive();
        assertThatThrownBy(() -> source.read(1)).hasMessageContaining("my own.png");
    }

    @Test
    void refuses_hostile_and_broken_lists() throws IOException {
        check("../../etc/passwd.png", "Line 1", "leaves the list's folder");
        check("a.png\n/etc/x.png", "Line 2", "leaves the list's folder");
        check("C:/x.png", "leaves");
        check("\\\\host\\share\\x.png", "leaves");
        check("a\0.png", "leaves");
        check("passwd", "Line 1", "neither an image file");
        check("a.png 1\nb.png\nc.png 2", "2 of 3 images have a label");
        check("# nothing", "names no image");
        check("x".repeat(1 << 20), "longer than");
        check("a.png 99999999999999999999", null, "");
        Files.write(list, new byte[] {'a', (byte) 0xFF, (byte) 0xFE, '\n'});
        assertThatThrownBy(() -> ListSource.open(list)).hasMessageContaining("UTF-8");
        Random random = Seeds.random("hostile lists");
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            Files.write(list, bytes);
            assertThatThrownBy(() -> ListSource.open(list)).isInstanceOf(ImageException.class);
        }
    }

    private void check(String text, String... parts) throws IOException {
        Files.writeString(list, text);
        if (parts[0] == null) {
            assertThat(ListSource.open(list).size()).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> ListSource.open(list))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContainingAll(parts);
        }
    }

    @Test
    void refuses_zips_with_paths_that_leave_them_and_files_that_are_no_zips() throws IOException {
        for (String name : List.of("../x.png", "/x.png", "a\\..\\..\\x.png", "C:\\x.png")) {
            Path evil = zipOf(name, new byte[10]);
            assertThatThrownBy(() -> ZipSource.open(evil))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContaining("outside the archive");
        }
        Path none = zipOf("readme.txt", new byte[10]);
        assertThatThrownBy(() -> ZipSource.open(none)).hasMessageContaining("no image file");
        Path text = Files.writeString(temporary.resolve("x.zip"), "PK\u0003\u0004 no zip");
        assertThatThrownBy(() -> ImageSources.open(text)).hasMessageContaining("x.zip");
        assertThatThrownBy(() -> ImageSources.open(temporary.resolve("nothing")))
                .hasMessageContaining("There is no file or folder");
    }

    @Test
    void reads_zips_of_old_programs_with_names_that_are_not_in_utf_8() throws IOException {
        byte[] image = ImageFiles.toPng(PixelImage.of8(1, 1, 1, new byte[1]));
        Path old = temporary.resolve("old.zip");
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(old), Charset.forName("IBM437"))) {
            out.putNextEntry(new ZipEntry("K\u00F6nig.png"));
            out.write(image);
        }
        try (ZipSource source = ZipSource.open(old)) {
            assertThat(source.names()).containsExactly("K\u00F6nig.png");
            assertThat(source.bytes(0)).isEqualTo(image);
        }
    }

    @Test
    void unpacks_no_more_than_the_directory_says() throws IOException {
        Path bomb = zipOf("bomb.png", new byte[5_000_000]);
        byte[] bytes = Files.readAllBytes(bomb);
        int directory = bytes.length - 22 - 46 - "bomb.png".length();
        assertThat(bytes[directory]).isEqualTo((byte) 'P');
        for (int claimed : new int[] {100, 0x7FFF_FFFF, 0xFFFF_FFFE}) {
            for (int i = 0; i < 4; i++) {
                bytes[directory + 24 + i] = (byte) (claimed >>> 8 * i);
            }
            Files.write(bomb, bytes);
            try (ZipSource source = ZipSource.open(bomb)) {
                assertThatThrownBy(() -> source.read(0))
                        .isInstanceOf(ImageException.class)
                        .hasMessageContaining("bomb.png");
            }
        }
    }

    @Test
    void meets_damaged_zips_with_a_clear_error() throws IOException {
        Random random = Seeds.random("damaged zips");
        int rounds = Integer.getInteger("rounds", 120);
        byte[] whole = Files.readAllBytes(zip);
        for (int round = 0; round < rounds; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 5; i++) {
                damaged[whole.length - 1 - random.nextInt(4000)] = (byte) random.nextInt();
            }
            Path file = Files.write(temporary.resolve("damaged.zip"), damaged);
            try (ZipSource source = ZipSource.open(file)) {
                for (int i = 0; i < source.size(); i++) {
                    try {
                        source.bytes(i);
                    } catch (ImageException e) {
                        assertThat(e).hasMessageContaining("damaged.zip");
                    }
                }
            } catch (ImageException e) {
                assertThat(e).hasMessageContaining("damaged.zip");
            }
        }
    }

    private Path zipOf(String name, byte[] content) throws IOException {
        Path file = temporary.resolve("made.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.putNextEntry(new ZipEntry(name));
            packed.write(content);
        }
        return file;
    }

    @Test
    void keeps_decoded_images_within_a_budget() throws IOException {
        try (ImageSource source = ImageSources.open(folder)) {
            PixelImage first = source.read(0);
            long size = first.pixels() * first.channels();
            CachedSource cache = new CachedSource(source, size);
            PixelImage kept = cache.read(0, ReadOptions.defaults());
            assertThat(kept).isEqualTo(first);
            assertThat(cache.read(0)).isSameAs(kept);
            assertThat(cache.left()).isZero();
            assertThat(cache.read(1)).isEqualTo(source.read(1)).isNotSameAs(cache.read(1));
            assertThat(cache.left()).isZero();
        }
    }

    @Test
    void subsets_are_those_of_the_published_data_sets() throws IOException {
        MemorySource.Builder table = MemorySource.of("table");
        for (int i = 0; i < 20; i++) {
            table.add("i" + i, PixelImage.of8(1, 1, 1, new byte[] {(byte) i}), "" + i % 3);
        }
        ImageSource subset = SubsetSource.atMost(table.build(), 6, 5);
        // NumPy: RandomState(5).shuffle(arange(20)), first 6, sorted
        assertThat(subset.names()).containsExactly("i1", "i2", "i5", "i12", "i17", "i19");
        assertThat(subset.labels().dimension()).isEqualTo(3);
        assertThat(subset.labels().classOf(2)).isEqualTo(2);
        assertThat(subset.read(3).sample(0, 0, 0)).isEqualTo(12);
    }
}
