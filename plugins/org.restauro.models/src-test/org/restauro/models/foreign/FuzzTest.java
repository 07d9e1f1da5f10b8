// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden files with random damage: bits flipped, bytes and lengths replaced, parts cut out,
 * repeated or taken from another file. Each must load or end in a WeightFileException, quickly.
 */
class FuzzTest {
    private static final double SECONDS = 1;
    private static final long ALLOCATED = 700L << 20;

    /** Values that break careless readers of lengths. */
    private static final long[] ODD_LENGTHS = {
        0,
        1,
        -1,
        0x7f,
        0x80,
        0xff,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    @TempDir Path folder;

    @Test
    void a_few_hundred_damaged_files_end_in_a_clear_error_or_load() throws IOException {
        fuzz(400);
    }

    @Test
    @Tag("slow")
    void tens_of_thousands_of_damaged_files_end_in_a_clear_error_or_load() throws IOException {
        fuzz(Integer.getInteger("mutations", 20_000));
    }

    private void fuzz(int mutations) throws IOException {
        long seed = Long.getLong("seed", 20_261_121);
        System.out.println("FuzzTest: " + mutations + " mutations, seed " + seed);
        Random random = new Random(seed);
        List<byte[]> files = fixtures();
        double worstSeconds = 0;
        long worstBytes = 0;
        int loaded = 0;
        for (int i = 0; i < mutations; i++) {
            byte[] sound = files.get(random.nextInt(files.size()));
            byte[] other = files.get(random.nextInt(files.size()));
            byte[] damaged = damage(sound, other, random);
            Path file = Files.write(folder.resolve("fuzz.bin"), damaged);
            try {
                Watched watched = Watched.open(file);
                assertThat(watched.seconds()).isLessThan(SECONDS);
                assertThat(watched.allocated()).isLessThan(ALLOCATED);
                worstSeconds = Math.max(worstSeconds, watched.seconds());
                worstBytes = Math.max(worstBytes, watched.allocated());
                loaded += watched.loaded() ? 1 : 0;
            } catch (RuntimeException | Error e) {
                Path kept =
                        Files.write(
                                Path.of(System.getProperty("java.io.tmpdir"), "fuzz.bin"), damaged);
                throw new AssertionError(
                        "mutation " + i + " with -Dseed=" + seed + ", kept as " + kept, e);
            }
        }
        System.out.printf(
                "FuzzTest: %d loaded, worst %.3f s of processor time and %d MiB allocated%n",
                loaded, worstSeconds, worstBytes >> 20);
    }

    private static List<byte[]> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(GoldenFiles.folder("checkpoints"))) {
            return files.filter(f -> !f.toString().endsWith(".json"))
                    .sorted()
                    .map(FuzzTest::content)
                    .toList();
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] damage(byte[] sound, byte[] other, Random random) {
        byte[] bytes = sound.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes = damageOnce(bytes, other, random);
        }
        return bytes;
    }

    private static byte[] damageOnce(byte[] bytes, byte[] other, Random random) {
        int at = position(bytes, random);
        switch (random.nextInt(8)) {
            case 0:
                if (bytes.length > 0) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            case 1:
                if (bytes.length > 0) {
                    bytes[at] = (byte) random.nextInt();
                }
                return bytes;
            case 2:
                return Arrays.copyOf(bytes, at);
            case 3:
                return length(bytes, at, 4, ODD_LENGTHS[random.nextInt(ODD_LENGTHS.length)]);
            case 4:
                return length(bytes, at, 8, ODD_LENGTHS[random.nextInt(ODD_LENGTHS.length)]);
            case 5:
                return joined(bytes, 0, at, bytes, position(bytes, random), bytes.length);
            case 6:
                int from = position(other, random);
                return joined(bytes, 0, at, other, from, other.length);
            default:
                return text(bytes, at, random);
        }
    }

    /** Half of the time near the beginning or the end, where the structure is. */
    private static int position(byte[] bytes, Random random) {
        int length = Math.max(1, bytes.length);
        int near = Math.min(length, 4096);
        switch (random.nextInt(4)) {
            case 0:
                return random.nextInt(near);
            case 1:
                return length - 1 - random.nextInt(near);
            default:
                return random.nextInt(length);
        }
    }

    private static byte[] length(byte[] bytes, int at, int size, long value) {
        if (at + size <= bytes.length) {
            ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (size == 4) {
                little.putInt(at, (int) value);
            } else {
                little.putLong(at, value);
            }
        }
        return bytes;
    }

    /** Replaces the next opcode or text by one that a pickle may hold there. */
    private static byte[] text(byte[] bytes, int at, Random random) {
        String[] parts = {"R", "b", "}", "(", "u", "t", "0", "2", "cos\nsystem\n", ")\u0081", "Q"};
        byte[] part = parts[random.nextInt(parts.length)].getBytes();
        byte[] head = joined(bytes, 0, Math.min(at, bytes.length), part, 0, part.length);
        return joined(
                head,
                0,
                head.length,
                bytes,
                Math.min(bytes.length, at + part.length),
                bytes.length);
    }

    private static byte[] joined(byte[] a, int from, int to, byte[] b, int start, int end) {
        int first = Math.max(0, Math.min(to, a.length) - from);
        int second = Math.max(0, end - start);
        byte[] all = new byte[first + second];
        System.arraycopy(a, from, all, 0, first);
        System.arraycopy(b, Math.min(start, b.length), all, first, second);
        return all;
    }
}
