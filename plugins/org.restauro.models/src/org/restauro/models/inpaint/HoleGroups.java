// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Gathers holes into few boxes: holes that nearly touch always share a box, and others are packed
 * together as long as the common box is accepted. The boxes are disjoint and hold every hole pixel.
 *
 * <p>Works on the cells of the {@link HoleField}, so that 50 megapixels of fine flakes cost no more
 * than a few hundred thousand cells.
 */
final class HoleGroups {
    private static final int NONE = -1;

    private final HoleField field;
    private final int columns;
    private final int rows;
    private final int[] labels;
    private final List<Box> connected;
    private final boolean[] taken;

    /** Finds the connected holes of a field. */
    HoleGroups(HoleField field) {
        this.field = field;
        this.columns = field.cellColumns();
        this.rows = field.cellRows();
        this.labels = new int[columns * rows];
        this.connected = connected();
        this.taken = new boolean[connected.size()];
    }

    /**
     * The boxes, from top to bottom.
     *
     * @param accepted whether a packed box is still of use; boxes of connected holes are made even
     *     where it says no
     */
    List<Box> packed(Predicate<Box> accepted) {
        Integer[] all = new Integer[connected.size()];
        Arrays.setAll(all, i -> i);
        return pack(all, accepted);
    }

    /**
     * Packs the holes of one box anew, into smaller ones.
     *
     * @param group a box that {@link #packed} gave
     * @param accepted as there
     */
    List<Box> packedWithin(Box group, Predicate<Box> accepted) {
        Integer[] members =
                Arrays.stream(labelsIn(group))
                        .distinct()
                        .filter(label -> connected.get(label).intersects(group))
                        .boxed()
                        .toArray(Integer[]::new);
        return pack(members, accepted);
    }

    /** Tight pixel boxes of connected holes, disjoint; {@link #labels} maps cells to them. */
    private List<Box> connected() {
        boolean[] occupied = new boolean[labels.length];
        for (int cy = 0; cy < rows; cy++) {
            for (int cx = 0; cx < columns; cx++) {
                occupied[cy * columns + cx] = field.count(cx, cy) > 0;
            }
        }
        List<Box> cellBoxes = label(occupied);
        int before;
        // Boxes of neighbours can overlap (a dot inside a ring): filling them joins their cells.
        do {
            before = cellBoxes.size();
            for (Box box : cellBoxes) {
                for (int cy = box.y(); cy < box.bottom(); cy++) {
                    Arrays.fill(occupied, cy * columns + box.x(), cy * columns + box.right(), true);
                }
            }
            cellBoxes = label(occupied);
        } while (cellBoxes.size() != before);
        List<Box> tight = new ArrayList<>();
        int cell = field.cell();
        for (Box box : cellBoxes) {
            tight.add(
                    field.tighten(
                            new Box(
                                    box.x() * cell,
                                    box.y() * cell,
                                    box.width() * cell,
                                    box.height() * cell)));
        }
        return tight;
    }

    private List<Box> label(boolean[] occupied) {
        Arrays.fill(labels, NONE);
        List<Box> boxes = new ArrayList<>();
        int[] stack = new int[occupied.length];
        for (int start = 0; start < occupied.length; start++) {
            if (!occupied[start] || labels[start] != NONE) {
                continue;
            }
            boxes.add(flood(occupied, start, boxes.size(), stack));
        }
        return boxes;
    }

    private Box flood(boolean[] occupied, int start, int label, int[] stack) {
        int depth = 0;
        stack[depth++] = start;
        labels[start] = label;
        int left = columns;
        int right = 0;
        int top = rows;
        int bottom = 0;
        while (depth > 0) {
            int at = stack[--depth];
            int cx = at % columns;
            int cy = at / columns;
            left = Math.min(left, cx);
            right = Math.max(right, cx);
            top = Math.min(top, cy);
            bottom = Math.max(bottom, cy);
            for (int ny = Math.max(0, cy - 1); ny <= Math.min(rows - 1, cy + 1); ny++) {
                for (int nx = Math.max(0, cx - 1); nx <= Math.min(columns - 1, cx + 1); nx++) {
                    int next = ny * columns + nx;
                    if (occupied[next] && labels[next] == NONE) {
                        labels[next] = label;
                        stack[depth++] = next;
                    }
                }
            }
        }
        return new Box(left, top, right - left + 1, bottom - top + 1);
    }

    private List<Box> pack(Integer[] order, Predicate<Box> accepted) {
        List<Box> boxes = connected;
        for (int box : order) {
            taken[box] = false;
        }
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(i -> boxes.get(i).y())
                        .thenComparingInt(i -> boxes.get(i).x()));
        List<Box> groups = new ArrayList<>();
        for (int first = 0; first < order.length; first++) {
            if (taken[order[first]]) {
                continue;
            }
            Box group = boxes.get(order[first]);
            taken[order[first]] = true;
            for (int next = first + 1; next < order.length && accepted.test(group); next++) {
                Box candidate = boxes.get(order[next]);
                if (taken[order[next]]) {
                    continue;
                }
                int reach = candidate.y() + 1 - group.y();
                if (reach > group.height()
                        && !accepted.test(new Box(group.x(), group.y(), group.width(), reach))) {
                    break; // all later boxes start at least as low
                }
                Box joined = closure(group.union(candidate), groups, accepted);
                if (joined != null) {
                    group = joined;
                    take(group);
                }
            }
            groups.add(group);
        }
        return groups;
    }

    /** The box grown until it cuts no free box, or null where it is refused or meets a group. */
    private Box closure(Box box, List<Box> groups, Predicate<Box> accepted) {
        Box grown = box;
        Box before;
        do {
            before = grown;
            if (!accepted.test(grown)) {
                return null;
            }
            for (Box group : groups) {
                if (group.intersects(grown)) {
                    return null;
                }
            }
            for (int label : labelsIn(before)) {
                if (!taken[label] && connected.get(label).intersects(grown)) {
                    grown = grown.union(connected.get(label));
                }
            }
        } while (!grown.equals(before));
        return grown;
    }

    private void take(Box group) {
        for (int label : labelsIn(group)) {
            taken[label] |= connected.get(label).intersects(group);
        }
    }

    private int[] labelsIn(Box box) {
        int cell = field.cell();
        int lastX = (box.right() - 1) / cell;
        int lastY = (box.bottom() - 1) / cell;
        int[] found = new int[(lastX - box.x() / cell + 1) * (lastY - box.y() / cell + 1)];
        int count = 0;
        int previous = NONE;
        for (int cy = box.y() / cell; cy <= lastY; cy++) {
            for (int cx = box.x() / cell; cx <= lastX; cx++) {
                int label = labels[cy * columns + cx];
                if (label != NONE && label != previous) {
                    found[count++] = label;
                    previous = label;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }
}
