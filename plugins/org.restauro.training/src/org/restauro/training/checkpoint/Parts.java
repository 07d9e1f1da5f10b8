// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamState;

/** What networks and optimizers put into checkpoints. */
public final class Parts {
    private Parts() {}

    /**
     * A network. Restoring loads its weights, so it must come before optimizers and averages are
     * made for it.
     */
    public static Persistent network(String name, Module network, ComputePolicy policy) {
        return new Persistent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public StateDict tensors() {
                return network.stateDict();
            }

            @Override
            public void restore(StateDict tensors, JsonNode numbers) {
                network.load(tensors, policy);
            }
        };
    }

    /** An optimizer. */
    public static Persistent optimizer(String name, Adam optimizer) {
        return new Persistent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public StateDict tensors() {
                return optimizer.state().moments();
            }

            @Override
            public ObjectNode numbers() {
                ObjectNode numbers = JsonNodeFactory.instance.objectNode();
                numbers.put("steps", optimizer.steps());
                if (!optimizer.begun().isEmpty()) {
                    ObjectNode begun = numbers.putObject("begun");
                    optimizer.begun().forEach(begun::put);
                }
                return numbers;
            }

            @Override
            public void restore(StateDict tensors, JsonNode numbers) {
                Map<String, Long> begun = new HashMap<>();
                numbers.path("begun")
                        .fields()
                        .forEachRemaining(e -> begun.put(e.getKey(), e.getValue().asLong()));
                optimizer.restore(new AdamState(numbers.path("steps").asLong(), tensors, begun));
            }
        };
    }
}
