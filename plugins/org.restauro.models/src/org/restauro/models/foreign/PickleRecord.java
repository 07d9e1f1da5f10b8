// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

/**
 * An object of a class this program does not know, or a call it did not make: the name, the
 * arguments and the state, all of them inert.
 */
final class PickleRecord extends PickleNode {
    private final Object callable;
    private final PickleList arguments;
    private Object state;

    PickleRecord(Object callable, PickleList arguments) {
        this.callable = callable;
        this.arguments = arguments;
    }

    /** Module and name, joined by a dot; "?" if what was called is not a name. */
    String className() {
        return callable instanceof GlobalName name ? name.qualified() : "?";
    }

    /** Arguments of the call; a tuple. */
    PickleList arguments() {
        return arguments;
    }

    Object state() {
        return state;
    }

    void state(Object newState) {
        state = newState;
    }

    /**
     * The object's attributes, or null. A class with slots has a pair (attributes, slots) as state.
     */
    PickleDict attributes() {
        if (state instanceof PickleList pair && pair.isTuple() && pair.size() == 2) {
            return pair.get(0) instanceof PickleDict dict ? dict : null;
        }
        return state instanceof PickleDict dict ? dict : null;
    }
}
