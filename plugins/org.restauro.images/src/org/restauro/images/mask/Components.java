// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.restauro.images.Mask;

/**
 * Connected pixels, found by joining runs of each row with those of the row above (union-find).
 * Holes connect over corners too (8 neighbours), known pixels over sides only (4 neighbours), so
 * that a thin slanted line of holes separates what lies beside it. Components are numbered from
 * upper left, row by row.
 */
final class Components {
    private final int width;
    private int runs;
    private int[] runStart = new int[1024];
    private int[] runEnd = new int[1024];
    private int[] parent = new int[1024];

    private int count;
    private long[] area;
    private int[] left;
    private int[] right;
    private int[] top;
    private int[] bottom;

    private Components(int width) {
        this.width = width;
    }

    /**
     * @param mask binary
     * @param holes whether holes are wanted, otherwise known pixels
     */
    static Components of(Mask mask, boolean holes) {
        Components out = new Components(mask.width());
        byte[] values = mask.values();
        int width = mask.width();
        int above = 0;
        for (int y = 0; y < mask.height(); y++) {
            int first = out.runs;
            int end = (y + 1) * width;
            for (int i = y * width; i < end; i++) {
                if (values[i] >= 0 != holes) {
                    continue;
                }
                int start = i;
                while (i < end && values[i] >= 0 == holes) {
                    i++;
                }
                out.addRun(start, i);
            }
            out.joinRows(above, first, holes ? 1 : 0);
            above = first;
        }
        out.measure();
        return out;
    }

    private void addRun(int start, int end) {
        if (runs == runStart.length) {
            int larger = (int) Math.min(Integer.MAX_VALUE - 8, runs * 2L);
            runStart = Arrays.copyOf(runStart, larger);
            runEnd = Arrays.copyOf(runEnd, larger);
            parent = Arrays.copyOf(parent, larger);
        }
        runStart[runs] = start;
        runEnd[runs] = end;
        parent[runs] = runs;
        runs++;
    }

    /** Joins the runs from {@code above} (to before {@code first}) with those from there on. */
    private void joinRows(int above, int first, int diagonal) {
        int a = above;
        int b = first;
        while (a < first && b < runs) {
            int startA = runStart[a] + width;
            int endA = runEnd[a] + width;
            if (startA < runEnd[b] + diagonal && runStart[b] < endA + diagonal) {
                join(a, b);
            }
            if (endA < runEnd[b]) {
                a++;
            } else {
                b++;
            }
        }
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int run) {
        while (parent[run] != run) {
            parent[run] = parent[parent[run]];
            run = parent[run];
        }
        return run;
    }

    private void measure() {
        // Parents have smaller numbers, so one pass from the front replaces roots by numbers.
        int[] component = new int[runs];
        for (int r = 0; r < runs; r++) {
            component[r] = parent[r] == r ? count++ : component[parent[r]];
        }
        parent = component;
        area = new long[count];
        left = new int[count];
        right = new int[count];
        top = new int[count];
        bottom = new int[count];
        Arrays.fill(left, Integer.MAX_VALUE);
        Arrays.fill(top, Integer.MAX_VALUE);
        for (int r = 0; r < runs; r++) {
            int c = component[r];
            int y = runStart[r] / width;
            int x = runStart[r] - y * width;
            int length = runEnd[r] - runStart[r];
            area[c] += length;
            left[c] = Math.min(left[c], x);
            right[c] = Math.max(right[c], x + length - 1);
            top[c] = Math.min(top[c], y);
            bottom[c] = Math.max(bottom[c], y);
        }
    }

    int count() {
        return count;
    }

    long area(int component) {
        return area[component];
    }

    int left(int component) {
        return left[component];
    }

    /** Last column, inclusive. */
    int right(int component) {
        return right[component];
    }

    int top(int component) {
        return top[component];
    }

    /** Last row, inclusive. */
    int bottom(int component) {
        return bottom[component];
    }

    /** Sets the pixels of all components that are to be painted. */
    void paint(byte[] values, byte value, IntPredicate which) {
        boolean[] chosen = new boolean[count];
        for (int c = 0; c < count; c++) {
            chosen[c] = which.test(c);
        }
        for (int r = 0; r < runs; r++) {
            if (chosen[parent[r]]) {
                Arrays.fill(values, runStart[r], runEnd[r], value);
            }
        }
    }
}
