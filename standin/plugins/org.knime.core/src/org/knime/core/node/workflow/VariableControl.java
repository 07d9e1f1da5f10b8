// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.config.Config;
import org.knime.core.node.workflow.VariableType.InvalidConfigEntryException;

/**
 * Stand-in only: the flow variables that overwrite settings of a node, and those made from
 * settings. Its tree mirrors the tree of the settings; a leaf names the variable used and the one
 * exposed.
 */
public final class VariableControl {
    private static final String USED = "used_variable";
    private static final String EXPOSED = "exposed_variable";

    private VariableControl() {}

    /**
     * Overwrites settings.
     *
     * @param settings changed in place
     * @param tree the {@code tree} of the node's {@code variables}
     * @param available the variables of the node, by name
     * @throws InvalidSettingsException when a variable is missing or does not fit its setting
     */
    public static void overwrite(
            NodeSettings settings, NodeSettingsRO tree, Map<String, FlowVariable> available)
            throws InvalidSettingsException {
        for (String key : tree) {
            NodeSettingsRO child = tree.getNodeSettings(key);
            if (!isLeaf(child)) {
                overwrite(settings.getNodeSettings(key), child, available);
                continue;
            }
            String name = child.getString(USED, null);
            if (name != null && !name.isEmpty()) {
                FlowVariable variable = available.get(name);
                if (variable == null) {
                    throw new InvalidSettingsException(
                            "Errors overwriting node settings with flow variables: Unknown variable"
                                    + " \""
                                    + name
                                    + "\" for the setting \""
                                    + key
                                    + "\"");
                }
                put(variable, variable.getVariableType(), settings, key);
            }
        }
    }

    private static <T> void put(
            FlowVariable variable, VariableType<T> type, Config settings, String key)
            throws InvalidSettingsException {
        try {
            type.overwrite(variable.getValue(type), settings, key);
        } catch (InvalidConfigEntryException e) {
            throw new InvalidSettingsException(
                    "Errors overwriting node settings with flow variables: "
                            + e.getMessage()
                            + " (variable \""
                            + variable.getName()
                            + "\")",
                    e);
        }
    }

    /**
     * Makes variables from settings.
     *
     * @param settings the settings in force
     * @param tree the {@code tree} of the node's {@code variables}
     * @return the exposed variables
     * @throws InvalidSettingsException when a setting is missing or of a type no variable has
     */
    public static List<FlowVariable> exposed(NodeSettings settings, NodeSettingsRO tree)
            throws InvalidSettingsException {
        List<FlowVariable> result = new ArrayList<>();
        for (String key : tree) {
            NodeSettingsRO child = tree.getNodeSettings(key);
            if (!isLeaf(child)) {
                result.addAll(exposed(settings.getNodeSettings(key), child));
                continue;
            }
            String name = child.getString(EXPOSED, null);
            if (name != null && !name.isEmpty()) {
                result.add(expose(name, settings, key));
            }
        }
        return result;
    }

    private static FlowVariable expose(String name, NodeSettings settings, String key)
            throws InvalidSettingsException {
        for (VariableType<?> type : VariableType.all()) {
            if (type.canCreateFrom(settings, key)) {
                return create(name, type, settings, key);
            }
        }
        throw new InvalidSettingsException(
                "The setting \"" + key + "\" cannot become the flow variable \"" + name + "\"");
    }

    private static <T> FlowVariable create(
            String name, VariableType<T> type, NodeSettings settings, String key)
            throws InvalidSettingsException {
        try {
            return new FlowVariable(name, type, type.createFrom(settings, key));
        } catch (InvalidConfigEntryException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private static boolean isLeaf(NodeSettingsRO config) {
        return config.containsKey(USED) || config.containsKey(EXPOSED);
    }
}
