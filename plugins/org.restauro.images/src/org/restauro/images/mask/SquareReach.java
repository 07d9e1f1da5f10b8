// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import java.util.Arrays;
import org.restauro.images.Mask;

/** Spreads a value over squares: along rows, then along columns, each in linear time. */
final class SquareReach {
    private static final int NEVER = -1_000_000_000;

    private SquareReach() {}

    static Mask reach(Mask mask, int radius, byte spreading) {
        int width = mask.width();
        int height = mask.height();
        byte[] in = mask.values();
        byte other = (byte) ~spreading;
        byte[] rows = new byte[in.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int last = NEVER;
            for (int x = 0; x < width; x++) {
                last = in[row + x] == spreading ? x : last;
                rows[row + x] = x - last <= radius ? spreading : other;
            }
            last = -NEVER;
            for (int x = width - 1; x >= 0; x--) {
                last = in[row + x] == spreading ? x : last;
                if (last - x <= radius) {
                    rows[row + x] = spreading;
                }
            }
        }
        byte[] out = new byte[in.length];
        int[] last = new int[width];
        Arrays.fill(last, NEVER);
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                last[x] = rows[row + x] == spreading ? y : last[x];
                out[row + x] = y - last[x] <= radius ? spreading : other;
            }
        }
        Arrays.fill(last, -NEVER);
        for (int y = height - 1; y >= 0; y--) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                last[x] = rows[row + x] == spreading ? y : last[x];
                if (last[x] - y <= radius) {
                    out[row + x] = spreading;
                }
            }
        }
        return Mask.of(width, height, out);
    }
}
