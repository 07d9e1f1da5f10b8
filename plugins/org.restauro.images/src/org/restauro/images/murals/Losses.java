// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/** How a loss looks: the layer of paint ends, and the bare wall lies a little deeper. */
final class Losses {
    private Losses() {}

    /** The image with bare plaster in the mask's holes; sound pixels keep their values. */
    static PixelImage cut(PixelImage image, Mask mask, Plaster plaster, float[] light) {
        int width = image.width();
        int height = image.height();
        byte[] pixels = image.bytes8().clone();
        byte[] known = mask.values();
        Colour wall = plaster.colour();
        int depth = Math.max(1, Math.min(width, height) / 160);
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                if (!mask.isHole(x, y)) {
                    continue;
                }
                double shade = plaster.bare(x, y);
                boolean shadow = sound(known, x - depth, y - depth, width, height);
                boolean lit = sound(known, x + depth, y + depth, width, height);
                shade *= shadow ? 0.76 : lit ? 1.07 : 1;
                double v = shade * light[i];
                pixels[3 * i] = MuralGenerator.toByte(wall.red() * v);
                pixels[3 * i + 1] = MuralGenerator.toByte(wall.green() * v);
                pixels[3 * i + 2] = MuralGenerator.toByte(wall.blue() * v);
            }
        }
        return PixelImage.of8(width, height, 3, pixels);
    }

    private static boolean sound(byte[] known, int x, int y, int width, int height) {
        return x >= 0 && y >= 0 && x < width && y < height && known[y * width + x] != 0;
    }
}
