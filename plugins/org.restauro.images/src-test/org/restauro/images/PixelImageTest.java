// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelImageTest {
    @Test
    void refuses_an_array_of_another_size() {
        assertThatThrownBy(() -> PixelImage.of8(4, 3, 3, new byte[35]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An image of 4 x 3 pixels with 3 channels has 36 samples, not 35.");
    }

    @Test
    void refuses_no_pixels_and_five_channels() {
        assertThatThrownBy(() -> PixelImage.of8(0, 3, 3, new byte[0]))
                .hasMessageContaining("1 x 1");
        assertThatThrownBy(() -> PixelImage.of8(1, 1, 5, new byte[5]))
                .hasMessageContaining("not 5");
    }

    @Test
    void sixteen_bits_survive_a_round_trip_through_eight_exactly_where_they_came_from_eight() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        PixelImage image = PixelImage.of8(16, 16, 1, all);
        assertThat(image.to16().to8()).isEqualTo(image);
        assertThat(image.to16().sample(15, 15, 0)).isEqualTo(65535);
    }

    @Test
    void grey_becomes_three_equal_channels_and_alpha_is_dropped() {
        PixelImage grey = PixelImage.of8(2, 1, 2, new byte[] {10, 99, (byte) 200, 0});
        assertThat(grey.toRgb8().bytes8())
                .containsExactly(10, 10, 10, (byte) 200, (byte) 200, (byte) 200);
    }

    @Test
    void added_alpha_is_opaque() {
        assertThat(PixelImage.of16(1, 1, 3, new short[] {1, 2, 3}).withChannels(4).samples16())
                .containsExactly(new short[] {1, 2, 3, -1});
    }

    @Test
    void luma_of_white_is_white() {
        assertThat(PixelImage.of8(1, 1, 3, new byte[] {-1, -1, -1}).withChannels(1).sample(0, 0, 0))
                .isEqualTo(255);
        assertThat(
                        PixelImage.of16(1, 1, 3, new short[] {-1, -1, -1})
                                .withChannels(1)
                                .sample(0, 0, 0))
                .isEqualTo(65535);
    }

    @Test
    void crop_takes_the_named_part() {
        Random random = Seeds.random("crop");
        for (int depth : new int[] {8, 16}) {
            PixelImage image = Seeds.image(random, 9, 7, 3, depth);
            PixelImage part = image.crop(2, 3, 5, 4);
            assertThat(part.width()).isEqualTo(5);
            assertThat(part.sample(4, 3, 2)).isEqualTo(image.sample(6, 6, 2));
        }
        assertThatThrownBy(() -> Seeds.image(random, 9, 7, 3, 8).crop(5, 0, 5, 7))
                .hasMessageContaining("9 x 7");
    }

    @Test
    void survives_a_round_trip_through_java2d() {
        Random random = Seeds.random("java2d");
        for (int channels = 1; channels <= 4; channels++) {
            for (int depth : new int[] {8, 16}) {
                PixelImage image = Seeds.image(random, 13, 5, channels, depth);
                assertThat(PixelImage.fromBufferedImage(image.toBufferedImage())).isEqualTo(image);
            }
        }
    }

    @Test
    void reads_every_kind_of_java2d_image() {
        int[] types = {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_INT_BGR,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_4BYTE_ABGR_PRE,
            BufferedImage.TYPE_BYTE_INDEXED
        };
        for (int type : types) {
            BufferedImage drawn = new BufferedImage(3, 2, type);
            Graphics2D graphics = drawn.createGraphics();
            graphics.setColor(new Color(255, 0, 51));
            graphics.fillRect(1, 0, 1, 2);
            graphics.dispose();
            PixelImage image = PixelImage.fromBufferedImage(drawn);
            assertThat(image.sample(1, 1, 0)).as("type %d", type).isEqualTo(255);
            assertThat(image.sample(1, 1, 1)).as("type %d", type).isEqualTo(0);
            assertThat(image.sample(1, 1, 2)).as("type %d", type).isEqualTo(51);
            assertThat(image.sample(0, 1, 0)).as("type %d", type).isEqualTo(0);
        }
    }

    @Test
    void a_part_of_a_java2d_image_is_read_as_that_part() {
        PixelImage image = Seeds.image(Seeds.random("part"), 9, 8, 3, 8);
        BufferedImage part = image.toBufferedImage().getSubimage(2, 1, 4, 5);
        assertThat(PixelImage.fromBufferedImage(part)).isEqualTo(image.crop(2, 1, 4, 5));
    }
}
