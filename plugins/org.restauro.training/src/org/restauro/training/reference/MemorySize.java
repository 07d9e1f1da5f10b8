// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.training.config.SettingsException;

/** Sizes of memory as people write them. */
final class MemorySize {
    private static final Pattern TEXT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(|B|MB|GB|MIB|GIB)", Pattern.CASE_INSENSITIVE);

    /** Plain numbers up to this are gigabytes, larger ones bytes. */
    private static final double LARGEST_IN_GB = 10_000;

    private static final double GB = 1e9;
    private static final double MB = 1e6;
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private MemorySize() {}

    /**
     * Bytes of {@code 24 GB}, {@code 24}, {@code 8000MB}, {@code 22GiB} or {@code 25000000000}.
     *
     * @throws SettingsException if it is something else
     */
    static long parse(String text) {
        Matcher m = TEXT.matcher(text.strip());
        if (!m.matches()) {
            throw wrong(text);
        }
        double number = Double.parseDouble(m.group(1));
        double bytes =
                switch (m.group(2).toUpperCase(Locale.ROOT)) {
                    case "GB" -> number * GB;
                    case "MB" -> number * MB;
                    case "GIB" -> number * GIB;
                    case "MIB" -> number * MIB;
                    case "B" -> number;
                    default -> number <= LARGEST_IN_GB ? number * GB : number;
                };
        if (!(bytes >= MB && bytes < Long.MAX_VALUE)) {
            throw wrong(text);
        }
        return (long) bytes;
    }

    private static SettingsException wrong(String text) {
        return new SettingsException(
                "training.memory is \""
                        + text
                        + "\"; a size like 24 GB, 12 or 8000 MB would be right.");
    }
}
