// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;

/** Small picture files for tests. */
final class Pictures {

    private Pictures() {}

    static PixelImage noise(
            final int width, final int height, final int channels, final long seed) {
        byte[] bytes = new byte[width * height * channels];
        new Random(seed).nextBytes(bytes);
        return PixelImage.of8(width, height, channels, bytes);
    }

    /** A mask with one box of holes. */
    static Mask box(final int width, final int height, int x, int y, int w, int h) {
        byte[] values = new byte[width * height];
        for (int i = 0; i < values.length; i++) {
            boolean hole =
                    i % width >= x && i % width < x + w && i / width >= y && i / width < y + h;
            values[i] = (byte) (hole ? 0 : 255);
        }
        return Mask.of(width, height, values);
    }

    static Path write(final Path file, final PixelImage image) throws Exception {
        Files.createDirectories(file.getParent());
        return Files.write(file, ImageFiles.toPng(image));
    }

    static Path write(final Path file, final Mask mask) throws Exception {
        Files.createDirectories(file.getParent());
        return Files.write(file, ImageFiles.toPng(mask));
    }
}
