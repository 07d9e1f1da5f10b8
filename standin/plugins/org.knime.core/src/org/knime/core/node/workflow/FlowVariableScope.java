// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.workflow;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** Stand-in only: the flow variables a node sees, and those it pushes; later ones hide earlier. */
public final class FlowVariableScope {
    private final Map<String, FlowVariable> incoming = new LinkedHashMap<>();
    private final Map<String, FlowVariable> pushed = new LinkedHashMap<>();

    /** An empty scope. */
    public FlowVariableScope() {}

    /**
     * A scope of variables from upstream.
     *
     * @param variables the variables by name, those that hide others last
     */
    public FlowVariableScope(Map<String, FlowVariable> variables) {
        incoming.putAll(variables);
    }

    /**
     * Adds a variable for downstream.
     *
     * @param variable not a constant
     */
    public void push(FlowVariable variable) {
        if (variable.isGlobalConstant()) {
            throw new IllegalArgumentException(
                    "A node must not push the constant \"" + variable.getName() + "\"");
        }
        pushed.put(variable.getName(), variable);
    }

    public <T> T peek(String name, VariableType<T> type) {
        FlowVariable variable = pushed.getOrDefault(name, incoming.get(name));
        if (variable == null || !variable.getVariableType().isConvertible(type)) {
            throw new NoSuchElementException(
                    "No flow variable named \"" + name + "\" of type " + type);
        }
        return variable.getValue(type);
    }

    /**
     * The variables of some types.
     *
     * @param withPushed whether to include what this node pushed
     * @param types the types, convertible ones included
     * @return by name
     */
    public Map<String, FlowVariable> available(boolean withPushed, VariableType<?>... types) {
        Map<String, FlowVariable> all = new LinkedHashMap<>(incoming);
        if (withPushed) {
            all.putAll(pushed);
        }
        all.values()
                .removeIf(
                        v ->
                                Arrays.stream(types)
                                        .noneMatch(t -> v.getVariableType().isConvertible(t)));
        return Collections.unmodifiableMap(all);
    }

    /**
     * Every variable that downstream sees.
     *
     * @return by name
     */
    public Map<String, FlowVariable> all() {
        Map<String, FlowVariable> all = new LinkedHashMap<>(incoming);
        all.putAll(pushed);
        return all;
    }

    /**
     * What this node pushed.
     *
     * @return by name
     */
    public Map<String, FlowVariable> pushed() {
        return Collections.unmodifiableMap(pushed);
    }
}
