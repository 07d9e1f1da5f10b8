// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;

/**
 * The parts of MAT's large feature maps that reach a hole. Known pixels are pasted over whatever is
 * painted there, so the last levels of both decoders need not compute it; and what they compute
 * part by part stays in the processor's cache and never takes the memory of a whole map.
 *
 * <p>Levels are known by their height. Parts of one level do not overlap.
 */
final class Parts {
    /** Maps of fewer pixels are computed as a whole. */
    static final int SMALLEST_PIXELS = 128 * 128;

    /** Pixels of a part at most: 180 channels of it are some 12 MB. */
    static final int LARGEST_PART = 16 * 1024;

    /** Columns are divided into so many cells, each looked at or not. */
    private static final int CELLS = 16;

    private final Map<Integer, List<Part>> levels = new HashMap<>();

    private final int height;

    private Parts(int height) {
        this.height = height;
    }

    /**
     * The parts for a pass: on the CPU, where nothing is recorded and nobody but {@link
     * Blend#paste} looks at the pictures.
     *
     * @param mask (batch, 1, h, w)
     * @return null where everything is to be computed, as it is for a mask without holes
     */
    static Parts of(Pass pass, NDArray mask) {
        boolean usable =
                pass.policy().device().isCpu()
                        && pass.policy().format() == MemoryFormat.CHANNELS_LAST
                        && !pass.gradients()
                        && !pass.training();
        return usable ? of(mask, SMALLEST_PIXELS, LARGEST_PART) : null;
    }

    /** The parts for a mask, with other limits. */
    static Parts of(NDArray mask, int smallestPixels, int largestPart) {
        int h = (int) mask.getShape().get(2);
        int w = (int) mask.getShape().get(3);
        if ((long) h * w < smallestPixels) {
            return null;
        }
        boolean[] wanted = new boolean[h * w];
        float[] values = Ops.floats(mask);
        for (int i = 0; i < values.length; i++) {
            wanted[i % wanted.length] |= values[i] != 1;
        }
        Parts parts = new Parts(h);
        if (!any(wanted, w, 0, h, 0, w)) {
            return null;
        }
        while ((long) h * w >= smallestPixels && h % 2 == 0 && w % 2 == 0) {
            List<Part> level = divide(wanted, h, w, largestPart);
            parts.levels.put(h, level);
            Part whole = new Part(0, h / 2, 0, w / 2);
            wanted = new boolean[h / 2 * (w / 2)];
            for (Part part : level) {
                Part below = part.grown(1, new Part(0, h, 0, w)).below(whole);
                for (int y = below.top(); y < below.bottom(); y++) {
                    Arrays.fill(wanted, y * w / 2 + below.left(), y * w / 2 + below.right(), true);
                }
            }
            h /= 2;
            w /= 2;
        }
        return parts;
    }

    /** Parts that hold every wanted pixel; strips of equal height, cut where nothing is wanted. */
    private static List<Part> divide(boolean[] wanted, int h, int w, int largestPart) {
        int cell = Math.max(2, w / CELLS);
        int rows = Math.max(2, largestPart / w / 2 * 2);
        List<Part> parts = new ArrayList<>();
        for (int top = 0; top < h; top += rows) {
            int bottom = Math.min(h, top + rows);
            int left = -1;
            for (int x = 0; x <= w; x += cell) {
                boolean wants = x < w && any(wanted, w, top, bottom, x, Math.min(w, x + cell));
                if (wants && left < 0) {
                    left = x;
                } else if (!wants && left >= 0) {
                    parts.add(trimmed(wanted, w, new Part(top, bottom, left, Math.min(x, w))));
                    left = -1;
                }
            }
            if (left >= 0) {
                parts.add(trimmed(wanted, w, new Part(top, bottom, left, w)));
            }
        }
        return List.copyOf(parts);
    }

    /** Without rows above and below that nobody wants; in steps that keep the sizes few. */
    private static Part trimmed(boolean[] wanted, int w, Part part) {
        int step = Math.max(2, (part.bottom() - part.top()) / 4 / 2 * 2);
        int top = part.top();
        while (top + step < part.bottom()
                && !any(wanted, w, top, top + step, part.left(), part.right())) {
            top += step;
        }
        int bottom = part.bottom();
        while (bottom - step > top
                && !any(wanted, w, bottom - step, bottom, part.left(), part.right())) {
            bottom -= step;
        }
        return new Part(top, bottom, part.left(), part.right());
    }

    private static boolean any(boolean[] wanted, int w, int top, int bottom, int left, int right) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (wanted[y * w + x]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether nobody looks at more than the picture of the level of a height. */
    boolean isLast(long of) {
        return of == height;
    }

    /** Parts of the level of a height; null where the level is computed as a whole. */
    List<Part> at(long height) {
        return levels.get((int) height);
    }
}
