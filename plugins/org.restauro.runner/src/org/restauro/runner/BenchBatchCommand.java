// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.InpaintingNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restauro bench batch}: does reading and writing files keep the network waiting? */
@Command(
        name = "batch",
        description =
                "Restores image files, from reading to writing, and sends the same inputs through"
                        + " the network alone, in turns; prints both rates and their ratio.",
        sortOptions = false)
final class BenchBatchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;

    @Option(
            names = {"-n", "--images"},
            defaultValue = "200",
            description = "Number of images (default ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--size",
            defaultValue = "256",
            description = "Side of the images (default ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--batch",
            defaultValue = "1",
            description = "Windows that go through the network at once (default 1).")
    private int batch;

    @Option(
            names = "--rounds",
            defaultValue = "8",
            description =
                    "Turns that the images are divided into; medians of them are printed (default"
                            + " ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (InpaintingNetwork net = network.open()) {
            out.println("# Restoring files: " + network.model + "\n\n" + MachineFacts.markdown());
            BatchBench bench =
                    new BatchBench(net, InpaintSettings.defaults().withBatch(batch), size);
            int turns = Math.max(1, Math.min(rounds, images));
            BatchBench.Result r = bench.measure(Math.max(1, images / turns), turns);
            out.println(
                    "| images | forwards | batch | files, images/s | network alone, images/s |"
                            + " ratio | cores busy | network alone |\n"
                            + "|---|---|---|---|---|---|---|---|");
            out.printf(
                    Locale.ROOT,
                    "| %d of %d² | %d | %d | %.2f | %.2f | %.3f | %.2f | %.2f |%n",
                    r.images() * turns,
                    size,
                    r.forwards(),
                    batch,
                    r.images() / r.median(BatchBench.Round::files),
                    r.images() / r.median(BatchBench.Round::kernels),
                    r.median(BatchBench.Round::ratio),
                    r.median(BatchBench.Round::filesBusy),
                    r.median(BatchBench.Round::kernelsBusy));
            out.flush();
        }
        return 0;
    }
}
