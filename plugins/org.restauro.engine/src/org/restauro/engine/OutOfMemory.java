// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.List;
import java.util.Locale;

/** Recognises that a computation failed because native memory was used up. */
public final class OutOfMemory {
    /** What libtorch's allocators say, on GPUs and on CPUs. */
    private static final List<String> SIGNS =
            List.of(
                    "cuda out of memory",
                    "cuda error: out of memory",
                    "cublas_status_alloc_failed",
                    "not enough memory: you tried to allocate",
                    "can't allocate memory: you tried to allocate");

    private OutOfMemory() {}

    /** Whether native memory was the cause; what is missing to Java itself does not count. */
    public static boolean caused(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t.getMessage() != null && told(t.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean told(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(lower::contains);
    }
}
