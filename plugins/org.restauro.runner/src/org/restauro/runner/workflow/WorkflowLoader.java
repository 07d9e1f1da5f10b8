// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowNode.Source;
import org.restauro.standin.SingleNode;
import org.restauro.standin.TemporaryData;

/** Reads a workflow folder: opens metanodes and components, creates the nodes, connects them. */
final class WorkflowLoader {
    private final Path root;
    private final TemporaryData data;
    private final ClassLoader factories;
    private final List<WorkflowNode> nodes = new ArrayList<>();
    private final Map<String, FlowVariable> variables = new LinkedHashMap<>();

    WorkflowLoader(Path root, TemporaryData data, ClassLoader factories) {
        this.root = root;
        this.data = data;
        this.factories = factories;
    }

    private record Connection(int source, int sourcePort, int target, int targetPort) {}

    /** A workflow file: the workflow itself, a metanode or the inside of a component. */
    private static final class Level {
        private final Level parent;
        private final int idInParent;
        private final String prefix;
        private final Path folder;
        private final Map<Integer, WorkflowNode> entries = new HashMap<>();
        private final Map<Integer, WorkflowNode> exits = new HashMap<>();
        private final Map<Integer, Level> metanodes = new HashMap<>();
        private final List<Connection> connections = new ArrayList<>();

        Level(Level parent, int idInParent, Path folder) {
            this.parent = parent;
            this.idInParent = idInParent;
            this.folder = folder;
            this.prefix = parent == null ? "" : parent.prefix + idInParent + ":";
        }
    }

    List<WorkflowNode> nodes() {
        return nodes;
    }

    Map<String, FlowVariable> variables() {
        return variables;
    }

    void load() throws WorkflowException {
        if (!Files.isRegularFile(root.resolve("workflow.knime"))) {
            throw new WorkflowException(
                    root + " is not a workflow folder: it has no file workflow.knime");
        }
        Level top = new Level(null, -1, root);
        NodeSettings file = WorkflowFiles.read(root, root.resolve("workflow.knime"));
        try {
            readVariables(file);
            List<Level> levels = new ArrayList<>();
            readLevel(top, file, levels, null);
            for (Level level : levels) {
                connect(level);
            }
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(
                    "The workflow in " + root + " is not complete: " + e.getMessage(), e);
        }
    }

    private void readVariables(NodeSettings file) throws InvalidSettingsException {
        if (file.containsKey("workflow_variables")) {
            NodeSettings saved = file.getNodeSettings("workflow_variables");
            for (String key : saved) {
                FlowVariable variable = FlowVariable.load(saved.getNodeSettings(key));
                variables.put(variable.getName(), variable);
            }
        }
    }

    private void readLevel(
            Level level, NodeSettings file, List<Level> levels, NodeSettings component)
            throws WorkflowException, InvalidSettingsException {
        levels.add(level);
        int in = component == null ? -1 : component.getInt("virtual-in-ID");
        int out = component == null ? -1 : component.getInt("virtual-out-ID");
        NodeSettings list = file.getNodeSettings("nodes");
        for (String key : list) {
            NodeSettings entry = list.getNodeSettings(key);
            int id = entry.getInt("id");
            Path settingsFile =
                    WorkflowFiles.inside(level.folder, entry.getString("node_settings_file"));
            String type =
                    entry.getString(
                            "node_type",
                            entry.getBoolean("node_is_meta", false) ? "MetaNode" : "NativeNode");
            switch (type) {
                case "NativeNode" -> {
                    boolean boundary = component != null && (id == in || id == out);
                    WorkflowNode node = readNode(level, id, settingsFile, boundary);
                    level.entries.put(id, node);
                    level.exits.put(id, node);
                }
                case "MetaNode" -> {
                    Level inner = new Level(level, id, settingsFile.getParent());
                    level.metanodes.put(id, inner);
                    readLevel(inner, WorkflowFiles.read(root, settingsFile), levels, null);
                }
                case "SubNode" -> readComponent(level, id, settingsFile, levels);
                default ->
                        throw new WorkflowException(
                                "Node #"
                                        + level.prefix
                                        + id
                                        + " is of the unknown type \""
                                        + type
                                        + "\"");
            }
        }
        NodeSettings connections = file.getNodeSettings("connections");
        for (String key : connections) {
            NodeSettings c = connections.getNodeSettings(key);
            level.connections.add(
                    new Connection(
                            c.getInt("sourceID"),
                            c.getInt("sourcePort"),
                            c.getInt("destID"),
                            c.getInt("destPort")));
        }
    }

    private void readComponent(Level level, int id, Path settingsFile, List<Level> levels)
            throws WorkflowException, InvalidSettingsException {
        NodeSettings component = WorkflowFiles.read(root, settingsFile);
        Path folder = settingsFile.getParent();
        Level inner = new Level(level, id, folder);
        String inside = component.getString("workflow-file", "workflow.knime");
        if (!inside.equals("workflow.knime")) {
            throw new WorkflowException(
                    "The component #"
                            + inner.prefix
                            + " names the workflow file \""
                            + inside
                            + "\"");
        }
        readLevel(inner, WorkflowFiles.read(root, folder.resolve(inside)), levels, component);
        level.entries.put(id, boundary(inner, component.getInt("virtual-in-ID")));
        level.exits.put(id, boundary(inner, component.getInt("virtual-out-ID")));
    }

