// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and checks the JSON header. */
final class SafetensorsHeader {
    private static final int MAX_DIMENSIONS = 64;

    /** Far above any network; bounds the memory that a header of small entries takes. */
    private static final int MAX_ENTRIES = 200_000;

    private record Entry(String name, DType type, long[] shape, long begin, long end) {}

    private final Layout file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private boolean metadataSeen;

    /** The file's name for messages, and where its data begins. */
    private record Layout(String name, long dataStart, long dataSize) {}

    private SafetensorsHeader(Layout file) {
        this.file = file;
    }

    static SafetensorsHeader read(MappedFile file) throws IOException {
        String name = String.valueOf(file.path().getFileName());
        if (file.size() < Safetensors.LENGTH_BYTES) {
            throw new WeightFileException(
                    name + " is " + file.size() + " bytes long, too short for a safetensors file.");
        }
        long length = file.read(0, Safetensors.LENGTH_BYTES).getLong(0);
        long rest = file.size() - Safetensors.LENGTH_BYTES;
        if (length < 2 || length > rest || length > Safetensors.MAX_HEADER) {
            throw new WeightFileException(
                    name
                            + " claims a header of "
                            + Long.toUnsignedString(length)
                            + " bytes; the file has "
                            + rest
                            + " left and the format allows "
                            + Safetensors.MAX_HEADER
                            + ".");
        }
        ByteBuffer json = file.read(Safetensors.LENGTH_BYTES, (int) length);
        Layout description = new Layout(name, Safetensors.LENGTH_BYTES + length, rest - length);
        SafetensorsHeader header = new SafetensorsHeader(description);
        header.parse(json);
        header.checkRanges();
        return header;
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    StateDict tensors(ByteSource source) throws WeightFileException {
        StateDict tensors = new StateDict();
        for (Entry entry : entries.values()) {
            ByteSource data =
                    source.slice(file.dataStart() + entry.begin(), entry.end() - entry.begin());
            tensors.put(entry.name(), StridedTensor.contiguous(entry.type(), entry.shape(), data));
        }
        return tensors;
    }

    private void parse(ByteBuffer header) throws IOException {
        if (header.get(0) != '{') {
            throw broken("does not begin with \"{\"");
        }
        // names come from the file: a table of them, kept for the life of the process, is no place
        JsonFactory factory =
                JsonFactory.builder()
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build();
        try (Reader text =
                        new InputStreamReader(
                                new ByteBufferStream(header),
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT));
                JsonParser json = factory.createParser(text)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals(Safetensors.METADATA)) {
                    readMetadata(json);
                } else if (entries.putIfAbsent(name, readEntry(name, json)) != null) {
                    throw broken("names the tensor \"" + shortened(name) + "\" twice");
                }
                checkCount(entries.size());
            }
            expect(json.currentToken(), JsonToken.END_OBJECT, "the end of the object");
            if (json.nextToken() != null) {
                throw broken("goes on after its end");
            }
        } catch (JsonProcessingException e) {
            throw new WeightFileException(
                    file.name() + ": the header is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw new WeightFileException(file.name() + ": the header is not valid UTF-8.", e);
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        if (metadataSeen) {
            throw broken("has " + Safetensors.METADATA + " twice");
        }
        metadataSeen = true;
        expect(json.currentToken(), JsonToken.START_OBJECT, "an object of texts as metadata");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "a text as metadata value");
            if (metadata.putIfAbsent(key, json.getText()) != null) {
                throw broken("has the metadata \"" + shortened(key) + "\" twice");
            }
            checkCount(metadata.size());
        }
    }

    private Entry readEntry(String name, JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "an object for each tensor");
        DType type = null;
        long[] shape = null;
        long[] range = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    unset(type, name, key);
                    type = type(name, json);
                }
                case "shape" -> {
                    unset(shape, name, key);
                    shape = naturals(name, json, MAX_DIMENSIONS);
                }
                case "data_offsets" -> {
                    unset(range, name, key);
                    range = naturals(name, json, 2);
                }
                default ->
                        throw broken(
                                "has the unknown field \""
                                        + shortened(key)
                                        + "\" for "
                                        + quoted(name));
            }
        }
        if (type == null || shape == null || range == null || range.length != 2) {
            throw broken("lacks dtype, shape or two data_offsets for " + quoted(name));
        }
        return checked(new Entry(name, type, shape, range[0], range[1]));
    }

    private Entry checked(Entry entry) throws WeightFileException {
        long bytes;
        try {
            bytes = Math.multiplyExact(TensorMath.product(entry.shape()), entry.type().bytes());
        } catch (ArithmeticException e) {
            throw broken("has a shape too large to count for " + quoted(entry.name()));
        }
        if (entry.begin() > entry.end() || entry.end() > file.dataSize()) {
            throw broken(
                    String.format(
                            "gives %s the bytes %d to %d of %d",
                            quoted(entry.name()), entry.begin(), entry.end(), file.dataSize()));
        }
        if (entry.end() - entry.begin() != bytes) {
            throw broken(
                    String.format(
                            "gives %s %d bytes, but %s of %s takes %d",
                            quoted(entry.name()),
                            entry.end() - entry.begin(),
                            TensorMath.describe(entry.shape()),
                            entry.type().label(),
                            bytes));
        }
        return entry;
    }

    /** The format allows neither gaps nor overlaps: the ranges must cover the data exactly. */
    private void checkRanges() throws WeightFileException {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long covered = 0;
        for (Entry entry : sorted) {
            if (entry.begin() != covered) {
                throw broken(
                        String.format(
                                "has %s at byte %d, where byte %d would be right",
                                quoted(entry.name()), entry.begin(), covered));
            }
            covered = entry.end();
        }
        if (covered != file.dataSize()) {
            throw broken(
                    "describes " + covered + " bytes of data; the file has " + file.dataSize());
        }
    }

    private DType type(String name, JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, "a text as dtype");
        String code = json.getText();
        for (DType type : DType.values()) {
            if (type.code().equals(code)) {
                return type;
            }
        }
        throw broken("has the unsupported type \"" + shortened(code) + "\" for " + quoted(name));
    }

    private long[] naturals(String name, JsonParser json, int most) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list of numbers");
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "whole numbers");
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0
                    || numbers.size() == most) {
                throw broken("has a number out of range or too many for " + quoted(name));
            }
            numbers.add(json.getLongValue());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private void checkCount(int count) throws WeightFileException {
        if (count > MAX_ENTRIES) {
            throw broken("has more than " + MAX_ENTRIES + " entries");
        }
    }

    private void unset(Object value, String name, String key) throws WeightFileException {
        if (value != null) {
            throw broken("gives " + key + " twice for " + quoted(name));
        }
    }

    private void expect(JsonToken found, JsonToken expected, String what)
            throws WeightFileException {
        if (found != expected) {
            throw broken("should have " + what + " where it has " + found);
        }
    }

    private WeightFileException broken(String what) {
        return new WeightFileException(file.name() + ": the safetensors header " + what + ".");
    }

    private static String quoted(String name) {
        return "\"" + shortened(name) + "\"";
    }

    private static String shortened(String text) {
        int most = 80;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
