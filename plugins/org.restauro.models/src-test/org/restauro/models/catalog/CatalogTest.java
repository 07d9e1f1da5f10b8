// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
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
        Set<String> families = Set.of("inception", "classifier");
        assertThat(Catalog.bundled().entries())
                .filteredOn(e -> families.contains(e.family()))
                .extracting(CatalogEntry::id)
                .contains(
                        "fid-inception",
                        "alexnet-torchvision",
                        "vgg16-torchvision",
                        "squeezenet-torchvision",
                        "vgg19-torchvision");
        assertThat(Catalog.bundled().entries())
                .filteredOn(e -> families.contains(e.family()))
                .allSatisfy(
                        e -> {
                            assertThat(e.download()).isPresent();
                            assertThat(e.sha256()).isPresent();
                        });
    }

    @Test
    void lists_the_whole_published_zoo_of_gans() throws IOException {
        Catalog catalog = Catalog.bundled();
        Set<String> families = Set.of("pggan", "stylegan", "stylegan2", "stylegan2ada");
        List<CatalogEntry> gans =
                catalog.entries().stream().filter(e -> families.contains(e.family())).toList();

        assertThat(gans)
                .filteredOn(e -> e.page().toString().contains("genforce"))
                .as("entries of GenForce's zoo, by family")
                .extracting(CatalogEntry::family)
                .satisfies(
                        all -> {
                            assertThat(all).filteredOn("pggan"::equals).hasSize(31);
                            assertThat(all).filteredOn("stylegan"::equals).hasSize(21);
                            assertThat(all).filteredOn("stylegan2"::equals).hasSize(5);
                        });
        assertThat(gans)
                .allSatisfy(
                        e -> {
                            assertThat(e.dataset()).isPresent();
                            assertThat(e.byHand())
                                    .contains("restauro convert " + e.fileName() + " " + e.id());
                            assertThat(e.resolution()).isBetween(32, 1024);
                        });
        assertThat(catalog.get("stylegan-ffhq-1024").fid()).hasValue(4.40);
        assertThat(catalog.get("stylegan2-car-512").fid()).hasValue(2.32);
        assertThat(catalog.get("pggan-sofa-256").fid()).isEmpty();
        assertThat(catalog.get("stylegan2-ada-cifar10-32").download()).isPresent();
        assertThat(catalog.get("stylegan2-cat-256-tf").sha256()).isEmpty();
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
                    {"\"fid\": 2.5", "\"fid\": -1"},
                    {"\"fid\": 2.5", "\"fid\": \"good\""},
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
        "licence": "free", "licenceUrl": "https://example.org/l", "fid": 2.5, "byHand": "by hand"}]}
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
