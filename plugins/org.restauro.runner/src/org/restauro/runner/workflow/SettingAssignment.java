// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigEntries;
import org.restauro.engine.text.NearestName;

/** Reads {@code node/key=value} and puts the value into settings, with the type that is there. */
final class SettingAssignment {
    private static final String ARRAY_SIZE = "array-size";

    private final WorkflowNode node;
    private final List<String> path;
    private final String value;

    /** A setting of a node that needs no finding. */
    static SettingAssignment of(String key, String value) {
        return new SettingAssignment(null, List.of(key.split("/")), value);
    }

    private SettingAssignment(WorkflowNode node, List<String> path, String value) {
        this.node = node;
        this.path = path;
        this.value = value;
    }

    WorkflowNode node() {
        return node;
    }

    static SettingAssignment parse(String assignment, List<WorkflowNode> all)
            throws WorkflowException {
        List<WorkflowNode> nodes =
                all.stream().filter(n -> !n.isBoundary()).collect(Collectors.toList());
        for (WorkflowNode candidate : nodes) {
            for (String name : names(candidate)) {
                if (assignment.startsWith(name + "/")) {
                    String rest = assignment.substring(name.length() + 1);
                    int equals = rest.indexOf('=');
                    if (equals > 0) {
                        refuseAmbiguous(name, nodes);
                        return new SettingAssignment(
                                candidate,
                                List.of(rest.substring(0, equals).split("/")),
                                rest.substring(equals + 1));
                    }
                }
            }
        }
        int slash = assignment.indexOf('/');
        int equals = assignment.indexOf('=');
        if (slash <= 0 || equals < slash) {
            throw new WorkflowException(
                    "\"" + assignment + "\" is not of the form \"Node name/key=value\"");
        }
        String wrong = assignment.substring(0, slash);
        throw new WorkflowException(
                "There is no node \""
                        + wrong
                        + "\""
                        + NearestName.hint(
                                wrong,
                                nodes.stream()
                                        .map(WorkflowNode::name)
                                        .collect(Collectors.toList())));
    }

    private static List<String> names(WorkflowNode node) {
        return List.of(node.name(), "#" + node.id(), node.toString());
    }

    private static void refuseAmbiguous(String name, List<WorkflowNode> nodes)
            throws WorkflowException {
        List<String> same =
                nodes.stream()
                        .filter(n -> names(n).contains(name))
                        .map(n -> "#" + n.id())
                        .collect(Collectors.toList());
        if (same.size() > 1) {
            throw new WorkflowException(
                    "There are "
                            + same.size()
                            + " nodes \""
                            + name
                            + "\"; say which by "
                            + String.join(" or ", same));
        }
    }

    /** Puts the value into settings; keys they lack may come from the node's defaults. */
    void apply(NodeSettings settings, NodeSettings defaults) throws InvalidSettingsException {
        ConfigBase at = settings;
        ConfigBase model = defaults;
        for (String key : path.subList(0, path.size() - 1)) {
            AbstractConfigEntry there = at.getEntry(key);
            AbstractConfigEntry pattern = model == null ? null : model.getEntry(key);
            if (!(there instanceof ConfigBase) && !(pattern instanceof ConfigBase)) {
                throw unknown(settings, defaults);
            }
            at = there instanceof ConfigBase ? (ConfigBase) there : at.addConfigBase(key);
            model = pattern instanceof ConfigBase ? (ConfigBase) pattern : null;
        }
        String key = path.get(path.size() - 1);
        AbstractConfigEntry there = at.getEntry(key);
        AbstractConfigEntry pattern =
                there != null ? there : model == null ? null : model.getEntry(key);
        if (pattern == null) {
            throw unknown(settings, defaults);
        }
        if (pattern instanceof ConfigBase) {
            putArray(at, key, (ConfigBase) pattern);
        } else {
            put(at, key, pattern.getType(), value);
        }
        if (at.containsKey(key + "_is_present")) {
            at.addBoolean(key + "_is_present", true);
        }
    }

