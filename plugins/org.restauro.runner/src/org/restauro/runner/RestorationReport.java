// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.models.inpaint.BatchRestorer;
import org.restauro.models.inpaint.BatchRestorer.Status;
import org.restauro.models.inpaint.InpaintResult;

/** What became of each image of a run, for a table or a program to read. */
final class RestorationReport {
    private final List<BatchRestorer.Outcome> outcomes = new ArrayList<>();

    void add(BatchRestorer.Outcome outcome) {
        outcomes.add(outcome);
    }

    int count(Status status) {
        return (int) outcomes.stream().filter(o -> o.status() == status).count();
    }

    int size() {
        return outcomes.size();
    }

    private int forwards() {
        return outcomes.stream()
                .mapToInt(o -> o.result() == null ? 0 : o.result().forwards())
                .sum();
    }

    /** One sentence. */
    String summary(double seconds) {
        return String.format(
                Locale.ROOT,
                "%d image%s: %d restored, %d skipped, %d failed; %d forward%s in %.1f s",
                size(),
                size() == 1 ? "" : "s",
                count(Status.RESTORED),
                count(Status.SKIPPED),
                count(Status.FAILED),
                forwards(),
                forwards() == 1 ? "" : "s",
                seconds);
    }

    /** The whole report; one object with one entry an image. */
    String json(double seconds) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("images", size());
        for (Status status : Status.values()) {
            root.put(status.name().toLowerCase(Locale.ROOT), count(status));
        }
        root.put("forwards", forwards());
        root.put("seconds", seconds);
        ArrayNode rows = root.putArray("results");
        for (BatchRestorer.Outcome outcome : outcomes) {
            ObjectNode row = rows.addObject();
            row.put("name", outcome.name());
            row.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
            row.put("message", outcome.message());
            InpaintResult result = outcome.result();
            if (result != null && result.succeeded()) {
                row.put("policy", result.policy().toString());
                row.put("forwards", result.forwards());
                row.put("seconds", result.seconds());
                row.put("holeRatio", result.holeRatio());
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    /** Writes JSON if the file's name ends so, else comma-separated values. */
    void write(Path file, double seconds) throws IOException {
        if (file.toString().endsWith(".json")) {
            Files.writeString(file, json(seconds) + "\n", StandardCharsets.UTF_8);
            return;
        }
        StringBuilder csv = new StringBuilder("name,status,policy,forwards,seconds,holeRatio,");
        csv.append("message\n");
        for (BatchRestorer.Outcome outcome : outcomes) {
            InpaintResult result = outcome.result();
            boolean measured = result != null && result.succeeded();
            csv.append(quoted(outcome.name())).append(',');
            csv.append(outcome.status().name().toLowerCase(Locale.ROOT)).append(',');
            if (measured) {
                csv.append(
                        String.format(
                                Locale.ROOT,
                                "%s,%d,%.3f,%.6f,",
                                result.policy(),
                                result.forwards(),
                                result.seconds(),
                                result.holeRatio()));
            } else {
                csv.append(",,,,");
            }
            csv.append(quoted(outcome.message())).append('\n');
        }
        Files.writeString(file, csv, StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
