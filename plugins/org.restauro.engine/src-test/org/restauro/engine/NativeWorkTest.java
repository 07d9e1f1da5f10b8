// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ops.Ops;

class NativeWorkTest {
    /** What a shell reports for SIGTERM. */
    private static final int TERMINATED = 143;

    @TempDir private Path folder;

    /** Computes convolutions until it is ended; says when it has begun. */
    public static final class Busy {
        private Busy() {}

        public static void main(String[] args) {
            int side = 256;
            float[] values = new float[32 * side * side];
            float[] weights = new float[32 * 32 * 9];
            for (long i = 0; ; i++) {
                try (Pass pass = Pass.inference(ComputePolicy.REFERENCE, Noise.seeded(0))) {
                    NDArray x = pass.array(values, 1, 32, side, side);
                    NDArray w = pass.array(weights, 32, 32, 3, 3);
                    Ops.floats(Ops.conv2d(x, w, 1, 1, 1));
                }
                if (i == 3) {
                    System.out.println("busy");
                }
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Tag("slow")
    void ending_the_program_while_it_computes_does_not_crash_it() throws Exception {
        assertThat(terminated()).isEqualTo(TERMINATED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no report of a crash").isEmpty();
        }
    }

    private int terminated() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String name : List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR")) {
            if (System.getProperty(name) != null) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Busy.class.getName()));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("busy");
            process.toHandle().destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        return process.exitValue();
    }
}
