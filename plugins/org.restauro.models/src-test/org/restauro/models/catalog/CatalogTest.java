// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    private static final byte[] CONTENT = "weights".getBytes();

    @TempDir Path folder;

    @Test
    void lists_the_published_mat_models() throws IOException {
        Catalog catalog = Catalog.bundled();

        assertThat(catalog.entries())
                .extracting(CatalogEntry::id)
                .contains(
                        "mat-places-512",
                        "mat-places-512-full",
                        "mat-celeba-hq-512",
                        "mat-celeba-hq-256",
                        "mat-ffhq-512");
        assertThat(catalog.entries())
                .filteredOn(e -> e.family().equals("mat"))
                .allSatisfy(e -> assertThat(e.licence()).isEqualTo("CC BY-NC 4.0"));
        assertThatThrownBy(() -> catalog.get("nothing"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("mat-places-512");
    }

    @Test
    void lists_what_metrics_need_with_hashes_and_addresses() throws IOException {
        assertThat(Catalog.bundled().entries())
                .filteredOn(e -> !e.family().equals("mat"))
                .extracting(CatalogEntry::id)
                .contains(
                        "fid-inception",
                        "alexnet-torchvision",
                        "vgg16-torchvision",
                        "squeezenet-torchvision",
                        "vgg19-torchvision");
        assertThat(Catalog.bundled().entries())
                .filteredOn(e -> !e.family().equals("mat"))
                .allSatisfy(
                        e -> {
                            assertThat(e.download()).isPresent();
                            assertThat(e.sha256()).isPresent();
                        });
    }

    @Test
    void copy_for_people_equals_the_bundled_list() throws IOException {
        String root = System.getProperty("restauro.root");
        Path copy = root == null ? up() : Path.of(root);
        Assumptions.assumeTrue(copy != null, "no folder with mvnw above this one");
        assertThat(copy.resolve("pretrained/catalog.json"))
                .hasBinaryContent(Catalog.class.getResourceAsStream("catalog.json").readAllBytes());
    }

    @Test
    void fetches_and_verifies() throws Exception {
        CatalogEntry entry = entry(sha256(CONTENT), 100);
        Path to = Files.createDirectory(folder.resolve("to"));

        Path file = new CatalogDownload(entry, Optional.empty()).fetchTo(to, bytes -> {});

        assertThat(file).hasBinaryContent(CONTENT).hasFileName("model.pth");
        assertThatThrownBy(() -> new CatalogDownload(entry, Optional.empty()).fetchTo(to, b -> {}))
                .hasMessageContaining("exists");
    }

    @Test
    void keeps_nothing_when_hash_or_size_is_wrong() throws Exception {
        Path to = Files.createDirectory(folder.resolve("to"));
        CatalogEntry wrong = entry("0".repeat(64), 100);
        CatalogEntry large = entry(sha256(CONTENT), 3);

        assertThatThrownBy(() -> new CatalogDownload(wrong, Optional.empty()).fetchTo(to, b -> {}))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("nothing was kept");
        assertThatThrownBy(() -> new CatalogDownload(large, Optional.empty()).fetchTo(to, b -> {}))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("More than 3 bytes");
        try (Stream<Path> files = Files.list(to)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void refuses_what_cannot_be_verified() throws IOException {
        CatalogEntry unpinned = Catalog.bundled().get("mat-places-512-full-g");
        CatalogEntry manual = Catalog.bundled().get("mat-places-512");

        assertThatThrownBy(() -> new CatalogDownload(unpinned, Optional.empty()))
                .hasMessageContaining("No SHA-256 is known");
        assertThatThrownBy(() -> new CatalogDownload(unpinned, Optional.of("12")))
                .hasMessageContaining("not a SHA-256");
        assertThatThrownBy(() -> new CatalogDownload(manual, Optional.empty()))
                .hasMessageContaining("OneDrive");
    }

    @Test
    void rejects_broken_catalogues() throws Exception {
        String sound = json(sha256(CONTENT), 100);
        for (String[] change :
                new String[][] {
                    {"\"schema\": 1", "\"schema\": 2"},
                    {"\"id\": \"test\"", "\"id\": \"../test\""},
                    {"model.pth", "../model.pth"},
                    {"https://example.org/page", "http://example.org/page"},
                    {"\"maxBytes\": 100", "\"maxBytes\": -1"},
                    {sha256(CONTENT), "abc"},
                    {"\"title\"", "\"id\""},
                }) {
            assertThat(sound).contains(change[0]);
            Path file = folder.resolve("catalog.json");
            Files.writeString(file, sound.replace(change[0], change[1]));

            assertThatThrownBy(() -> Catalog.read(file, Set.of("https", "file")))
                    .as(change[1])
                    .isInstanceOf(CatalogException.class);
        }
    }

    @Test
    void reads_only_https_addresses_outside_tests() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), json(sha256(CONTENT), 100));

        assertThatThrownBy(() -> Catalog.read(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("https");
    }

    private CatalogEntry entry(String sha256, long maxBytes) throws IOException {
        Path file = Files.writeString(folder.resolve("c.json"), json(sha256, maxBytes));
        return Catalog.read(file, Set.of("https", "file")).get("test");
    }

    private String json(String sha256, long maxBytes) throws IOException {
        Path source = Files.write(folder.resolve("source.pth"), CONTENT);
        return """
        {"schema": 1, "models": [{"id": "test", "family": "mat", "title": "t",
        "resolution": 64, "fileName": "model.pth", "page": "https://example.org/page",
        "download": "%s", "sha256": "%s", "md5": null, "maxBytes": %d,
        "licence": "free", "licenceUrl": "https://example.org/l", "byHand": "by hand"}]}
        """
                .formatted(source.toUri(), sha256, maxBytes);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static Path up() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
