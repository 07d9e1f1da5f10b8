// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** A network while it is converted: what was taken from the source, and what there is to say. */
final class Draft {
    private final StateDict source;
    private final StateDict result = new StateDict();
    private final Set<String> unused;
    private final List<String> notes = new ArrayList<>();

    Draft(StateDict source) {
        this.source = source;
        unused = new LinkedHashSet<>(source.names());
    }

    boolean has(String name) {
        return source.contains(name);
    }

    /** A tensor of the source, which counts as used. */
    TensorData take(String name) {
        unused.remove(name);
        return source.get(name);
    }

    /** Puts a tensor of the source under its new name. */
    void move(String from, String to) {
        move(from, to, t -> t);
    }

    /** Puts a tensor of the source, changed, under its new name. */
    void move(String from, String to, UnaryOperator<TensorData> change) {
        if (!has(from)) {
            throw new IllegalArgumentException("it lacks the tensor \"" + from + "\"");
        }
        try {
            result.put(to, change.apply(take(from)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("\"" + from + "\": " + e.getMessage(), e);
        }
    }

    void put(String name, TensorData tensor) {
        result.put(name, tensor);
    }

    /** Marks tensors as seen that have no counterpart and need none. */
    void ignore(String pattern) {
        unused.removeIf(name -> name.matches(pattern));
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    StateDict result() {
        return result;
    }

    /** What there is to say, including what was left over. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (!unused.isEmpty()) {
            List<String> some = unused.stream().limit(5).toList();
            all.add(
                    unused.size()
                            + " tensors of the source have no counterpart and were left out: "
                            + some
                            + (unused.size() > some.size() ? " …" : "")
                            + ".");
        }
        return all;
    }
}
