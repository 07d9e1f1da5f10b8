// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.engine.Torch;

/** Watches memory and tensors over many repetitions and judges whether they stay flat. */
final class SoakWatch {
    private static final double MIB = 1048576;
    // The allocator's own unrest; a leak of one small tensor a repetition is far above it in 1,000.
    private static final double ALLOWED_GROWTH_MIB = 32;
    private static final int SAMPLES = 20;

    private final PrintWriter out;
    private final String what;
    private final int count;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(int number, double residentMib, double heapMib, long arrays) {}

    /**
     * Begins.
     *
     * @param what is repeated, in the plural
     * @param count how often
     */
    SoakWatch(PrintWriter out, String what, int count) {
        this.out = out;
        this.what = what;
        this.count = count;
        out.println(
                "| "
                        + what
                        + " | resident MiB | Java heap MiB | live tensors |\n|---|---|---|---|");
    }

    /** Tells that a repetition, counted from 1, is done. */
    void done(int number) {
        if (number % Math.max(1, count / SAMPLES) != 0) {
            return;
        }
        System.gc(); // what is left afterwards is held by somebody
        Runtime runtime = Runtime.getRuntime();
        Sample s =
                new Sample(
                        number,
                        ProcessMemory.resident() / MIB,
                        (runtime.totalMemory() - runtime.freeMemory()) / MIB,
                        Torch.liveArrays());
        samples.add(s);
        out.println(
                String.format(
                        Locale.ROOT,
                        "| %d | %.1f | %.1f | %d |",
                        s.number,
                        s.residentMib,
                        s.heapMib,
                        s.arrays));
        out.flush();
    }

    /** Prints the judgement; the exit status. */
    int judge() {
        if (samples.size() < 4) {
            out.println("Too few " + what + " to judge; 4 or more would do.");
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
                                + " to the last of %d %s",
                        flat ? "flat" : "growing",
                        growth,
                        arrays,
                        count,
                        what));
        out.flush();
        return flat ? 0 : Restauro.FAILED;
    }
}
