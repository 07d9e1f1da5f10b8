// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files made to do harm: the golden ones, and those of {@link HostilePickles} and archives. */
@Tag("slow")
class HostileFileTest {
    private static final double SECONDS = 1;

    /** Everything allocated on the way, most of which is garbage at once. */
    private static final long ALLOCATED = 700L << 20;

    @TempDir Path folder;

    @TestFactory
    List<DynamicTest> golden_hostile_files_end_as_their_manifest_says() throws IOException {
        Path hostile = GoldenFiles.folder("hostile");
        JsonNode manifest = GoldenFiles.json(hostile.resolve("manifest.json"));
        List<DynamicTest> tests = new ArrayList<>();
        manifest.fields()
                .forEachRemaining(
                        entry -> {
                            String name = entry.getKey();
                            String expect = entry.getValue().path("expect").asText();
                            if (!name.startsWith("_")) {
                                tests.add(
                                        DynamicTest.dynamicTest(
                                                name, () -> check(hostile.resolve(name), expect)));
                            }
                        });
        return tests;
    }

    private void check(Path file, String expect) {
        Watched watched = Watched.open(file);
        if (expect.equals("error")) {
            assertThat(watched.loaded()).as("loaded").isFalse();
        } else if (expect.equals("load")) {
            assertThat(watched.loaded()).as(watched.message()).isTrue();
        }
        bounded(watched);
        assertThat(Path.of("PWNED")).doesNotExist();
        assertThat(file.resolveSibling("PWNED")).doesNotExist();
    }

    @TestFactory
    Stream<DynamicTest> constructed_hostile_files_end_in_a_clear_error() {
        Map<String, Supplier<byte[]>> files = new TreeMap<>();
        files.putAll(HostilePickles.errors());
        files.putAll(HostileArchives.errors());
        return files.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> expectError(e.getValue())));
    }

    private void expectError(Supplier<byte[]> file) throws IOException {
        Watched watched = Watched.open(write(file.get()));
        assertThat(watched.loaded()).as("loaded").isFalse();
        bounded(watched);
        assertThat(Path.of("PWNED")).doesNotExist();
    }

    @TestFactory
    Stream<DynamicTest> constructed_odd_files_are_read_without_running_anything() {
        Map<String, Supplier<byte[]>> files = new TreeMap<>();
        files.putAll(HostilePickles.harmless());
        files.putAll(HostileArchives.harmless());
        return files.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> expectLoad(e.getValue())));
    }

    private void expectLoad(Supplier<byte[]> file) throws IOException {
        Watched watched = Watched.open(write(file.get()));
        assertThat(watched.loaded()).as(watched.message()).isTrue();
        bounded(watched);
        assertThat(Path.of("PWNED")).doesNotExist();
    }

    private static void bounded(Watched watched) {
        assertThat(watched.seconds()).as("seconds").isLessThan(SECONDS);
        assertThat(watched.allocated()).as("bytes").isLessThan(ALLOCATED);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("hostile.bin"), content);
    }
}
