// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restauro.images.ImageException;

/**
 * Reads the label file of StyleGAN2-ADA data sets: {@code {"labels": [["name", label], …]}}, where
 * a label is a class number or an array of numbers, or {@code {"labels": null}}.
 */
final class LabelFile {
    /** Names it goes by, the first one found counts; the second is that of newer data sets. */
    static final List<String> NAMES = List.of("labels.json", "dataset.json");

    private static final int MAX_VECTOR = 1 << 16;

    private final String where;
    private final Map<String, Object> entries = new HashMap<>(); // Integer or float[]
    private boolean found;

    private LabelFile(String where) {
        this.where = where;
    }

    /**
     * The labels for the given names.
     *
     * @param where how messages call the file
     * @throws ImageException if the file is no label file or lacks one of the names
     */
    static Labels read(byte[] json, String where, List<String> names) throws IOException {
        LabelFile file = new LabelFile(where);
        try (JsonParser in = new JsonFactory().createParser(json)) {
            file.parse(in);
        } catch (JsonProcessingException e) {
            throw new ImageException(where + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        return file.found ? file.labelsOf(names) : Labels.NONE;
    }

    private void parse(JsonParser in) throws IOException {
        expect(in.nextToken(), JsonToken.START_OBJECT, "an object");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (!field.equals("labels")) {
                in.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                expect(value, JsonToken.START_ARRAY, "a list after \"labels\"");
                found = true;
                while (in.nextToken() == JsonToken.START_ARRAY) {
                    parseEntry(in);
                }
                expect(in.currentToken(), JsonToken.END_ARRAY, "pairs of name and label");
            }
        }
    }

    private void parseEntry(JsonParser in) throws IOException {
        expect(in.nextToken(), JsonToken.VALUE_STRING, "a name as the first part of each pair");
        String name = in.getText();
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            entries.put(name, in.getIntValue());
        } else {
            expect(token, JsonToken.START_ARRAY, "a whole number or a list of numbers as label");
            List<Float> vector = new ArrayList<>();
            while ((token = in.nextToken()) != null && token.isNumeric()) {
                vector.add(in.getFloatValue());
                if (vector.size() > MAX_VECTOR) {
                    throw new ImageException(
                            where + ": a label has more than " + MAX_VECTOR + " numbers.");
                }
            }
            expect(token, JsonToken.END_ARRAY, "only numbers in a label");
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.get(i);
            }
            entries.put(name, values);
        }
        expect(in.nextToken(), JsonToken.END_ARRAY, "pairs of name and label");
    }

    private void expect(JsonToken found, JsonToken wanted, String what) throws ImageException {
        if (found != wanted) {
            throw new ImageException(
                    where
                            + " is not of the form {\"labels\": [[\"name\", label], …]}: expected "
                            + what
                            + ".");
        }
    }

    private Labels labelsOf(List<String> names) throws ImageException {
        List<Object> values = new ArrayList<>(names.size());
        for (String name : names) {
            Object value = entries.get(name);
            if (value == null) {
                throw new ImageException(
                        where + " has no label for the image " + ImageNames.shown(name) + ".");
            }
            values.add(value);
        }
        try {
            if (values.stream().allMatch(Integer.class::isInstance)) {
                return Labels.ofClasses(values.stream().mapToInt(v -> (Integer) v).toArray());
            }
            if (values.stream().allMatch(float[].class::isInstance)) {
                return Labels.ofVectors(values.stream().map(v -> (float[]) v).toList());
            }
        } catch (IllegalArgumentException e) {
            throw new ImageException(where + ": " + e.getMessage(), e);
        }
        throw new ImageException(where + " mixes class numbers and lists of numbers as labels.");
    }
}
