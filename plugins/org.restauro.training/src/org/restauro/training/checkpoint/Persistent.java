// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.engine.weights.StateDict;

/**
 * A part of a run that must survive it: a network, an average, an optimizer, a controller's memory.
 * What it gives must follow from the run alone, without clock or machine, so that equal runs write
 * equal files.
 */
public interface Persistent {
    /** Its name in checkpoints, unique in a run, without a dot; e.g. {@code adam_g}. */
    String name();

    /** Copies of its tensors; none unless overridden. */
    default StateDict tensors() {
        return new StateDict();
    }

    /** Its numbers and texts; none unless overridden. */
    default ObjectNode numbers() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Goes on from what {@link #tensors} and {@link #numbers} gave.
     *
     * @throws IllegalArgumentException saying what does not fit
     */
    void restore(StateDict tensors, JsonNode numbers);
}
