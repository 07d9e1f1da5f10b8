// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.ObjectName;
import org.restauro.engine.Torch;

/** Watches memory and tensors over many repetitions and judges whether they stay flat. */
final class SoakWatch {
    private static final double MIB = 1048576;
    // The allocator's own unrest; a leak of one small tensor a repetition is far above it in 1,000.
    private static final double ALLOWED_GROWTH_MIB = 32;
    private static final double ALLOWED_GARBAGE = 1.1;
    private static final int SAMPLES = 20;

    private final PrintWriter out;
    private final String what;
    private final int count;
    private final List<Sample> samples = new ArrayList<>();

    private long allocatedBefore = allocated();
    private int numberBefore;

    private record Sample(
            int number, double residentMib, double heapMib, double garbageKib, long arrays) {}

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
                        + " | resident MiB | Java heap MiB | Java garbage KiB each | live tensors"
                        + " |\n"
                        + "|---|---|---|---|---|");
    }

    /** Tells that a repetition, counted from 1, is done. */
    void done(int number) {
        if (number % Math.max(1, count / SAMPLES) != 0) {
            return;
        }
        double garbage = (allocated() - allocatedBefore) / 1024.0 / (number - numberBefore);
        System.gc(); // what is left afterwards is held by somebody
        Runtime runtime = Runtime.getRuntime();
        Sample s =
                new Sample(
                        number,
                        ProcessMemory.resident() / MIB,
                        (runtime.totalMemory() - runtime.freeMemory()) / MIB,
                        garbage,
                        Torch.liveArrays());
        samples.add(s);
        out.println(
                String.format(
                        Locale.ROOT,
                        "| %d | %.1f | %.1f | %.0f | %d |",
                        s.number,
                        s.residentMib,
                        s.heapMib,
                        s.garbageKib,
                        s.arrays));
        out.flush();
        numberBefore = number;
        allocatedBefore = allocated();
    }

    /** Bytes that this thread has asked of the Java heap so far; 0 where the JVM does not count. */
    private static long allocated() {
        try {
            return (Long)
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                                    "getThreadAllocatedBytes",
                                    new Object[] {Thread.currentThread().getId()},
                                    new String[] {"long"});
        } catch (JMException e) {
            return 0;
        }
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
        double garbage =
                late.stream().mapToDouble(Sample::garbageKib).average().orElse(0)
                        / Math.max(
                                1,
                                early.stream().mapToDouble(Sample::garbageKib).average().orElse(0));
        long arrays = late.get(late.size() - 1).arrays - early.get(0).arrays;
        boolean flat = growth <= ALLOWED_GROWTH_MIB && arrays <= 0 && garbage <= ALLOWED_GARBAGE;
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s: resident memory %+.1f MiB, live tensors %+d, garbage × %.2f from the"
                                + " second quarter to the last of %d %s",
                        flat ? "flat" : "growing",
                        growth,
                        arrays,
                        garbage,
                        count,
                        what));
        out.flush();
        return flat ? 0 : Restauro.FAILED;
    }
}
