// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.restauro.metrics.MetricValue;
import org.restauro.metrics.PairScores;
import org.restauro.metrics.ScoreReport;

/** Writes what was found as a table, JSON or CSV. */
final class ScorePrinter {
    private final ScoreReport report;

    ScorePrinter(ScoreReport report) {
        this.report = report;
    }

    void text(PrintWriter out) {
        if (!report.values().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %14s %12s  %-6s %9s %6s  %s%n",
                    "metric",
                    "value",
                    "deviation",
                    "better",
                    "generated",
                    "real",
                    "definition");
        }
        Set<String> warnings = new LinkedHashSet<>(report.warnings());
        for (MetricValue v : report.values()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %14s %12s  %-6s %9d %6d  %s%n",
                    v.name(),
                    number(v.value(), "%.6f"),
                    Double.isNaN(v.deviation()) ? "" : number(v.deviation(), "%.6f"),
                    better(v),
                    v.generated(),
                    v.real(),
                    v.definition());
            v.warnings().forEach(w -> warnings.add(v.metric() + ": " + w));
        }
        warnings.forEach(w -> out.println("Note: " + w));
        for (ScoreReport.Skipped skipped : report.skipped()) {
            out.println("Not computed: " + skipped.metric() + ". " + skipped.reason());
        }
        for (PairScores pair : report.pairs()) {
            if (pair.problem() != null) {
                out.println("Left out: " + pair.name() + ". " + pair.problem());
            }
        }
    }

    private static String better(MetricValue v) {
        return v.higherIsBetter() ? "higher" : "lower";
    }

    private static String number(double value, String format) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return Double.isInfinite(value)
                ? (value > 0 ? "inf" : "-inf")
                : String.format(Locale.ROOT, format, value);
    }

    void json(PrintWriter out) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode values = root.putArray("values");
        for (MetricValue v : report.values()) {
            ObjectNode node = values.addObject();
            node.put("metric", v.metric().toString());
            node.put("name", v.name());
            put(node, "value", v.value());
            if (!Double.isNaN(v.deviation())) {
                put(node, "deviation", v.deviation());
            }
            node.put("better", better(v));
            node.put("generated", v.generated());
            node.put("real", v.real());
            node.put("definition", v.definition());
            v.warnings().forEach(node.putArray("warnings")::add);
        }
        ArrayNode skipped = root.putArray("skipped");
        report.skipped()
                .forEach(
                        s ->
                                skipped.addObject()
                                        .put("metric", s.metric().toString())
                                        .put("reason", s.reason()));
        report.warnings().forEach(root.putArray("warnings")::add);
        ArrayNode pairs = root.putArray("pairs");
        for (PairScores pair : report.pairs()) {
            ObjectNode node = pairs.addObject();
            node.put("name", pair.name());
            pair.values().forEach((name, value) -> put(node, name, value));
            if (pair.problem() != null) {
                node.put("problem", pair.problem());
            }
        }
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    // JSON has no infinity
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.put(name, number(value, ""));
        }
    }

    /** One line for each pair. */
    String csv() {
        Set<String> columns = new LinkedHashSet<>();
        report.pairs().forEach(pair -> columns.addAll(pair.values().keySet()));
        StringBuilder text = new StringBuilder("name");
        columns.forEach(column -> text.append(',').append(quoted(column)));
        text.append(",problem\n");
        for (PairScores pair : report.pairs()) {
            text.append(quoted(pair.name()));
            for (String column : columns) {
                Double value = pair.values().get(column);
                text.append(',').append(value == null ? "" : number(value, "%.9g"));
            }
            String problem = pair.problem() == null ? "" : pair.problem();
            text.append(',').append(quoted(problem)).append('\n');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return text.matches("[\\w .-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
