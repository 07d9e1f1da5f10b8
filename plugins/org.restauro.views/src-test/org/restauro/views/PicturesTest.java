// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.io.WriteOptions;

class PicturesTest {
    private static final String JPEG = "data:image/jpeg;base64,";
    private static final String PNG = "data:image/png;base64,";

    /** A smooth picture with every channel different. */
    private static PixelImage ramp(int width, int height, int channels) {
        byte[] samples = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    int value = c % 2 == 0 ? 255 * x / width : 255 * y / height;
                    samples[(y * width + x) * channels + c] = (byte) value;
                }
            }
        }
        return PixelImage.of8(width, height, channels, samples);
    }

    private static PixelImage decode(String uri) throws ImageException {
        byte[] file = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        return ImageFiles.read(file, "uri", ReadOptions.defaults());
    }

    @Test
    void opaque_pictures_are_scaled_to_jpeg() throws Exception {
        String uri = Pictures.picture(ImageFiles.toPng(ramp(400, 200, 3)), "a", 100);
        assertThat(uri).startsWith(JPEG);
        PixelImage small = decode(uri);
        assertThat(small.width()).isEqualTo(100);
        assertThat(small.height()).isEqualTo(50);
        assertThat(small.sample(50, 25, 0)).isBetween(124, 133);
        assertThat(small.sample(10, 40, 1)).isBetween(200, 212);
    }

    @Test
    void sixteen_bits_are_shown_in_eight() throws Exception {
        PixelImage image = ramp(40, 40, 3).to16();
        PixelImage small = decode(Pictures.picture(ImageFiles.toPng(image), "a", 20));
        assertThat(small.depth()).isEqualTo(8);
        assertThat(small.sample(10, 10, 0)).isBetween(120, 138);
    }

    @Test
    void masks_and_pictures_with_alpha_are_png() throws Exception {
        assertThat(Pictures.picture(ImageFiles.toPng(ramp(40, 40, 4)), "a", 20)).startsWith(PNG);
        byte[] mask = ImageFiles.toPng(Mask.of(4, 1, new byte[] {0, 0, -1, -1}));
        String uri = Pictures.mask(mask, "m", 2);
        assertThat(uri).startsWith(PNG);
        assertThat(decode(uri).sample(0, 0, 0)).isZero();
        assertThat(decode(uri).sample(1, 0, 0)).isEqualTo(255);
    }

    @Test
    void nothing_is_enlarged() throws Exception {
        PixelImage same = decode(Pictures.picture(ImageFiles.toPng(ramp(30, 20, 3)), "a", 192));
        assertThat(same.width()).isEqualTo(30);
        assertThat(same.height()).isEqualTo(20);
        PixelImage line = decode(Pictures.picture(ImageFiles.toPng(ramp(1000, 1, 3)), "a", 10));
        assertThat(line.width()).isEqualTo(10);
        assertThat(line.height()).isEqualTo(1);
    }

    @Test
    void the_original_size_is_lossless() throws Exception {
        PixelImage image = ramp(30, 20, 3);
        byte[] png = ImageFiles.toPng(image);
        assertThat(Pictures.picture(png, "a", 0))
                .isEqualTo(PNG + Base64.getEncoder().encodeToString(png));
        byte[] tiff =
                ImageFiles.toBytes(image, WriteOptions.defaults().withFormat(ImageFormat.TIFF));
        String uri = Pictures.picture(tiff, "a", 0);
        assertThat(uri).startsWith(PNG);
        assertThat(decode(uri)).isEqualTo(image);
    }

    @Test
    void invisible_pixels_have_no_colour() {
        byte[] red = {-1, 0, 0, 0};
        byte[] blue = {0, 0, -1, -1};
        byte[] samples = new byte[8];
        System.arraycopy(red, 0, samples, 0, 4);
        System.arraycopy(blue, 0, samples, 4, 4);
        PixelImage pixel = Pictures.scaled(PixelImage.of8(2, 1, 4, samples), 1);
        assertThat(pixel.sample(0, 0, 0)).isZero();
        assertThat(pixel.sample(0, 0, 2)).isEqualTo(255);
        assertThat(pixel.sample(0, 0, 3)).isBetween(127, 128);
    }

    @Test
    void refuses_what_is_no_picture() {
        assertThatThrownBy(() -> Pictures.picture(new byte[] {1, 2, 3}, "Row7", 100))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("Row7");
        byte[] png = ImageFiles.toPng(ramp(3, 3, 3));
        assertThatThrownBy(() -> Pictures.picture(png, "a", -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
