// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.text.NearestName;

/**
 * Named tensors in the order of the file they come from. Names are those of the published
 * checkpoints ({@code synthesis.first_stage.conv_first.conv.weight}).
 */
public final class StateDict {
    /** Names compared at most when a name is not found, so that a huge dictionary stays quick. */
    private static final int COMPARED_NAMES = 5_000;

    private static final int NAMES_SHOWN = 3;

    private final Map<String, TensorData> tensors = new LinkedHashMap<>();

    /**
     * Adds a tensor at the end.
     *
     * @return this
     * @throws IllegalArgumentException if the name is taken
     */
    public StateDict put(String name, TensorData tensor) {
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new IllegalArgumentException("Two tensors are named \"" + name + "\".");
        }
        return this;
    }

    /**
     * The tensor of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the nearest names
     */
    public TensorData get(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "There is no tensor \""
                            + name
                            + "\" among "
                            + size()
                            + (size() == 0 ? " tensors." : "; the nearest are " + nearest(name)));
        }
        return tensor;
    }

    /** Whether a tensor has this name. */
    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /** All names in order; unmodifiable. */
    public List<String> names() {
        return Collections.unmodifiableList(new ArrayList<>(tensors.keySet()));
    }

    /** Number of tensors. */
    public int size() {
        return tensors.size();
    }

    /** The tensors whose names begin with a prefix, without that prefix. */
    public StateDict select(String prefix) {
        StateDict selected = new StateDict();
        tensors.forEach(
                (name, tensor) -> {
                    if (name.startsWith(prefix)) {
                        selected.put(name.substring(prefix.length()), tensor);
                    }
                });
        return selected;
    }

    /** The same tensors with a prefix before each name. */
    public StateDict withPrefix(String prefix) {
        StateDict prefixed = new StateDict();
        tensors.forEach((name, tensor) -> prefixed.put(prefix + name, tensor));
        return prefixed;
    }

    /** Number of tensors and of elements, for logs. */
    @Override
    public String toString() {
        long elements = 0;
        for (TensorData tensor : tensors.values()) {
            elements += tensor.elements();
        }
        return size() + " tensors, " + elements + " elements";
    }

    private String nearest(String wanted) {
        record Distance(String name, int value) {}

        List<Distance> distances = new ArrayList<>();
        for (String name : tensors.keySet()) {
            if (distances.size() == COMPARED_NAMES) {
                break;
            }
            distances.add(new Distance(name, NearestName.distance(wanted, name)));
        }
        distances.sort((a, b) -> Integer.compare(a.value(), b.value()));
        List<String> shown = new ArrayList<>();
        for (Distance distance : distances.subList(0, Math.min(NAMES_SHOWN, distances.size()))) {
            shown.add("\"" + distance.name() + "\"");
        }
        return String.join(", ", shown) + ".";
    }
}
