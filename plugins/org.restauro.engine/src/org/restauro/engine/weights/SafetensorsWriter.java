// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes header and tensors to a channel. */
final class SafetensorsWriter {
    /** Header and data begin at multiples of this. */
    private static final int ALIGNMENT = 8;

    private static final int ELEMENTS_AT_ONCE = 1 << 20;

    private SafetensorsWriter() {}

    static void write(FileChannel channel, StateDict tensors, Map<String, String> metadata)
            throws IOException {
        List<String> inFile = new ArrayList<>(tensors.names());
        // a stable sort: equal sizes keep the order of the state dict
        inFile.sort(Comparator.comparing(name -> -tensors.get(name).dtype().bytes()));
        Map<String, Long> begins = new HashMap<>();
        long end = 0;
        for (String name : inFile) {
            begins.put(name, end);
            end += size(tensors.get(name));
        }
        byte[] header = header(tensors, metadata, begins);
        ByteBuffer length = ByteBuffer.allocate(Safetensors.LENGTH_BYTES);
        length.order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
        writeFully(channel, length);
        writeFully(channel, ByteBuffer.wrap(header));
        try {
            for (String name : inFile) {
                TensorData tensor = tensors.get(name);
                for (long from = 0; from < tensor.elements(); from += ELEMENTS_AT_ONCE) {
                    int count = (int) Math.min(ELEMENTS_AT_ONCE, tensor.elements() - from);
                    writeFully(channel, tensor.bytes(from, count));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static byte[] header(
            StateDict tensors, Map<String, String> metadata, Map<String, Long> begins)
            throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(header)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(Safetensors.METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (String name : tensors.names()) {
                TensorData tensor = tensors.get(name);
                if (name.equals(Safetensors.METADATA)) {
                    throw new IOException("A tensor may not be named \"" + name + "\".");
                }
                long begin = begins.get(name);
                json.writeObjectFieldStart(name);
                json.writeStringField("dtype", tensor.dtype().code());
                json.writeFieldName("shape");
                json.writeArray(tensor.shape(), 0, tensor.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {begin, begin + size(tensor)}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        while (header.size() % ALIGNMENT != 0) {
            header.write(' ');
        }
        if (header.size() > Safetensors.MAX_HEADER) {
            throw new IOException(
                    "The header would be "
                            + header.size()
                            + " bytes long; the format allows "
                            + Safetensors.MAX_HEADER
                            + ".");
        }
        return header.toByteArray();
    }

    private static long size(TensorData tensor) {
        return Math.multiplyExact(tensor.elements(), (long) tensor.dtype().bytes());
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
