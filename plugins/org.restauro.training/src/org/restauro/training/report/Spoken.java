// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Spoken {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Spoken() {}

    /** A duration with two units at most: 41 s, 12 min, 3 h 05 min, 2 d 4 h. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "unknown";
        }
        long s = Math.max(0, Math.round(seconds));
        if (s < MINUTE) {
            return s + " s";
        }
        if (s < HOUR) {
            return s / MINUTE + " min";
        }
        if (s < DAY) {
            return String.format(Locale.ROOT, "%d h %02d min", s / HOUR, s % HOUR / MINUTE);
        }
        return s / DAY + " d " + s % DAY / HOUR + " h";
    }

    /** Three to four digits that tell: 0.0123, 1.234, 21.35, 154. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        String format;
        if (size < 1e-3 || size >= 1e6) {
            format = "%.2e";
        } else if (size < 1) {
            format = "%.4f";
        } else if (size < 10) {
            format = "%.3f";
        } else if (size < 100) {
            format = "%.2f";
        } else {
            format = "%.0f";
        }
        return String.format(Locale.ROOT, format, value);
    }
}
