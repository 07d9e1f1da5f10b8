// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed with SIGKILL and resumed in another process ends with the same bytes. */
@Tag("slow")
class KilledRunTest {
    private static final int STEPS = 12;

    @TempDir private Path folder;

    @Test
    void a_killed_run_goes_on_as_if_nothing_had_happened() throws Exception {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        start(whole, 0);
        for (int step : new int[] {3, 8}) {
            start(killed, step);
        }
        start(killed, 0);

        String last = "checkpoints/checkpoint-%012d.safetensors".formatted(STEPS);
        assertThat(killed.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
        assertThat(killed.resolve("model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    /** Runs until the end, or kills the process as soon as it has said a step. */
    private static void start(Path run, int killAt) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String name : List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "java.io.tmpdir")) {
            if (System.getProperty(name) != null) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TinyRun.class.getName(),
                        run.toString(),
                        Integer.toString(STEPS)));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.equals("step " + killAt)) {
                line = lines.readLine();
            }
            if (killAt > 0) {
                assertThat(line).as("the run must have come to step %d", killAt).isNotNull();
                process.destroyForcibly();
            }
        }
        int exit = process.waitFor();
        assertThat(exit == 0).isEqualTo(killAt == 0);
    }
}
