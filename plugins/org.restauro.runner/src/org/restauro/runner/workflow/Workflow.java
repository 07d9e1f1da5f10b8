// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowNode.Source;
import org.restauro.standin.TemporaryData;

/**
 * A loaded workflow. Its nodes have their settings; {@link #set} and {@link #setVariable} change
 * them, {@link WorkflowRun} executes them. Closing it deletes all data of its nodes.
 *
 * <p>Beside its own flow variables a workflow has the constant {@code knime.workspace}, the
 * absolute path of the folder that holds the workflow's. Relative paths in settings and variables
 * are relative to the current directory, as everywhere on the command line.
 */
public final class Workflow implements Closeable {
    private final Path folder;
    private final TemporaryData data;
    private final List<WorkflowNode> nodes;
    private final Map<String, FlowVariable> variables = new LinkedHashMap<>();

    private Workflow(Path folder, TemporaryData data, List<WorkflowNode> nodes) {
        this.folder = folder;
        this.data = data;
        this.nodes = nodes;
    }

    /**
     * Loads a workflow.
     *
     * @param folder holds {@code workflow.knime}
     * @return the workflow, its nodes in an order in which they can run
     * @throws WorkflowException when it is broken, has a loop, a circle, a node that is not
     *     installed or a node that refuses its settings
     */
    public static Workflow load(Path folder) throws WorkflowException {
        return load(folder, Workflow.class.getClassLoader());
    }

    static Workflow load(Path folder, ClassLoader factories) throws WorkflowException {
        Path absolute = folder.toAbsolutePath().normalize();
        TemporaryData data = new TemporaryData();
        try {
            WorkflowLoader loader = new WorkflowLoader(absolute, data, factories);
            loader.load();
            Workflow workflow = new Workflow(absolute, data, inOrder(loader.nodes()));
            workflow.variables.putAll(loader.variables());
            return workflow;
        } catch (WorkflowException | RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    /** Each node after those that lead into it; among several, by id. */
    private static List<WorkflowNode> inOrder(List<WorkflowNode> nodes) throws WorkflowException {
        Map<WorkflowNode, Integer> waiting = new HashMap<>();
        Map<WorkflowNode, List<WorkflowNode>> next = new HashMap<>();
        Deque<WorkflowNode> ready = new ArrayDeque<>();
        for (WorkflowNode node : nodes) {
            waiting.put(node, node.inputs().size());
            for (Source source : node.inputs().values()) {
                next.computeIfAbsent(source.node(), n -> new ArrayList<>()).add(node);
            }
            if (node.inputs().isEmpty()) {
                ready.add(node);
            }
        }
        List<WorkflowNode> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            WorkflowNode node = ready.remove();
            ordered.add(node);
            for (WorkflowNode after : next.getOrDefault(node, List.of())) {
                if (waiting.merge(after, -1, Integer::sum) == 0) {
                    ready.add(after);
                }
            }
        }
        if (ordered.size() < nodes.size()) {
            TreeSet<String> left = new TreeSet<>();
            nodes.stream().filter(n -> !ordered.contains(n)).forEach(n -> left.add(n.toString()));
            throw new WorkflowException(
                    "The workflow is connected in a circle: " + String.join(", ", left));
        }
        return Collections.unmodifiableList(ordered);
    }

    Path folder() {
        return folder;
    }

    List<WorkflowNode> nodes() {
        return nodes;
    }

    /**
     * The workflow's variables, the constants included.
     *
     * @return by name
     */
    public Map<String, FlowVariable> variables() {
        Map<String, FlowVariable> all = new LinkedHashMap<>();
        Path parent = folder.getParent() == null ? folder : folder.getParent();
        all.put("knime.workspace", new FlowVariable("knime.workspace", parent.toString()));
        all.putAll(variables);
        return all;
    }

    /**
     * Sets a flow variable of the workflow.
     *
     * @param assignment {@code name=value} or {@code name:type=value} with the type int, long,
     *     double, boolean or string; without one the variable keeps the type it has in the
     *     workflow, and a new one takes that of the value
     * @throws WorkflowException when it is not such an assignment or the value not of the type
     */
    public void setVariable(String assignment) throws WorkflowException {
        FlowVariable variable = VariableAssignment.parse(assignment, variables);
        variables.put(variable.getName(), variable);
    }

    /**
     * Changes a setting of a node.
     *
     * @param assignment {@code node/key=value}: the node by its name or {@code #id}, the key with
     *     slashes between its levels, an array's elements separated by commas
     * @throws WorkflowException when there is no such node or key, or the node refuses the value
     */
    public void set(String assignment) throws WorkflowException {
        SettingAssignment parsed = SettingAssignment.parse(assignment, nodes);
        WorkflowNode node = parsed.node();
        NodeSettings changed = new NodeSettings("model");
        node.single().settings().copyTo(changed);
        try {
            parsed.apply(changed, node.single().defaultSettings());
            node.single().setSettings(changed);
            node.single().setVariableTree(parsed.withoutControl(node.file()));
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(node + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (WorkflowNode node : nodes) {
            if (!node.isBoundary()) {
                node.single().dispose();
            }
        }
        data.close();
    }
}
