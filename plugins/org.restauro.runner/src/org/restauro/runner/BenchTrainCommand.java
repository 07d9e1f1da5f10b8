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
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.training.Averaging;
import org.restauro.training.BatchSource;
import org.restauro.training.Controller;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
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
    @Spec private CommandSpec spec;
    @Mixin private ComputeOptions compute;

    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Networks: small-64, mat-256, stylegan2-64, stylegan2-256 or others of their"
                            + " kinds (default all four; with --soak, small-32).")
    private List<String> networks;

    @Option(
            names = "--batch",
            defaultValue = "0",
            description =
                    "Images a step; by default 8 for small networks and StyleGAN2 up to 64², 2 for"
                            + " others.")
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
                            : quick
                                    ? List.of("small-64")
                                    : List.of(
                                            "small-64", "mat-256", "stylegan2-64", "stylegan2-256");
        }
        networks.forEach(TrainCase::resolution);
        if (soak > 0) {
            return soak();
        }
        if (quick) {
            runs = 1;
            seconds = 0;
        }
        StringBuilder text = new StringBuilder();
        say(text, TrainTable.header(runs, inProcess));
        for (String network : networks) {
            int size = batch(network);
            say(text, TrainTable.title(network, size, perceptual));
            TrainTable.Costs first = null;
            for (TrainCase which : cases(network, size)) {
                TrainTable.Costs measured = inProcess ? measure(which) : elsewhere(which);
                first = first == null ? measured : first;
                say(text, TrainTable.row(which, measured, first));
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

    private TrainTable.Costs measure(TrainCase which) {
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
        return new TrainTable.Costs(seconds, peaks);
    }

    /** For the process that asked: a line a phase, with seconds and peak. */
    private void tell(TrainTable.Costs m) {
        PrintWriter print = spec.commandLine().getOut();
        m.seconds()
                .forEach(
                        (phase, s) ->
                                print.println(
                                        ChildProcess.MARK
                                                + phase
                                                + " "
                                                + s
                                                + " "
                                                + m.peaks().get(phase)));
        print.flush();
    }

    /** Measures in a fresh process, whose peak is of this case alone. */
    private TrainTable.Costs elsewhere(TrainCase which) throws IOException, InterruptedException {
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
        return new TrainTable.Costs(seconds, peaks);
    }

    private int soak() throws IOException, InterruptedException {
        String network = networks.get(0);
        TrainCase which =
                new TrainCase(
                        network, batch(network), compute.precision, isOn(checkpointing.get(0)));
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
