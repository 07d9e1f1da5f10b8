// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.knime.core.node.port.PortType;

/** A group of ports: a fixed part and a part that an instance may choose. */
public final class PortGroup {
    private final String name;
    private final boolean input;
    private final boolean output;
    private final List<PortType> fixed;
    private final List<PortType> chosen;
    private final int maxChosen;
    private final Predicate<PortType> supported;
    private final boolean exchange;
    private final String boundTo;

    private PortGroup(
            String name,
            boolean input,
            boolean output,
            PortType[] fixed,
            List<PortType> chosen,
            int maxChosen,
            Predicate<PortType> supported,
            boolean exchange,
            String boundTo) {
        this.name = name;
        this.input = input;
        this.output = output;
        this.fixed = List.of(fixed);
        this.chosen = new ArrayList<>(chosen);
        this.maxChosen = maxChosen;
        this.supported = supported;
        this.exchange = exchange;
        this.boundTo = boundTo;
    }

    public static PortGroup fixed(String name, boolean input, boolean output, PortType... types) {
        return new PortGroup(name, input, output, types, List.of(), 0, t -> false, false, null);
    }

    public static PortGroup extendable(
            String name,
            boolean input,
            boolean output,
            PortType[] fixed,
            PortType[] defaults,
            Predicate<PortType> supported) {
        return new PortGroup(
                name,
                input,
                output,
                fixed,
                Arrays.asList(defaults),
                Integer.MAX_VALUE,
                supported,
                false,
                null);
    }

    public static PortGroup optional(
            String name,
            boolean input,
            boolean output,
            PortType present,
            Predicate<PortType> supported) {
        return new PortGroup(
                name,
                input,
                output,
                new PortType[0],
                present == null ? List.of() : List.of(present),
                1,
                supported,
                false,
                null);
    }

    public static PortGroup exchangeable(
            String name,
            boolean input,
            boolean output,
            PortType defaultType,
            Predicate<PortType> supported) {
        return new PortGroup(
                name,
                input,
                output,
                new PortType[0],
                List.of(defaultType),
                1,
                supported,
                true,
                null);
    }

    /**
     * Ports as many and of the types of another group, or a count of them.
     *
     * @param name its name
     * @param input whether these are inputs
     * @param output whether these are outputs
     * @param boundTo the other group
     * @param fixedPorts ports there always are
     * @param defaultPorts ports there are at first
     * @return the group
     */
    public static PortGroup bound(
            String name,
            boolean input,
            boolean output,
            String boundTo,
            int fixedPorts,
            int defaultPorts) {
        return new PortGroup(
                name, input, output, new PortType[0], List.of(), 0, t -> false, false, boundTo);
    }

    public String name() {
        return name;
    }

    boolean isInput() {
        return input;
    }

    boolean isOutput() {
        return output;
    }

    String boundTo() {
        return boundTo;
    }

    List<PortType> chosen() {
        return chosen;
    }

    List<PortType> types() {
        List<PortType> all = new ArrayList<>(fixed);
        all.addAll(chosen);
        return all;
    }

    /** The problem of choosing these ports, null when there is none. */
    String choose(List<PortType> types) {
        if (types.size() > maxChosen || exchange && types.isEmpty()) {
            return "Port group \"" + name + "\" cannot have " + types.size() + " chosen ports.";
        }
        for (PortType type : types) {
            if (!supported.test(type)) {
                return "Port group \"" + name + "\" does not support ports of type " + type + ".";
            }
        }
        chosen.clear();
        chosen.addAll(types);
        return null;
    }
}
