// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.Map;
import java.util.TreeMap;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.standin.SingleNode;

/**
 * A node of a loaded workflow, metanodes and components already opened. Ports are counted as
 * connections count them: 0 is the flow variable port, 1 the first data port.
 */
final class WorkflowNode {
    /** What leads into a port. */
    record Source(WorkflowNode node, int port) {}

    private final String id;
    private final String name;
    private final SingleNode single;
    private final NodeSettings file;
    private final String settingsPath;
    private final Map<Integer, Source> inputs = new TreeMap<>();
    private volatile boolean executed;
    private volatile Map<String, FlowVariable> passed = Map.of();

    /** A node of a component's boundary has no {@code single}: it only passes on. */
    WorkflowNode(
            String id, String name, SingleNode single, NodeSettings file, String settingsPath) {
        this.id = id;
        this.name = name;
        this.single = single;
        this.file = file;
        this.settingsPath = settingsPath;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    SingleNode single() {
        return single;
    }

    boolean isBoundary() {
        return single == null;
    }

    /** What settings.xml holds. */
    NodeSettings file() {
        return file;
    }

    /** Where settings.xml lies, relative to the workflow's folder, with slashes. */
    String settingsPath() {
        return settingsPath;
    }

    Map<Integer, Source> inputs() {
        return inputs;
    }

    boolean isExecuted() {
        return executed;
    }

    void setExecuted(Map<String, FlowVariable> variables) {
        passed = variables;
        executed = true;
    }

    PortObjectSpec spec(int port) {
        if (isBoundary()) {
            Source source = inputs.get(port);
            return source == null ? null : source.node.spec(source.port);
        }
        return port == 0 ? null : single.specs()[port - 1];
    }

    PortObject data(int port) {
        if (isBoundary()) {
            Source source = inputs.get(port);
            return source == null ? null : source.node.data(source.port);
        }
        return port == 0 ? null : single.data()[port - 1];
    }

    int outputs() {
        return single.outputs().length;
    }

    Map<String, FlowVariable> variables() {
        return executed || isBoundary() ? passed : single.variables();
    }

    void setPassed(Map<String, FlowVariable> variables) {
        passed = variables;
    }

    @Override
    public String toString() {
        return name + " (#" + id + ")";
    }
}
