// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir Path folder;

    @Test
    void gives_back_what_was_written() throws IOException {
        StateDict written =
                new StateDict()
                        .put("flag", TensorData.of(DType.BOOL, bytes(1, 0, 1), 3))
                        .put("a.weight", TensorData.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
                        .put("é漢 \"quoted\"", TensorData.of(new float[] {-0.5f}))
                        .put("empty", TensorData.of(new float[0], 0, 4));
        Path file = folder.resolve("model.safetensors");

        Safetensors.write(file, written, Map.of("restauro", "{\"a\": 1}"));

        try (SafetensorsFile read = Safetensors.open(file)) {
            assertThat(read.metadata()).containsExactly(Map.entry("restauro", "{\"a\": 1}"));
            assertThat(read.stateDict().names()).isEqualTo(written.names());
            for (String name : written.names()) {
                TensorData tensor = read.stateDict().get(name);
                assertThat(tensor.dtype()).isEqualTo(written.get(name).dtype());
                assertThat(tensor.shape()).isEqualTo(written.get(name).shape());
                assertThat(tensor.toFloats()).isEqualTo(written.get(name).toFloats());
            }
        }
        assertThat(headerLength(file) % 8).isZero();
    }

    @Test
    void leaves_nothing_behind_when_writing_fails() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "what was there");
        StridedTensor tooLarge =
                StridedTensor.of(
                        DType.F32,
                        new long[] {1L << 40},
                        new long[] {0},
                        0,
                        ByteSource.of(new byte[4]));

        assertThatIOException()
                .isThrownBy(
                        () -> Safetensors.write(file, new StateDict().put("t", tooLarge), Map.of()))
                .withMessageContaining("repeats its storage");

        assertThat(file).hasContent("what was there");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refuses_to_read_after_closing() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(
                file, new StateDict().put("t", TensorData.of(new float[] {1}, 1)), Map.of());
        SafetensorsFile open = Safetensors.open(file);
        TensorData tensor = open.stateDict().get("t");
        open.close();

        assertThatThrownBy(tensor::bytes)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                "{\"a\":1}",
                "{\"a\":{}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":\"2\",\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"X32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"b\":1}}",
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387906],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"__metadata__\":{\"a\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"},\"a\":{\"dtype\":\"F32\","
                        + "\"shape\":[2],\"data_offsets\":[0,8]}}",
            })
    void rejects_header(String header) throws IOException {
        Path file = file(header.getBytes(StandardCharsets.UTF_8), 8);

        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(WeightFileException.class);
    }

    @Test
    void rejects_header_that_is_not_utf8() throws IOException {
        byte[] header =
                "{\"?\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".getBytes();
        header[2] = (byte) 0xff;

        assertThatThrownBy(() -> Safetensors.open(file(header, 8)))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000_001, 0x7fff_ffff_ffff_ffffL, -1, Long.MIN_VALUE})
    void rejects_header_length(long length) throws IOException {
        Path file = folder.resolve("length.safetensors");
        ByteBuffer content = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, content.putLong(0, length).array());

        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(WeightFileException.class);
    }

    @Test
    void rejects_deeply_nested_header() throws IOException {
        byte[] header = ("{\"a\":" + "[".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Safetensors.open(file(header, 8)))
                .isInstanceOf(WeightFileException.class);
    }

    @Test
    void survives_mutations() throws IOException {
        long seed = Long.getLong("seed", 7);
        System.out.println("SafetensorsTest.survives_mutations: seed " + seed);
        Random random = new Random(seed);
        Path file = folder.resolve("fuzz.safetensors");
        StateDict tensors =
                new StateDict()
                        .put("a", TensorData.of(new float[] {1, 2, 3, 4}, 2, 2))
                        .put("b", TensorData.of(DType.I16, bytes(1, 2, 3, 4), 2));
        Safetensors.write(file, tensors, Map.of("format", "pt"));
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < 500; i++) {
            byte[] broken = sound.clone();
            for (int k = 0; k <= random.nextInt(4); k++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            Files.write(file, broken);
            try (SafetensorsFile open = Safetensors.open(file)) {
                for (String name : open.stateDict().names()) {
                    open.stateDict().get(name).sum();
                }
            } catch (WeightFileException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    @Tag("slow")
    void reads_file_larger_than_2_gib() throws IOException {
        long elements = 700_000_000L;
        String header =
                String.format(
                        "{\"small\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]},"
                                + "\"big\":{\"dtype\":\"F32\",\"shape\":[%d],"
                                + "\"data_offsets\":[0,%d]}}",
                        elements * 4, elements * 4 + 8, elements, elements * 4);
        Path path = file(header.getBytes(StandardCharsets.UTF_8), 0);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(8 + header.length() + elements * 4 + 8);
            file.seek(file.length() - 12);
            file.write(new byte[] {0, 0, 0, 64, 0, 0, (byte) 128, 63, 0, 0, 0, 64});
        }

        try (SafetensorsFile open = Safetensors.open(path)) {
            assertThat(open.stateDict().get("small").toFloats()).containsExactly(1, 2);
            TensorData big = open.stateDict().get("big");
            assertThat(big.bytes(elements - 1, 1).getFloat(0)).isEqualTo(2);
            assertThatThrownBy(big::bytes).isInstanceOf(UncheckedIOException.class);
        }
    }

    private Path file(byte[] header, int dataBytes) throws IOException {
        Path file = folder.resolve("test.safetensors");
        ByteBuffer content = ByteBuffer.allocate(8 + header.length + dataBytes);
        content.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
        Files.write(file, content.array());
        return file;
    }

    private static long headerLength(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
