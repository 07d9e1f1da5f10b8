// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;

/** A network and its copy on another device. */
final class Twin {
    private static final ScriptFunction COPY =
            ScriptFunction.of(
                    "s: Tensor, to: List[Tensor], from: List[Tensor]",
                    "Tensor",
                    "torch._foreach_copy_(to, from)\nreturn s");

    private final Module first;
    private final Module copy;
    private final ComputePolicy policy;
    private final Map<String, Integer> copied = new HashMap<>();

    /**
     * Connects two networks of equal shape.
     *
     * @param policy of the copy
     */
    Twin(Module first, Module copy, ComputePolicy policy) {
        this.first = first;
        this.copy = copy;
        this.policy = policy;
        Map<String, Parameter> theirs = copy.state();
        first.state()
                .forEach(
                        (name, p) -> {
                            Parameter other = theirs.get(name);
                            if (other == null || !Arrays.equals(p.shape(), other.shape())) {
                                throw new IllegalArgumentException(
                                        "The copy of a network has no equal of '" + name + "'.");
                            }
                        });
    }

    boolean isOf(Module network) {
        return first == network;
    }

    boolean connects(Module network, Module other) {
        return first == network && copy == other;
    }

    /** Copies what was loaded or assigned since the last time, and freezes what is frozen. */
    void follow() {
        copy.freezeLike(first);
        Map<String, Parameter> changed = first.state();
        changed.entrySet()
                .removeIf(
                        e ->
                                e.getValue().kind() == Parameter.Kind.DERIVED
                                        || copied.getOrDefault(e.getKey(), -1)
                                                == e.getValue().assignments());
        changed.forEach((name, p) -> copied.put(name, p.assignments()));
        take(changed);
    }

    /** Copies what an optimizer may have moved. */
    void followParameters() {
        Map<String, Parameter> moved = first.parameters();
        moved.values().removeIf(Parameter::frozen);
        take(moved);
    }

    private void take(Map<String, Parameter> from) {
        if (from.isEmpty()) {
            return;
        }
        Map<String, Parameter> theirs = copy.state();
        List<NDArray> values = new ArrayList<>();
        List<NDArray> places = new ArrayList<>();
        from.forEach(
                (name, p) -> {
                    values.add(p.array());
                    places.add(theirs.get(name).array());
                });
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray nothing = pass.array(new float[1], 1);
            COPY.callWithLists(pass.manager(), nothing, places, values);
        }
    }
}
