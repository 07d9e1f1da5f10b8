// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, from Linux's {@code /proc}; 0 where there is none. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";

    private ProcessMemory() {}

    /** Bytes in memory now. */
    static long resident() {
        return read("VmRSS:");
    }

    /** The most bytes in memory since the start or since {@link #resetPeak()}. */
    static long peak() {
        return read("VmHWM:");
    }

    /** Starts measuring the peak anew; false where the system does not let us. */
    static boolean resetPeak() {
        try {
            Files.writeString(CLEAR_REFS, RESET_PEAK);
            return true;
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    private static long read(String key) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(key)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            return 0; // not Linux: nothing to report
        }
        return 0;
    }
}
