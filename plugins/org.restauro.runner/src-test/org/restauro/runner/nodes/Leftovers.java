// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Temporary files that nodes must not leave behind. Tests of another process make and delete such
 * files meanwhile, so what is new counts only if it stays.
 */
final class Leftovers {
    private static final long PATIENCE_MS = 90_000;

    private final String names;
    private final Set<Path> before;

    private Leftovers(String names) throws IOException {
        this.names = names;
        before = now();
    }

    /**
     * Remembers what is there.
     *
     * @param names regular expression of the names that count
     */
    static Leftovers of(String names) throws IOException {
        return new Leftovers(names);
    }

    /** Fails if something that is new now does not vanish. */
    void assertNone() throws IOException, InterruptedException {
        Set<Path> added = now();
        added.removeAll(before);
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (added.stream().anyMatch(Files::exists) && System.currentTimeMillis() < end) {
            Thread.sleep(50);
        }
        assertThat(added).noneMatch(Files::exists);
    }

    private Set<Path> now() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(p -> p.getFileName().toString().matches(names))
                    .collect(Collectors.toSet());
        }
    }
}
