// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restauro.engine.weights.WeightFileException;

/** The stack of the pickle machine with its marks. Nothing below the last mark can be taken. */
final class PickleStack {
    /** Python's own writer pushes at most 1,000 values between marks. */
    private static final int MOST = 1_000_000;

    private final List<Object> values = new ArrayList<>();
    private int[] marks = new int[16];
    private int markCount;

    void push(Object value) throws WeightFileException {
        if (values.size() >= MOST) {
            throw new WeightFileException("more than " + MOST + " values on the pickle's stack");
        }
        values.add(value);
    }

    Object pop() throws WeightFileException {
        need(1);
        return values.remove(values.size() - 1);
    }

    Object peek() throws WeightFileException {
        need(1);
        return values.get(values.size() - 1);
    }

    void mark() throws WeightFileException {
        if (markCount >= MOST) {
            throw new WeightFileException("more than " + MOST + " marks on the pickle's stack");
        }
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, markCount * 2);
        }
        marks[markCount++] = values.size();
    }

    /** Drops the top value, or the mark if that is on top. */
    void popOrUnmark() throws WeightFileException {
        if (markCount > 0 && marks[markCount - 1] == values.size()) {
            markCount--;
        } else {
            pop();
        }
    }

    /** Removes everything above the last mark, and the mark. */
    List<Object> popToMark() throws WeightFileException {
        if (markCount == 0) {
            throw new WeightFileException("a pickle operation needs a mark and there is none");
        }
        int from = marks[--markCount];
        List<Object> above = values.subList(from, values.size());
        List<Object> copy = new ArrayList<>(above);
        above.clear();
        return copy;
    }

    List<Object> pop(int count) throws WeightFileException {
        need(count);
        List<Object> above = values.subList(values.size() - count, values.size());
        List<Object> copy = new ArrayList<>(above);
        above.clear();
        return copy;
    }

    private void need(int count) throws WeightFileException {
        int floor = markCount == 0 ? 0 : marks[markCount - 1];
        if (values.size() - floor < count) {
            throw new WeightFileException("a pickle operation finds too few values on the stack");
        }
    }
}
