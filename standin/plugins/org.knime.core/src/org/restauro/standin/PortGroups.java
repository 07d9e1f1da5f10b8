// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.port.PortType;

/** The ports of an instance of a node, group by group. */
public final class PortGroups implements ModifiablePortsConfiguration {
    private final List<PortGroup> groups;

    /**
     * The default ports.
     *
     * @param groups in their order; used by this instance alone
     */
    public PortGroups(List<PortGroup> groups) {
        this.groups = List.copyOf(groups);
    }

    /**
     * Sets the ports that an instance may choose.
     *
     * @param groupName the group
     * @param types the chosen ports; the fixed ones are not among them
     * @throws InvalidSettingsException when there is no such group or it does not allow these
     */
    public void choose(String groupName, List<PortType> types) throws InvalidSettingsException {
        PortGroup group =
                groups.stream()
                        .filter(g -> g.name().equals(groupName))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new InvalidSettingsException(
                                                "No port group \""
                                                        + groupName
                                                        + "\"; there are "
                                                        + getPortGroupNames()));
        String problem = group.choose(types);
        if (problem != null) {
            throw new InvalidSettingsException(problem);
        }
    }

    private List<PortType> types(PortGroup group) {
        if (group.boundTo() == null) {
            return group.types();
        }
        return groups.stream()
                .filter(g -> g.name().equals(group.boundTo()))
                .findFirst()
                .map(this::types)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Port group \""
                                                + group.name()
                                                + "\" is bound to the unknown group \""
                                                + group.boundTo()
                                                + "\""));
    }

    private PortType[] ports(Predicate<PortGroup> side) {
        return groups.stream()
                .filter(side)
                .flatMap(g -> types(g).stream())
                .toArray(PortType[]::new);
    }

    private Map<String, int[]> locations(Predicate<PortGroup> side) {
        Map<String, int[]> result = new LinkedHashMap<>();
        int next = 0;
        for (PortGroup group : groups) {
            int count = side.test(group) ? types(group).size() : 0;
            if (count > 0) {
                int[] indices = new int[count];
                for (int i = 0; i < count; i++) {
                    indices[i] = next++;
                }
                result.put(group.name(), indices);
            }
        }
        return result;
    }

    @Override
    public PortType[] getInputPorts() {
        return ports(PortGroup::isInput);
    }

    @Override
    public PortType[] getOutputPorts() {
        return ports(PortGroup::isOutput);
    }

    @Override
    public Map<String, int[]> getInputPortLocation() {
        return locations(PortGroup::isInput);
    }

    @Override
    public Map<String, int[]> getOutputPortLocation() {
        return locations(PortGroup::isOutput);
    }

    @Override
    public List<String> getPortGroupNames() {
        return groups.stream().map(PortGroup::name).collect(Collectors.toList());
    }

    @Override
    public void saveSettingsTo(NodeSettingsWO settings) {
        for (PortGroup group : groups) {
            NodeSettingsWO saved = settings.addNodeSettings(group.name());
            for (int i = 0; i < group.chosen().size(); i++) {
                group.chosen().get(i).save(saved.addNodeSettings("port_" + i));
            }
        }
    }

    @Override
    public void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        for (String name : settings) {
            NodeSettingsRO saved = settings.getNodeSettings(name);
            List<PortType> types = new ArrayList<>();
            for (String port : saved) {
                types.add(PortType.load(saved.getNodeSettings(port)));
            }
            choose(name, types);
        }
    }
}
