// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.restauro.images.PixelImage;

/**
 * Small image files beside this class. All show the same picture of 37 x 23 pixels: red rises to
 * the right, green downwards, blue is {@code (5 x + 3 y) mod 256}; grey ones show its red.
 */
final class Samples {
    static final int WIDTH = 37;
    static final int HEIGHT = 23;

    static final List<String> ALL =
            List.of(
                    "bit.png",
                    "bit.tif",
                    "cmyk.jpg",
                    "cmyk.tif",
                    "grey.jpg",
                    "grey.png",
                    "grey.tif",
                    "grey16.png",
                    "grey16.tif",
                    "jpeg.tif",
                    "lab.tif",
                    "lossy.webp",
                    "palette-transparent.png",
                    "palette.gif",
                    "palette.png",
                    "palette.tif",
                    "progressive.jpg",
                    "rgb.bmp",
                    "rgb.jpg",
                    "rgb.png",
                    "rgb.webp",
                    "rgba-lossy.webp",
                    "rgba.tif",
                    "turned5.jpg",
                    "turned6.png",
                    "turned6.tif",
                    "turned6.webp");

    private Samples() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream("samples/" + name)) {
            assertThat(in).as("test file samples/%s", name).isNotNull();
            return in.readAllBytes();
        }
    }

    static PixelImage read(String name) throws IOException {
        return ImageFiles.read(bytes(name), name, ReadOptions.defaults());
    }

    /** The picture's value, 0 to 255. */
    static int expected(int x, int y, int channel) {
        return switch (channel) {
            case 0 -> x * 255 / (WIDTH - 1);
            case 1 -> y * 255 / (HEIGHT - 1);
            default -> (x * 5 + y * 3) % 256;
        };
    }

    /** Mean difference to the picture over all colour samples, in units of 1/255. */
    static double difference(PixelImage image) {
        assertThat(image.width()).isEqualTo(WIDTH);
        assertThat(image.height()).isEqualTo(HEIGHT);
        double sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < image.colourChannels(); c++) {
                    double sample = image.sample(x, y, c) / (image.depth() == 16 ? 257.0 : 1);
                    sum += Math.abs(sample - expected(x, y, c));
                }
            }
        }
        return sum / (WIDTH * HEIGHT * image.colourChannels());
    }

    static PixelImage picture() {
        byte[] samples = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) expected(i / 3 % WIDTH, i / 3 / WIDTH, i % 3);
        }
        return PixelImage.of8(WIDTH, HEIGHT, 3, samples);
    }
}
