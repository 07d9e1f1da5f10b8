// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.models.mat.MatConfig;
import org.restauro.training.Averaging;
import org.restauro.training.BatchSource;
import org.restauro.training.Controller;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
import org.restauro.training.loss.TwoStageLoss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro bench train}: time and memory of training, over precisions and checkpointing. */
@Command(
        name = "train",
        description = {
            "Measures training: seconds of each phase (median after a warm-up), images a second,"
                    + " peak resident memory; each case in a process of its own. The networks are"
                    + " untrained and the images made up, which costs the same."
        },
        sortOptions = false)
final class BenchTrainCommand implements Callable<Integer> {
    private static final double MIB = 1048576;
    private static final String R1 = "Dreg";

    @Spec private CommandSpec spec;
    @Mixin private ComputeOptions compute;

    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Networks: small-64, mat-256, or others of their kinds (default"
                            + " small-64,mat-256; with --soak, small-32).")
    private List<String> networks;

    @Option(
            names = "--batch",
            defaultValue = "0",
            description = "Images a step; by default 8 for small networks and 2 for others.")
    private int batch;

    @Option(
            names = "--checkpointing",
            split = ",",
            defaultValue = "off,on",
            description = "Gradient checkpointing: off, on or both (default ${DEFAULT-VALUE}).")
    private List<String> checkpointing;

    @Option(
            names = "--perceptual",
            description = "With the perceptual loss on VGG-19, as published.")
    private boolean perceptual;

    @Option(
            names = "--runs",
            defaultValue = "3",
            description = "Measured runs of each phase (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description =
                    "Shortest time of the warm-up and of the measurement of each phase (default"
                            + " ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--quick", description = "small-64 and one run only.")
    private boolean quick;

    @Option(
            names = "--in-process",
            description =
                    "All cases in this process; peaks then include what earlier cases left behind.")
    private boolean inProcess;

    @Option(
            names = "--soak",
            paramLabel = "STEPS",
            defaultValue = "0",
            description =
                    "Instead, trains so many steps and fails if resident memory or live tensors"
                            + " grow from the second quarter to the last.")
    private int soak;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the table, as Markdown.")
    private Path out;

    @Option(names = "--case", hidden = true)
    private String only;

    /** Costs of a case by phase: seconds and peak. */
    private record Measured(Map<String, Double> seconds, Map<String, Double> peaks) {
        /** Seconds of a step on average: R1 comes every 16th time. */
        double step() {
            double sum = 0;
            for (Map.Entry<String, Double> e : seconds.entrySet()) {
                int interval = R1.equals(e.getKey()) ? TwoStageLoss.R1_INTERVAL : 1;
                sum += e.getValue() / interval;
            }
            return sum;
        }

        double peak() {
            return peaks.values().stream().mapToDouble(p -> p).max().orElse(0);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (only != null) {
            tell(measure(TrainCase.parse(only)));
            return 0;
        }
        if (networks == null) {
            networks =
                    soak > 0
                            ? List.of("small-32")
                            : quick ? List.of("small-64") : List.of("small-64", "mat-256");
        }
        networks.forEach(TrainCase::config);
        if (soak > 0) {
            return soak();
        }
        if (quick) {
            runs = 1;
            seconds = 0;
        }
        StringBuilder text = new StringBuilder();
        say(text, header());
        for (String network : networks) {
            MatConfig config = TrainCase.config(network);
            int size = batch(network);
            say(text, title(network, config, size) + columns());
            Measured first = null;
            for (TrainCase which : cases(network, size)) {
                Measured measured = inProcess ? measure(which) : elsewhere(which);
                first = first == null ? measured : first;
                say(text, row(which, measured, first));
            }
            say(text, "");
        }
        if (out != null) {
            Files.writeString(out, text, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private int batch(String network) {
        return batch > 0 ? batch : TrainCase.usualBatch(network);
    }

    private List<TrainCase> cases(String network, int size) {
        List<TrainCase> cases = new ArrayList<>();
        String precisions = compute.precision == null ? "float32,bfloat16" : compute.precision;
        for (String precision : precisions.split(",")) {
            for (String mode : checkpointing) {
                cases.add(new TrainCase(network, size, precision, isOn(mode)));
            }
        }
        return cases;
    }

    private boolean isOn(String mode) {
        return switch (mode) {
            case "on" -> true;
            case "off" -> false;
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "--checkpointing is \"" + mode + "\"; on or off would be right.");
        };
    }

    private void say(StringBuilder text, String line) {
        PrintWriter print = spec.commandLine().getOut();
        text.append(line).append('\n');
        print.println(line);
        print.flush();
    }

    private String header() {
        return "# Training\n\nMedian of at least "
                + runs
                + " run(s) of each phase after a warm-up, "
                + (inProcess ? "all cases in one process" : "each case in a process of its own")
                + ". A step is Gmain + Dmain + a 16th of Dreg + EMA; Dreg is always float32 and"
                + " without checkpointing. Peaks are resident memory, of each phase where the"
                + " system lets us reset them.\n\n"
                + MachineFacts.markdown();
    }

    private String title(String network, MatConfig config, int size) {
        return "## "
                + network
                + ", "
                + config.resolution()
                + "², batch "
                + size
                + (perceptual ? ", with perceptual loss" : "")
                + "\n\n";
    }

    private static String columns() {
        return "| precision | checkpointing | Gmain s | Dmain s | Dreg s | EMA s | step s |"
                + " images/s | Gmain MiB | Dmain MiB | Dreg MiB | peak MiB | step × | peak × |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";
    }

    private static String row(TrainCase which, Measured m, Measured first) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %s | %s | %s | %s | %.2f |"
                        + " %s |",
                which.precision(),
                which.checkpointing() ? "on" : "off",
                m.seconds.get("Gmain"),
                m.seconds.get("Dmain"),
                m.seconds.get(R1),
                m.seconds.get("EMA"),
                m.step(),
                which.batch() / m.step(),
                mib(m.peaks.get("Gmain")),
                mib(m.peaks.get("Dmain")),
                mib(m.peaks.get(R1)),
                mib(m.peak()),
                m.step() / first.step(),
                m.peak() > 0
                        ? String.format(Locale.ROOT, "%.2f", m.peak() / first.peak())
                        : "unknown");
    }

