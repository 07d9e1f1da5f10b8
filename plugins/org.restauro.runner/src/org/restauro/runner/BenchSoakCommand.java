// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.restauro.engine.Torch;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restauro bench soak}: does memory stay flat over many forwards? */
@Command(
        name = "soak",
        description =
                "Runs many forwards and watches resident memory, the Java heap and the number of"
                    + " live tensors; fails if memory or tensors grow from the second quarter to"
                    + " the last.",
        sortOptions = false)
final class BenchSoakCommand implements Callable<Integer> {
    private static final double MIB = 1048576;
    // The allocator's own unrest; a leak of one small tensor a forward is far above it in 1,000.
    private static final double ALLOWED_GROWTH_MIB = 32;
    private static final int SAMPLES = 20;

    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;

    @Option(
            names = {"-n", "--forwards"},
            defaultValue = "1000",
            description = "Number of forwards (default ${DEFAULT-VALUE}).")
    private int forwards;

    private record Sample(int forward, double residentMib, double heapMib, long arrays) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Sample> samples = new ArrayList<>();
        out.println(
                "| forwards | resident MiB | Java heap MiB | live tensors |\n|---|---|---|---|");
        try (Inpainter inpainter = new Inpainter(network.open(), InpaintSettings.defaults())) {
            int size = inpainter.builtSize();
            PixelImage image = BenchScene.of(size, 1).image();
            byte[] values = new byte[size * size];
            Arrays.fill(values, 0, values.length / 2, (byte) 255);
            Mask mask = Mask.of(size, size, values);
            int every = Math.max(1, forwards / SAMPLES);
            for (int i = 1; i <= forwards; i++) {
                inpainter.restore(new InpaintRequest("soak", image, mask, i));
                if (i % every == 0) {
                    samples.add(sample(i));
                    print(out, samples.get(samples.size() - 1));
                }
            }
        }
        return judge(out, samples);
    }

    private static Sample sample(int forward) {
        System.gc(); // what is left afterwards is held by somebody
        Runtime runtime = Runtime.getRuntime();
        return new Sample(
                forward,
                ProcessMemory.resident() / MIB,
                (runtime.totalMemory() - runtime.freeMemory()) / MIB,
                Torch.liveArrays());
    }

    private static void print(PrintWriter out, Sample s) {
        out.println(
                String.format(
                        Locale.ROOT,
                        "| %d | %.1f | %.1f | %d |",
                        s.forward,
                        s.residentMib,
                        s.heapMib,
                        s.arrays));
        out.flush();
    }

    private int judge(PrintWriter out, List<Sample> samples) {
        if (samples.size() < 4) {
            out.println("Too few forwards to judge; give --forwards 4 or more.");
            return 0;
        }
        List<Sample> early = samples.subList(samples.size() / 4, samples.size() / 2);
        List<Sample> late = samples.subList(samples.size() * 3 / 4, samples.size());
        double growth =
                late.stream().mapToDouble(Sample::residentMib).average().orElse(0)
                        - early.stream().mapToDouble(Sample::residentMib).average().orElse(0);
        long arrays = late.get(late.size() - 1).arrays - early.get(0).arrays;
        boolean flat = growth <= ALLOWED_GROWTH_MIB && arrays <= 0;
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s: resident memory %+.1f MiB, live tensors %+d from the second quarter"
                                + " to the last of %d forwards",
                        flat ? "flat" : "growing",
                        growth,
                        arrays,
                        forwards));
        out.flush();
        return flat ? 0 : Restauro.FAILED;
    }
}
