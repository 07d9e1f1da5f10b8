// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.images.ImageException;
import org.restauro.images.Seeds;

/** Broken files end in one {@link ImageException} that names them, soon, and in nothing else. */
class HostileFilesTest {
    private static final long SLOWEST_MS = 5_000;

    /** The processor's time, as other work on the machine must not fail a test. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final ReadOptions OPTIONS = ReadOptions.defaults().withMaxPixels(1 << 20);

    @Test
    void mutated_files_of_each_kind_give_one_clear_error() throws IOException {
        mutate(40);
    }

    @Test
    @Tag("slow")
    void many_mutated_files_of_each_kind_give_one_clear_error() throws IOException {
        mutate(1_000);
    }

    private static void mutate(int times) throws IOException {
        Random random = Seeds.random("mutated files");
        for (String name : Samples.ALL) {
            byte[] whole = Samples.bytes(name);
            for (int i = 0; i < times; i++) {
                read(name + " #" + i, mutated(whole, random));
            }
        }
    }

    @Test
    void files_cut_anywhere_give_one_clear_error() throws IOException {
        for (String name : Samples.ALL) {
            byte[] whole = Samples.bytes(name);
            for (int cut = 0; cut < whole.length; cut += Math.max(1, whole.length / 40)) {
                read(name + " cut at " + cut, Arrays.copyOf(whole, cut));
            }
        }
    }

    @Test
    void files_cut_in_the_middle_of_their_pixels_are_refused() throws IOException {
        for (String name : Samples.ALL) {
            byte[] whole = Samples.bytes(name);
            // TIFF keeps its directory at the end, so that any cut loses it.
            byte[] half = Arrays.copyOf(whole, whole.length * 6 / 10);
            assertThat(read(name, half)).as("%s cut at six tenths is refused", name).isFalse();
        }
    }

    @Test
    void a_webp_frame_larger_than_its_canvas_is_refused() throws IOException {
        byte[] data = Samples.bytes("rgba-lossy.webp");
        int frame = new String(data, StandardCharsets.ISO_8859_1).indexOf("VP8 ") + 8;
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(frame + 6, 0x3FFF3FFF);
        assertThatThrownBy(() -> ImageFiles.read(data, "a.webp", OPTIONS))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("16383 x 16383")
                .hasMessageContaining("37 x 23");
    }

    @Test
    void control_characters_of_a_file_do_not_break_the_line_of_the_message() throws IOException {
        byte[] data = Samples.bytes("turned6.webp");
        int firstChunk = 12;
        data[firstChunk + 3] = '\n';
        assertThat(read("a.webp", data)).isFalse();
    }

    @Test
    void a_gif_frame_above_the_pixel_limit_is_refused() throws IOException {
        byte[] data = Samples.bytes("palette.gif");
        int frame = new String(data, StandardCharsets.ISO_8859_1).indexOf(',', 13 + 16 * 3);
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(frame + 5, 0xFFFFFFFF);
        assertThatThrownBy(() -> ImageFiles.read(data, "a.gif", OPTIONS))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("65535 x 65535");
    }

    /** Whether the file could be read. */
    private static boolean read(String name, byte[] data) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            ImageFiles.read(data, name, OPTIONS);
            return true;
        } catch (ImageException e) {
            assertThat(e.getMessage()).startsWith(name + ": ").endsWith(".").doesNotContain("\n");
            return false;
        } catch (RuntimeException | Error e) {
            return fail(name + " ended in " + e, e);
        } finally {
            long took = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
            assertThat(took).as("%s: milliseconds", name).isLessThan(SLOWEST_MS);
        }
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] data = whole.clone();
        int changes = 1 + random.nextInt(6);
        // Headers say more than pixels do: half of the changes go there.
        for (int i = 0; i < changes; i++) {
            int reach = random.nextBoolean() ? Math.min(data.length, 120) : data.length;
            int at = random.nextInt(reach);
            switch (random.nextInt(6)) {
                case 0 -> data[at] = (byte) random.nextInt();
                case 1 -> data[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    int[] extremes = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1, 0xFFFF};
                    if (at + 4 <= data.length) {
                        ByteBuffer.wrap(data).putInt(at, extremes[random.nextInt(6)]);
                    }
                }
                case 3 -> data = Arrays.copyOf(data, Math.max(1, at));
                case 4 -> {
                    int from = random.nextInt(data.length);
                    int count = Math.min(data.length - Math.max(at, from), random.nextInt(64));
                    System.arraycopy(whole.clone(), from, data, at, Math.max(0, count));
                }
                default ->
                        Arrays.fill(
                                data,
                                at,
                                Math.min(data.length, at + random.nextInt(16)),
                                (byte) 0xFF);
            }
        }
        return data;
    }
}
