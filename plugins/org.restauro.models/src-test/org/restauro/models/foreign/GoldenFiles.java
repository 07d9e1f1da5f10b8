// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where the golden files lie: system property golden, or the folder golden beside mvnw. */
final class GoldenFiles {
    private GoldenFiles() {}

    /** A folder of golden files; the test is skipped if it is not there. */
    static Path folder(String name) {
        String given = System.getProperty("golden");
        Path golden = given == null ? root().resolve("golden") : Path.of(given);
        Path folder = golden.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not there");
        return folder;
    }

    static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static Path root() {
        String given = System.getProperty("restauro.root");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        Assumptions.assumeTrue(folder != null, "no folder with mvnw above this one");
        return folder;
    }
}
