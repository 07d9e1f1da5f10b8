// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.ArrayList;
import java.util.List;

/** A Python list, tuple or set. Sets keep their file order and are not searched for duplicates. */
final class PickleList extends PickleNode {
    /** What the values were in. */
    enum Kind {
        LIST,
        TUPLE,
        SET
    }

    private static final List<Object> NOTHING = List.of();

    private final Kind kind;
    private List<Object> items;

    PickleList(Kind kind, List<Object> items) {
        this.kind = kind;
        this.items = items;
    }

    static PickleList empty(Kind kind) {
        return new PickleList(kind, NOTHING);
    }

    /** The same values in another kind of container. */
    PickleList as(Kind other) {
        return new PickleList(other, items);
    }

    boolean isTuple() {
        return kind == Kind.TUPLE;
    }

    int size() {
        return items.size();
    }

    Object get(int index) {
        return items.get(index);
    }

    /** The value at an index, or null where the list is shorter. */
    Object orNull(int index) {
        return index < items.size() ? items.get(index) : null;
    }

    void add(Object item) {
        if (items == NOTHING) {
            items = new ArrayList<>(4);
        }
        items.add(item);
    }
}
