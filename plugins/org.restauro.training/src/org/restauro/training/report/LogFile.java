// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.AtomicFile;

/** The format of {@code log.jsonl}: one JSON object a line, UTF-8. */
final class LogFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogFile() {}

    /** One line, without its end. Numbers that JSON cannot say are texts: NaN, Infinity. */
    static String line(TickRow row) {
        ObjectNode object = JSON.createObjectNode();
        object.put("step", row.step());
        object.put("images", row.images());
        put(object, "seconds", row.seconds());
        put(object, "imagesPerSecond", row.imagesPerSecond());
        ObjectNode values = object.putObject("values");
        row.values().forEach((name, value) -> put(values, name, value));
        return object.toString();
    }

    private static void put(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.put(name, Double.toString(value));
        }
    }

    /**
     * Reads a log. A last line without an end was being written when the run was killed: it is left
     * out.
     *
     * @throws IOException if the file cannot be read or another line is broken; names the line
     */
    static List<TickRow> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        List<TickRow> rows = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, 0, whole, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (!line.isBlank()) {
                rows.add(row(line, file, number));
            }
        }
        return rows;
    }

    private static TickRow row(String line, Path file, int number) throws IOException {
        try {
            JsonNode object = JSON.readTree(line);
            Map<String, Double> values = new LinkedHashMap<>();
            object.required("values")
                    .fields()
                    .forEachRemaining(e -> values.put(e.getKey(), number(e.getValue())));
            return new TickRow(
                    object.required("step").asLong(),
                    object.required("images").asLong(),
                    number(object.required("seconds")),
                    number(object.required("imagesPerSecond")),
                    values);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(
                    file
                            + ": line "
                            + number
                            + " is no line of a training log; remove it, or begin with an empty"
                            + " folder.",
                    e);
        }
    }

    private static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
    }

    /** Writes a log anew, whole or not at all. */
    static void write(Path file, List<TickRow> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(line(row)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(
                file,
                channel -> {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                });
    }
}
