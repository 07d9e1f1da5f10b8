// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintResult;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.Policy;
import org.restauro.models.inpaint.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro bench inpaint}: time and memory over policies, sizes and numbers of holes. */
@Command(
        name = "inpaint",
        description = {
            "Measures inpainting: median of several runs after a warm-up, images a second, peak"
                + " resident memory. Cases of very many forwards are measured over their first ones"
                + " and marked with ~."
        },
        sortOptions = false)
final class BenchInpaintCommand implements Callable<Integer> {
    private static final double MIB = 1048576;

    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "256,512,1024,4096",
            description = "Sides of the square pictures (default ${DEFAULT-VALUE}).")
    private List<Integer> sizes;

    @Option(
            names = "--holes",
            split = ",",
            defaultValue = "1,100",
            description = "Numbers of holes (default ${DEFAULT-VALUE}).")
    private List<Integer> holes;

    @Option(
            names = "--hole-area",
            paramLabel = "PART",
            defaultValue = "0.0625",
            description =
                    "Part of the picture that a single hole covers, 0 to 1 (default"
                            + " ${DEFAULT-VALUE}).")
    private double holeArea;

    @Option(
            names = "--policies",
            split = ",",
            defaultValue = "whole,resize,crop,tiles,auto",
            description = "Policies (default ${DEFAULT-VALUE}).")
    private List<Policy> policies;

    @Option(
            names = "--runs",
            defaultValue = "3",
            description = "Measured runs of each case (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--batch",
            defaultValue = "1",
            description = "Windows that go through the network at once (default 1).")
    private int batch;

    @Option(
            names = "--most-forwards",
            defaultValue = "20",
            description =
                    "Forwards after which a run is broken off and extrapolated (default"
                            + " ${DEFAULT-VALUE}).")
    private int mostForwards;

    @Option(names = "--quick", description = "Sizes 256 and 512 and one run only.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the table, as Markdown.")
    private Path out;

    private record Case(String precision, Policy policy, int size, int holes) {}

    private record Measured(
            Policy done,
            int forwards,
            double seconds,
            boolean whole,
            long peak,
            double agreement) {}

    @Override
    public Integer call() throws IOException {
        if (quick) {
            sizes = List.of(256, 512);
            runs = 1;
        }
        if (!(holeArea > 0 && holeArea <= 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--hole-area is "
                            + holeArea
                            + "; a part of the picture above 0 and at most 1 would be right.");
        }
        PrintWriter print = spec.commandLine().getOut();
        List<String> precisions =
                network.precision == null
                        ? Arrays.asList((String) null)
                        : List.of(network.precision.split(","));
        StringBuilder text = new StringBuilder();
        Map<String, PixelImage> firstResults = new HashMap<>();
        for (String precision : precisions) {
            try (InpaintingNetwork net = Networks.open(network.model, network.policy(precision))) {
                if (text.isEmpty()) {
                    say(text, print, header());
                }
                say(text, print, "## " + network.policy(precision) + "\n\n" + columns());
                for (int size : sizes) {
                    for (int count : holes) {
                        scene(
                                net,
                                precision,
                                BenchScene.of(size, count, holeArea),
                                firstResults,
                                text);
                    }
                }
            }
        }
        if (out != null) {
            Files.writeString(out, text, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private void say(StringBuilder text, PrintWriter print, String line) {
        text.append(line).append('\n');
        print.println(line);
        print.flush();
    }

    private String header() {
        return "# Inpainting: "
                + network.model
                + "\n\nMedian of "
                + runs
                + " run(s) after a warm-up, batch "
                + batch
                + ". ~ means: broken off after "
                + mostForwards
                + " forwards and extrapolated.\n\n"
                + MachineFacts.markdown();
    }

    private static String columns() {
        return "| size | holes | policy | forwards | seconds | images/s | peak resident MiB |"
                + " agreement dB |\n|---|---|---|---|---|---|---|---|";
    }

    private void scene(
            InpaintingNetwork net,
            String precision,
            BenchScene scene,
            Map<String, PixelImage> firstResults,
            StringBuilder text) {
        Map<Policy, Measured> known = new HashMap<>();
        for (Policy policy : policies) {
            InpaintSettings settings =
                    InpaintSettings.defaults().withPolicy(policy).withBatch(batch);
            // Not closed: the network is used again.
            @SuppressWarnings("resource")
            Inpainter inpainter = new Inpainter(net, settings);
            InpaintRequest request = new InpaintRequest("bench", scene.image(), scene.mask(), 1);
            String row = String.format("| %d | %d | ", scene.size(), scene.holes());
            String line;
            try {
                Inpainter.Preview preview = inpainter.preview(request);
                String name =
                        policy == Policy.AUTO ? "auto → " + preview.policy() : policy.toString();
                Measured measured = known.get(preview.policy());
                if (measured == null) {
                    measured = measure(inpainter, request, preview, scene, precision, firstResults);
                    known.put(preview.policy(), measured);
                }
                line = row + name + " | " + cells(measured);
            } catch (IllegalArgumentException e) {
                line = row + policy + " | refused: " + e.getMessage() + " | | | | |";
            }
            say(text, spec.commandLine().getOut(), line);
        }
    }

    private static String cells(Measured m) {
        return String.format(
                Locale.ROOT,
                "%d | %s%.2f | %.3f | %s | %s |",
                m.forwards,
                m.whole ? "" : "~",
                m.seconds,
                1 / m.seconds,
                m.peak == 0 ? "unknown" : String.format(Locale.ROOT, "%.0f", m.peak / MIB),
                Double.isNaN(m.agreement) ? "" : String.format(Locale.ROOT, "%.1f", m.agreement));
    }

    private Measured measure(
            Inpainter inpainter,
            InpaintRequest request,
            Inpainter.Preview preview,
            BenchScene scene,
            String precision,
            Map<String, PixelImage> firstResults) {
        boolean whole = preview.forwards() <= mostForwards;
        run(inpainter, request, 1); // warm-up: one forward meets all the shapes of a case
        ProcessMemory.resetPeak();
        List<Double> seconds = new ArrayList<>();
        InpaintResult result = null;
        for (int i = 0; i < (whole ? runs : 1); i++) {
            long start = System.nanoTime();
            result = run(inpainter, request, whole ? Integer.MAX_VALUE : mostForwards);
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        seconds.sort(null);
        double median = seconds.get(seconds.size() / 2);
        if (!whole) {
            median *= (double) preview.forwards() / mostForwards;
        }
        double agreement = Double.NaN;
        if (result != null) {
            String key = scene.size() + "/" + scene.holes() + "/" + preview.policy();
            PixelImage first = firstResults.putIfAbsent(key, result.image());
            agreement = first == null ? Double.NaN : scene.agreement(first, result.image());
        }
        return new Measured(
                preview.policy(),
                preview.forwards(),
                median,
                whole,
                ProcessMemory.peak(),
                agreement);
    }

    // Runs at most some forwards; null if it was broken off.
    private static InpaintResult run(Inpainter inpainter, InpaintRequest request, int forwards) {
        int[] done = {0};
        Progress progress =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return done[0] >= forwards;
                    }

                    @Override
                    public void step(int count, int total, String message) {
                        done[0] = count;
                    }
                };
        try {
            return inpainter.restore(request, progress);
        } catch (CancellationException e) {
            return null;
        }
    }
}
