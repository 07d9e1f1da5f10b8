// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.engine.ComputePolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restauro bench all}: one measurement of each kind, compared with a stored run. */
@Command(
        name = "all",
        description = {
            "Measures a selection: start, inpainting, scoring, training. Medians in seconds, after"
                    + " a warm-up.",
            "To guard against regressions, store a run with --out before a change, and compare with"
                    + " it after the change on the same machine, a few minutes later: ratios of"
                    + " 0.9 to 1.1 are noise, larger ones are slower than before."
        },
        sortOptions = false)
final class BenchAllCommand implements Callable<Integer> {
    private static final int RUNS = 9;
    private static final int QUICK_RUNS = 3;

    /** Processes that want a processor, from which on medians are not to be trusted. */
    private static final double BUSY = 0.5;

    @Spec private CommandSpec spec;
    @Mixin private ComputeOptions compute;

    @Option(names = "--quick", description = "Few runs, and no large networks: about two minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WORD",
            description = "Only cases whose names hold one of these words, such as score.")
    private List<String> only;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "Also print ratios to the run stored there.")
    private Path compare;

    @Option(names = "--out", paramLabel = "FILE", description = "Store the run there, as JSON.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchRecord stored = compare == null ? null : BenchRecord.read(compare);
        ComputePolicy policy = compute.policy(compute.precision);
        Map<String, BenchRecord.Seconds> measured = new LinkedHashMap<>();
        Map<String, String> machine = MachineFacts.facts();
        machine.put("policy", policy.toString());
        BenchRecord now = new BenchRecord(machine, measured);
        say("# A selection of measurements\n");
        machine.forEach((name, fact) -> say("* " + name + ": " + fact));
        if (MachineFacts.load() > BUSY) {
            say("\nOther work runs on this machine, so the figures are upper bounds and move.");
        }
        if (stored != null) {
            warn(now.differences(stored));
        }
        say(
                "\n"
                        + "| what | median s | best s | stored median s | now / stored |\n"
                        + "|---|---|---|---|---|");
        for (Map.Entry<String, BenchCases.Case> one : BenchCases.of(policy, quick).entrySet()) {
            String name = one.getKey();
            if (only == null || only.stream().anyMatch(name::contains)) {
                BenchRecord.Seconds seconds =
                        BenchRecord.Seconds.of(one.getValue().seconds(quick ? QUICK_RUNS : RUNS));
                measured.put(name, seconds);
                say(
                        BenchRecord.row(
                                name, seconds, stored == null ? null : stored.cases().get(name)));
            }
        }
        if (out != null) {
            now.write(out);
        }
        return 0;
    }

    private void warn(List<String> differences) {
        if (!differences.isEmpty()) {
            say("\nThe stored run was not made in the same session on the same machine, so the");
            say("ratios say little of the program:");
            differences.forEach(line -> say("* " + line));
        }
    }

    private void say(String line) {
        PrintWriter print = spec.commandLine().getOut();
        print.println(line);
        print.flush();
    }
}
