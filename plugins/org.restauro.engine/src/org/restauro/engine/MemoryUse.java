// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.Function;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Measures how much memory a computation takes: on GPUs what the device has given away, on the CPU
 * what is resident of this process (Linux; elsewhere nothing is known).
 *
 * <pre>{@code
 * try (MemoryUse use = MemoryUse.begin(device)) {
 *     compute();
 *     long bytes = use.peak();
 * }
 * }</pre>
 */
public final class MemoryUse implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    /** What makes Linux forget the highest resident size so far. */
    private static final String RESET_PEAK = "5";

    private static final int KIB = 1024;
    private static final long POLL_MILLIS = 2;

    private final TorchDevice device;
    private final boolean kept;
    private final Thread poller;
    private volatile long highest;
    private volatile boolean closed;

    private MemoryUse(TorchDevice device) {
        this.device = device;
        if (device.isCpu()) {
            trim();
        }
        kept = device.isCpu() && resetPeak();
        highest = used(device);
        poller = new Thread(this::poll, "restauro-memory");
        poller.setDaemon(true);
        if (!kept && highest >= 0) {
            poller.start();
        }
    }

    /** Begins to watch. */
    public static MemoryUse begin(TorchDevice device) {
        return new MemoryUse(device);
    }

    /** Bytes in use now; −1 where that is not known. */
    public static long used(TorchDevice device) {
        if (device.isCpu()) {
            return status("VmRSS:");
        }
        return CudaUtils.getGpuMemory(device.toDjl()).getUsed();
    }

    /** Most bytes in use since the beginning; −1 where that is not known. */
    public long peak() {
        if (kept) {
            return status("VmHWM:");
        }
        highest = Math.max(highest, used(device));
        return highest;
    }

    private void poll() {
        try {
            while (!closed) {
                highest = Math.max(highest, used(device));
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives back what the C library holds of freed memory, which would hide what comes. */
    private static void trim() {
        try {
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {0});
        } catch (LinkageError | RuntimeException e) {
            // another C library: peaks are a little less exact
        }
    }

    private static boolean resetPeak() {
        try {
            Files.writeString(CLEAR, RESET_PEAK, StandardCharsets.US_ASCII);
            return true;
        } catch (IOException e) {
            return false; // another system, or not allowed: the size is looked at often instead
        }
    }

    private static long status(String key) {
        try {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.UTF_8)) {
                if (line.startsWith(key)) {
                    String number = line.replaceAll("[^0-9]", "");
                    return Long.parseLong(number) * KIB;
                }
            }
        } catch (IOException e) {
            return -1;
        }
        return -1;
    }

    /** Bytes for people: {@code 1.4 GB}. */
    public static String text(long bytes) {
        double gigabytes = bytes / 1e9;
        return gigabytes >= 1
                ? String.format(Locale.ROOT, "%.1f GB", gigabytes)
                : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }

    @Override
    public void close() {
        closed = true;
    }
}