    private static String mib(double bytes) {
        return bytes > 0 ? String.format(Locale.ROOT, "%.0f", bytes / MIB) : "unknown";
    }

    private Measured measure(TrainCase which) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Double> peaks = new HashMap<>();
        try (TrainBench bench =
                new TrainBench(which, compute.policy(which.precision()), perceptual)) {
            bench.measure(runs, this.seconds)
                    .forEach(
                            (phase, cost) -> {
                                seconds.put(phase, cost.median());
                                peaks.put(phase, (double) cost.peak());
                            });
        }
        return new Measured(seconds, peaks);
    }

    /** For the process that asked: a line a phase, with seconds and peak. */
    private void tell(Measured m) {
        PrintWriter print = spec.commandLine().getOut();
        m.seconds.forEach(
                (phase, s) ->
                        print.println(
                                ChildProcess.MARK + phase + " " + s + " " + m.peaks.get(phase)));
        print.flush();
    }

    /** Measures in a fresh process, whose peak is of this case alone. */
    private Measured elsewhere(TrainCase which) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("bench", "train"));
        arguments.addAll(List.of("--case", which.toString()));
        arguments.addAll(List.of("--runs", "" + runs, "--seconds", "" + seconds));
        if (perceptual) {
            arguments.add("--perceptual");
        }
        arguments.addAll(compute.placeArguments());
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Double> peaks = new HashMap<>();
        for (String line : ChildProcess.run(arguments)) {
            String[] parts = line.split(" ");
            seconds.put(parts[0], Double.valueOf(parts[1]));
            peaks.put(parts[0], Double.valueOf(parts[2]));
        }
        return new Measured(seconds, peaks);
    }

    private int soak() throws IOException, InterruptedException {
        String network = networks.get(0);
        TrainCase which =
                new TrainCase(network, batch(network), compute.precision, isOn(checkpointing.get(0)));
        SoakWatch watch = new SoakWatch(spec.commandLine().getOut(), "steps", soak);
        Controller watching =
                new Controller() {
                    @Override
                    public void afterStep(TrainingRun run) {
                        watch.done((int) run.step());
                    }
                };
        try (TrainBench bench =
                new TrainBench(which, compute.policy(which.precision()), perceptual)) {
            Trainer.builder(bench.phases(), always(bench.batch()))
                    .policy(bench.settings().policy())
                    .gradientCheckpointing(which.checkpointing())
                    .batch(which.batch(), which.batch())
                    .with(new Averaging(bench.ema()))
                    .with(watching)
                    .build()
                    .run(soak);
        }
        return watch.judge();
    }

    private static BatchSource always(TrainingBatch batch) {
        return new BatchSource() {
            @Override
            public TrainingBatch next(int size) {
                return batch;
            }

            @Override
            public String position() {
                return "";
            }
        };
    }
}
