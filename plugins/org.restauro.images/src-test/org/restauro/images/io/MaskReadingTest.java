// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

class MaskReadingTest {
    private static final PixelImage GREY =
            PixelImage.of8(4, 1, 1, new byte[] {0, 100, (byte) 150, (byte) 255});

    @Test
    void dark_is_hole_by_default() throws ImageException {
        assertThat(read(GREY, MaskReading.black())).containsExactly(0, 0, -1, -1);
    }

    @Test
    void bright_is_hole_where_chosen() throws ImageException {
        assertThat(read(GREY, MaskReading.white())).containsExactly(-1, -1, 0, 0);
    }

    @Test
    void soft_values_are_kept_where_chosen() throws ImageException {
        assertThat(read(GREY, MaskReading.black().keepingSoft()))
                .containsExactly(0, 100, (byte) 150, -1);
        assertThat(read(GREY, MaskReading.white().keepingSoft()))
                .containsExactly(-1, (byte) 155, 105, 0);
    }

    @Test
    void the_threshold_moves_the_border() throws ImageException {
        assertThat(read(GREY, MaskReading.black().withThreshold(200))).containsExactly(0, 0, 0, -1);
    }

    @Test
    void transparent_is_hole_where_chosen() throws ImageException {
        PixelImage image = PixelImage.of8(2, 1, 2, new byte[] {0, -1, -1, 3});
        assertThat(read(image, MaskReading.alpha())).containsExactly(-1, 0);
        assertThatThrownBy(() -> MaskReading.alpha().toMask(GREY, "a.png"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("a.png")
                .hasMessageContaining("no alpha");
    }

    @Test
    void one_colour_is_hole_where_chosen() throws ImageException {
        PixelImage image =
                PixelImage.of8(3, 1, 3, new byte[] {-1, 0, 0, (byte) 250, 4, 0, -1, 20, 0});
        assertThat(read(image, MaskReading.colour(0xFF0000, 8))).containsExactly(0, 0, -1);
        assertThat(read(image, MaskReading.colour(0xFF0000, 0))).containsExactly(0, -1, -1);
    }

    @Test
    void sixteen_bits_and_colour_count_by_their_luma() throws ImageException {
        PixelImage image = PixelImage.of16(2, 1, 3, new short[] {0, 0, -1, 0, -1, 0});
        assertThat(read(image, MaskReading.black())).containsExactly(0, -1);
    }

    @Test
    void a_mask_written_and_read_is_the_same() throws ImageException {
        Mask mask = Mask.of(4, 1, GREY.bytes8());
        assertThat(
                        ImageFiles.readMask(
                                ImageFiles.toPng(mask),
                                "a",
                                MaskReading.black().keepingSoft(),
                                ReadOptions.defaults()))
                .isEqualTo(mask);
    }

    private static byte[] read(PixelImage image, MaskReading reading) throws ImageException {
        return reading.toMask(image, "test").values();
    }
}
