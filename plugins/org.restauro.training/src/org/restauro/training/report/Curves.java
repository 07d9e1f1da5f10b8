// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A log as columns to draw. Long logs are thinned: neighbouring lines become one, with the mean of
 * their values, so that a page stays small however long a run is.
 */
final class Curves {
    /** Most points of a curve. */
    static final int POINTS = 600;

    private static final MathContext DIGITS = new MathContext(5);

    private Curves() {}

    /** Puts {@code x} (images), {@code speed} and {@code series} (name to column). */
    static void put(ObjectNode data, List<TickRow> rows) {
        int together = Math.max(1, (rows.size() + POINTS - 1) / POINTS);
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.values().keySet()));
        ArrayNode x = data.putArray("x");
        ArrayNode speed = data.putArray("speed");
        for (int i = 0; i < rows.size(); i += together) {
            List<TickRow> part = rows.subList(i, Math.min(rows.size(), i + together));
            x.add(part.get(part.size() - 1).images());
            add(speed, part.stream().mapToDouble(TickRow::imagesPerSecond).toArray());
        }
        ObjectNode series = data.putObject("series");
        for (String name : names) {
            ArrayNode column = series.putArray(name);
            for (int i = 0; i < rows.size(); i += together) {
                List<TickRow> part = rows.subList(i, Math.min(rows.size(), i + together));
                add(column, part.stream().mapToDouble(row -> row.value(name)).toArray());
            }
        }
    }

    /** Adds the mean of what is finite, or nothing. */
    private static void add(ArrayNode column, double... values) {
        double sum = 0;
        int count = 0;
        for (double v : values) {
            if (Double.isFinite(v)) {
                sum += v;
                count++;
            }
        }
        if (count == 0) {
            column.addNull();
        } else {
            column.add(rounded(sum / count));
        }
    }

    /** Five digits: more cannot be seen. */
    static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    }
}