    private void putArray(ConfigBase at, String key, ConfigBase pattern)
            throws InvalidSettingsException {
        if (pattern.getChildCount() > 0 && !pattern.containsKey(ARRAY_SIZE)) {
            throw new InvalidSettingsException(
                    "\""
                            + String.join("/", path)
                            + "\" is a group of settings; name one of: "
                            + String.join(", ", leaves(pattern, "")));
        }
        AbstractConfigEntry first = pattern.getEntry("0");
        ConfigEntries type = first == null ? ConfigEntries.xstring : first.getType();
        String[] elements = value.isEmpty() ? new String[0] : value.split(",", -1);
        ConfigBase array = at.addConfigBase(key);
        array.addInt(ARRAY_SIZE, elements.length);
        for (int i = 0; i < elements.length; i++) {
            put(array, Integer.toString(i), type, elements[i].trim());
        }
    }

    private void put(ConfigBase at, String key, ConfigEntries type, String text)
            throws InvalidSettingsException {
        try {
            switch (type) {
                case xboolean -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("neither true nor false");
                    }
                    at.addBoolean(key, Boolean.parseBoolean(text));
                }
                case xbyte -> at.addByte(key, Byte.parseByte(text));
                case xshort -> at.addShort(key, Short.parseShort(text));
                case xint -> at.addInt(key, Integer.parseInt(text));
                case xlong -> at.addLong(key, Long.parseLong(text));
                case xfloat -> at.addFloat(key, Float.parseFloat(text));
                case xdouble -> at.addDouble(key, Double.parseDouble(text));
                case xchar -> {
                    if (text.length() != 1) {
                        throw new IllegalArgumentException("not one character");
                    }
                    at.addChar(key, text.charAt(0));
                }
                default -> at.addString(key, text);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(
                    "The setting \""
                            + String.join("/", path)
                            + "\" is of type "
                            + type.name().substring(1)
                            + " and cannot be \""
                            + text
                            + "\"",
                    e);
        }
    }

    private InvalidSettingsException unknown(NodeSettings settings, NodeSettings defaults) {
        List<String> keys = leaves(settings, "");
        leaves(defaults, "").stream().filter(k -> !keys.contains(k)).forEach(keys::add);
        String wrong = String.join("/", path);
        return new InvalidSettingsException(
                "there is no setting \"" + wrong + "\"" + NearestName.hint(wrong, keys));
    }

    private static List<String> leaves(ConfigBase config, String prefix) {
        List<String> keys = new ArrayList<>();
        for (String key : config) {
            AbstractConfigEntry entry = config.getEntry(key);
            if (entry instanceof ConfigBase
                    && entry.getChildCount() > 0
                    && !((ConfigBase) entry).containsKey(ARRAY_SIZE)) {
                keys.addAll(leaves((ConfigBase) entry, prefix + key + "/"));
            } else {
                keys.add(prefix + key);
            }
        }
        return keys;
    }

    /**
     * The flow variable control of a node without that of this setting: what is said on the command
     * line wins.
     *
     * @param file what settings.xml holds; changed in place
     * @return the tree, null when the node has none
     */
    NodeSettingsRO withoutControl(NodeSettings file) throws InvalidSettingsException {
        if (!file.containsKey("variables")
                || !file.getNodeSettings("variables").containsKey("tree")) {
            return null;
        }
        NodeSettings tree = file.getNodeSettings("variables").getNodeSettings("tree");
        NodeSettings at = tree;
        for (String key : path) {
            if (!at.containsKey(key)) {
                return tree;
            }
            at = at.getNodeSettings(key);
        }
        if (at.containsKey("used_variable")) {
            at.addString("used_variable", null);
        }
        return tree;
    }

    @Override
    public String toString() {
        return node + "/" + String.join("/", path) + "=" + Arrays.asList(value);
    }
}
