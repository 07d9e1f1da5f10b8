// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;

/** Codes keep their values and spaces in files. */
class LatentFileTest {
    private static final GeneratorConfig CONFIG =
            GeneratorConfig.published(GanFamily.STYLEGAN2, 8, 0);

    @TempDir private Path folder;

    @Test
    void rows_come_back_as_they_were_written() throws IOException {
        for (LatentSpace space : LatentSpace.values()) {
            Path file = folder.resolve(space + ".safetensors");
            float[] first = new float[CodeShapes.size(CONFIG, space)];
            float[] second = first.clone();
            second[3] = 0.1f;
            LatentFile.write(file, CONFIG, space, List.of(first, second));
            List<SynthesisRow> rows = LatentFile.read(file);
            assertThat(rows).hasSize(2);
            assertThat(rows.get(1).space()).isEqualTo(space);
            assertThat(rows.get(1).seed()).isEqualTo(1);
            assertThat(rows.get(1).codes()).isEqualTo(second);
        }
    }

    private Path numpy(String member, String header, int values) throws IOException {
        Path file = folder.resolve("projected_w.npz");
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * values);
        bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93).put("NUMPY".getBytes());
        bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < values; i++) {
            bytes.putFloat(i);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(bytes.array());
        }
        return file;
    }

    private static String header(String type, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    }

    @Test
    void reads_what_published_projectors_write() throws IOException {
        SynthesisRow row = LatentFile.read(numpy("w.npy", header("<f4", "(1, 4, 3)"), 12)).get(0);
        assertThat(row.space()).isEqualTo(LatentSpace.WP);
        assertThat(row.codes()).hasSize(12).contains(11f);
        SynthesisRow flat = LatentFile.read(numpy("w.npy", header("<f4", "(2, 6)"), 12)).get(1);
        assertThat(flat.space()).isEqualTo(LatentSpace.W);
        assertThat(flat.codes()).containsExactly(6, 7, 8, 9, 10, 11);
    }

    @Test
    void says_what_is_wrong_with_a_file() throws IOException {
        assertThatThrownBy(() -> LatentFile.read(numpy("x.npy", header("<f4", "(1, 2)"), 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one named z, w, wp or y");
        assertThatThrownBy(() -> LatentFile.read(numpy("w.npy", header("<i4", "(1, 2)"), 2)))
                .hasMessageContaining("holds no codes");
        assertThatThrownBy(() -> LatentFile.read(numpy("w.npy", header("<f4", "(1, 9)"), 2)))
                .hasMessageContaining("8 of 36 bytes");
        assertThatThrownBy(
                        () ->
                                LatentFile.read(
                                        numpy("w.npy", header("<f4", "(99999999, 999999999)"), 2)))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> LatentFile.read(numpy("w.npy", header("<f4", "(5,)"), 5)))
                .hasMessageContaining("(rows, values)");
    }
}
