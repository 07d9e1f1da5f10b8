// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import java.util.Arrays;
import java.util.Map;
import org.restauro.engine.weights.StateDict;

/**
 * What an {@link Adam} remembers.
 *
 * @param steps how many were made
 * @param moments {@code <parameter>.exp_avg} (unless β₁ is 0) and {@code <parameter>.exp_avg_sq}
 * @param begun steps that were made before a parameter joined; those missing were there from the
 *     beginning
 */
public record AdamState(long steps, StateDict moments, Map<String, Long> begun) {
    static final String FIRST = ".exp_avg";
    static final String SECOND = ".exp_avg_sq";

    /** Copies what it is given. */
    public AdamState {
        begun = Map.copyOf(begun);
    }

    /** The state of an optimizer whose parameters were all there from the beginning. */
    public AdamState(long steps, StateDict moments) {
        this(steps, moments, Map.of());
    }

    /** Throws unless a moment is there with this shape. */
    void check(String name, long[] shape) {
        boolean there = moments.contains(name);
        if (!there || !Arrays.equals(moments.get(name).shape(), shape)) {
            throw new IllegalArgumentException(
                    "The optimizer's state does not fit: "
                            + name
                            + " is "
                            + (there ? Arrays.toString(moments.get(name).shape()) : "missing")
                            + ", "
                            + Arrays.toString(shape)
                            + " would be right.");
        }
    }
}
