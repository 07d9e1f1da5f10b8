// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;

/**
 * Arrays of float32 or float64 in NumPy's {@code .npz}: a zip of {@code .npy} files, each a magic
 * number, a version, a dictionary of type, order and shape as text, and the values (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>). Other
 * arrays are left out.
 */
final class NumpyArchive {
    private static final String ENDING = ".npy";
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;

    /** The codes of 14,000 rows of 18 layers; a hostile file may claim anything. */
    private static final long MOST_VALUES = 1L << 27;

    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'<f([48])'");
    private static final Pattern ROWS = Pattern.compile("'fortran_order':\\s*False");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");

    private NumpyArchive() {}

    static Map<String, TensorData> read(Path file) throws IOException {
        Map<String, TensorData> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.endsWith(ENDING)) {
                    try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
                        TensorData array = array(in, file.getFileName() + ": " + name);
                        if (array != null) {
                            arrays.put(name.substring(0, name.length() - ENDING.length()), array);
                        }
                    }
                }
            }
        }
        return arrays;
    }

    private static TensorData array(DataInputStream in, String name) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new WeightFileException(name + " is no NumPy array.");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        int low = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        int length = version == 1 ? low : low + (Short.reverseBytes(in.readShort()) << 16);
        if (length < 0 || length > LONGEST_HEADER) {
            throw new WeightFileException(name + " has a header of " + length + " bytes.");
        }
        String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || !ROWS.matcher(header).find()) {
            return null;
        }
        return values(in, type.group(1).equals("8"), shape(shape.group(1), name), name);
    }

    private static long[] shape(String text, String name) throws WeightFileException {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new WeightFileException(name + " has the shape (" + text + ").", e);
        }
    }

    private static TensorData values(DataInputStream in, boolean doubles, long[] shape, String name)
            throws IOException {
        long count = 1;
        for (long side : shape) {
            count = side > MOST_VALUES ? Long.MAX_VALUE : count * side;
            if (count > MOST_VALUES) {
                throw new WeightFileException(
                        name + " claims the shape " + Arrays.toString(shape) + ", too large.");
            }
        }
        int bytes = (int) count * (doubles ? Double.BYTES : Float.BYTES);
        byte[] raw = in.readNBytes(bytes);
        if (raw.length < bytes) {
            throw new WeightFileException(
                    name + " ends after " + raw.length + " of " + bytes + " bytes.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubles ? (float) buffer.getDouble() : buffer.getFloat();
        }
        return TensorData.of(values, shape);
    }
}