    private static WorkflowNode boundary(Level inner, int id) throws WorkflowException {
        WorkflowNode node = inner.entries.get(id);
        if (node == null || !node.isBoundary()) {
            throw new WorkflowException(
                    "The component in " + inner.folder + " lacks its input or output node #" + id);
        }
        return node;
    }

    private WorkflowNode readNode(Level level, int id, Path settingsFile, boolean boundary)
            throws WorkflowException {
        NodeSettings file = WorkflowFiles.read(root, settingsFile);
        String path = level.prefix + id;
        String relative = root.normalize().relativize(settingsFile).toString().replace('\\', '/');
        String name = "";
        try {
            String factoryName = file.getString("factory");
            name = file.getString("name", file.getString("node-name", factoryName));
            SingleNode single = boundary ? null : create(file, factoryName, name, path);
            WorkflowNode node = new WorkflowNode(path, name, single, file, relative);
            if (single != null) {
                giveSettings(single, file);
            }
            nodes.add(node);
            return node;
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(name + " (#" + path + "): " + e.getMessage(), e);
        }
    }

    private static void giveSettings(SingleNode single, NodeSettings file)
            throws InvalidSettingsException {
        if (file.containsKey("model")) {
            single.setSettings(file.getNodeSettings("model"));
        }
        if (file.containsKey("variables")) {
            NodeSettingsRO control = file.getNodeSettings("variables");
            if (control.containsKey("tree")) {
                single.setVariableTree(control.getNodeSettings("tree"));
            }
        }
    }

    private SingleNode create(NodeSettings file, String factoryName, String name, String id)
            throws WorkflowException, InvalidSettingsException {
        String what = "The node " + name + " (#" + id + ")";
        NodeFactory<?> factory;
        try {
            factory =
                    Class.forName(factoryName, true, factories)
                            .asSubclass(NodeFactory.class)
                            .getConstructor()
                            .newInstance();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            if (factoryName.matches(".*[Ll]oop.*(Start|End|Source|Sink|Factory).*")) {
                throw loop(what, e);
            }
            throw new WorkflowException(
                    what
                            + " is not available: there is no factory "
                            + factoryName
                            + " (provided by \""
                            + file.getString("node-bundle-vendor", "unknown")
                            + "\", plugin \""
                            + file.getString("node-bundle-symbolic-name", "unknown")
                            + "\"); only the nodes of Restauro run without KNIME",
                    e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new WorkflowException(what + ": " + factoryName + " is not a node factory", e);
        }
        factory.init();
        if (factory.getType() == NodeType.LoopStart || factory.getType() == NodeType.LoopEnd) {
            throw loop(what, null);
        }
        NodeSettings ports =
                file.containsKey("node_creation_config")
                        ? file.getNodeSettings("node_creation_config")
                        : null;
        return new SingleNode(factory, ports, data);
    }

    private static WorkflowException loop(String what, Throwable cause) {
        return new WorkflowException(
                what + " begins or ends a loop; loops run only in KNIME itself", cause);
    }

    private void connect(Level level) throws WorkflowException {
        for (Connection c : level.connections) {
            WorkflowNode target = level.entries.get(c.target);
            if (target == null) {
                if (c.target != -1 && !level.metanodes.containsKey(c.target)) {
                    throw new WorkflowException(
                            "A connection leads to #"
                                    + level.prefix
                                    + c.target
                                    + ", which does not exist");
                }
                continue;
            }
            Source source = source(level, c.source, c.sourcePort, new HashSet<>());
            if (source == null) {
                continue;
            }
            if (!target.isBoundary()) {
                check(c.targetPort, target.single().inputs().length, "input", target);
            }
            if (!source.node().isBoundary()) {
                check(source.port(), source.node().outputs(), "output", source.node());
            }
            if (target.inputs().put(c.targetPort, source) != null) {
                throw new WorkflowException(
                        target + ": two connections lead to its port " + c.targetPort);
            }
        }
    }

    private static void check(int port, int count, String side, WorkflowNode node)
            throws WorkflowException {
        if (port < 0 || port > count) {
            throw new WorkflowException(
                    node
                            + " has no "
                            + side
                            + " "
                            + port
                            + "; it has "
                            + count
                            + " beside the flow variables");
        }
    }

    /**
     * The node behind a source, looking through metanodes; null when nothing is connected there.
     */
    private static Source source(Level level, int id, int port, Set<List<Object>> seen)
            throws WorkflowException {
        if (!seen.add(List.of(level, id, port))) {
            throw new WorkflowException(
                    "The metanode #" + level.prefix + id + " is connected in a circle");
        }
        if (id == -1) {
            if (level.parent == null) {
                throw new WorkflowException("A connection comes from #-1 outside any metanode");
            }
            Connection outer = into(level.parent, level.idInParent, port);
            return outer == null
                    ? null
                    : source(level.parent, outer.source, outer.sourcePort, seen);
        }
        Level metanode = level.metanodes.get(id);
        if (metanode != null) {
            Connection inner = into(metanode, -1, port);
            return inner == null ? null : source(metanode, inner.source, inner.sourcePort, seen);
        }
        WorkflowNode node = level.exits.get(id);
        if (node == null) {
            throw new WorkflowException(
                    "A connection comes from #" + level.prefix + id + ", which does not exist");
        }
        return new Source(node, port);
    }

    private static Connection into(Level level, int target, int port) {
        return level.connections.stream()
                .filter(c -> c.target == target && c.targetPort == port)
                .findFirst()
                .orElse(null);
    }
}
