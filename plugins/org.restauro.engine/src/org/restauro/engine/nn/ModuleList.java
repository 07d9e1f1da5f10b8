// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Numbered parts of a network: 0, 1, 2 … */
public final class ModuleList<M extends Module> extends Module implements Iterable<M> {
    private final List<M> modules = new ArrayList<>();

    /** Adds a part under the next number. */
    public void add(M module) {
        child(Integer.toString(modules.size()), module);
        modules.add(module);
    }

    /** The part of a number. */
    public M get(int index) {
        return modules.get(index);
    }

    /** Number of parts. */
    public int size() {
        return modules.size();
    }

    @Override
    public Iterator<M> iterator() {
        return modules.iterator();
    }
}
