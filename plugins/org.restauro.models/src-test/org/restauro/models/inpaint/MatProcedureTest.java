// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

class MatProcedureTest {
    /** Returns fixed values and remembers its input. */
    private static final class Recorder implements InpaintingNetwork {
        final List<Sampling> samplings = new ArrayList<>();
        final int built;
        float[] masks;
        float[] out;

        Recorder(int built) {
            this.built = built;
        }

        @Override
        public int builtSize() {
            return built;
        }

        @Override
        public int latentSize() {
            return 512;
        }

        @Override
        public float[] inpaint(
                float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
            samplings.add(sampling);
            this.masks = masks;
            return out == null ? images : out;
        }

        @Override
        public void close() {}
    }

    private static PixelImage image(int width, int height, int channels) {
        byte[] bytes = new byte[width * height * channels];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        return PixelImage.of8(width, height, channels, bytes);
    }

    @Test
    void draws_latents_from_numpys_stream_of_seed_240_across_images() {
        Recorder network = new Recorder(512);
        MatProcedure procedure = new MatProcedure(network, 1);
        procedure.next(image(512, 512, 3), Mask.hole(512, 512));
        float[] first = network.samplings.get(0).z();
        float[] known = {-0.58232733f, -1.72710963f, -0.69454013f, 0.76951838f};
        for (int i = 0; i < known.length; i++) {
            assertThat(first[i]).isCloseTo(known[i], within(1e-6f));
        }
        // A refused image uses up its latent: the one after it gets the same z as without the
        // fault.
        assertThatThrownBy(() -> procedure.next(image(500, 512, 3), Mask.hole(500, 512)))
                .hasMessageContaining("multiples of 512")
                .hasMessageContaining("500 x 512");
        procedure.next(image(512, 512, 3), Mask.hole(512, 512));
        MatProcedure other = new MatProcedure(network, 1);
        for (int i = 0; i < 3; i++) {
            other.next(image(512, 512, 3), Mask.hole(512, 512));
        }
        assertThat(network.samplings.get(1).z()).isEqualTo(network.samplings.get(4).z());
    }

    @Test
    void uses_the_stored_noise_only_for_the_512_network_at_512() {
        for (int[] c : new int[][] {{512, 512, 1}, {512, 1024, 0}, {256, 256, 0}}) {
            Recorder network = new Recorder(c[0]);
            new MatProcedure(network, 1).next(image(c[1], c[1], 3), Mask.hole(c[1], c[1]));
            assertThat(network.samplings.get(0).noiseMode())
                    .isEqualTo(c[2] == 1 ? NoiseMode.CONST : NoiseMode.RANDOM);
        }
    }

    @Test
    void passes_soft_masks_on_and_gives_three_channels_of_8_bits() {
        Recorder network = new Recorder(8);
        byte[] values = new byte[64];
        Arrays.fill(values, (byte) 51);
        PixelImage out = new MatProcedure(network, 1).next(image(8, 8, 2), Mask.of(8, 8, values));
        assertThat(network.masks).containsOnly(0.2f);
        assertThat(out).isEqualTo(image(8, 8, 2).toRgb8());
    }

    @Test
    void rounds_halves_to_even_and_clamps() {
        Recorder network = new Recorder(2);
        // (v - 127.5) / 127.5 for 2.5, 3.5, -7, 300 in the red plane.
        network.out = new float[12];
        float[] wanted = {2.5f, 3.5f, -7, 300};
        for (int i = 0; i < 4; i++) {
            network.out[i] = (wanted[i] - 127.5f) / 127.5f;
        }
        PixelImage out = new MatProcedure(network, 1).next(image(2, 2, 3), Mask.hole(2, 2));
        assertThat(out.sample(0, 0, 0)).isEqualTo(2);
        assertThat(out.sample(1, 0, 0)).isEqualTo(4);
        assertThat(out.sample(0, 1, 0)).isZero();
        assertThat(out.sample(1, 1, 0)).isEqualTo(255);
        assertThat(out.sample(0, 0, 1)).isEqualTo(128); // 127.5 to even
    }

    @Test
    void takes_files_in_plain_string_order(@TempDir Path folder) throws IOException {
        for (String name : List.of("b.png", "B.jpg", "a10.png", "a2.jpg", "x.PNG", "y.tif")) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(MatProcedure.files(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("B.jpg", "a10.png", "a2.jpg", "b.png");
        assertThat(MatProcedure.outputName(Path.of("in", "a2.jpg"))).isEqualTo("a2.png");
    }
}
