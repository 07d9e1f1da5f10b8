// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs this command once more, in a fresh process with a small Java heap. */
final class ChildProcess {
    /** Begins each line of a result. */
    static final String MARK = "measured: ";

    private ChildProcess() {}

    /**
     * Runs and waits.
     *
     * @return lines of the result, without their mark
     * @throws IOException with what it said, if it fails
     */
    static List<String> run(List<String> arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        // whoever ends this process does not want the other one either
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        List<String> results = new ArrayList<>();
        String last = "no output";
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(MARK)) {
                    results.add(line.substring(MARK.length()));
                } else if (!line.isBlank()) {
                    last = line;
                }
            }
            int status = process.waitFor();
            if (status != 0 || results.isEmpty()) {
                throw new IOException(
                        "A process that should have measured ended with " + status + ": " + last);
            }
        } finally {
            process.destroyForcibly(); // does nothing where it has ended
        }
        return results;
    }

    /** The command line of a fresh process. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-D") || option.startsWith("-Xshare")) {
                command.add(option);
            }
        }
        // tensors lie outside the heap; a small one leaves the peak to them
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Restauro.class.getName());
        command.addAll(arguments);
        return command;
    }
}
