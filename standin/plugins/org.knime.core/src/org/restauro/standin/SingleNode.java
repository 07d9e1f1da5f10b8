// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeAccess;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeProgressMonitor;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.FlowVariableScope;
import org.knime.core.node.workflow.VariableControl;

/**
 * One node with its settings and state: what a workflow is made of, and what a test of a node
 * needs. Calls its model in the order that genuine KNIME does, and reports failures in the same
 * words.
 *
 * <pre>{@code
 * try (TemporaryData data = new TemporaryData()) {
 *     SingleNode node = new SingleNode(new MaskGeneratorNodeFactory(), null, data);
 *     node.setSettings(settings);              // or leave the defaults
 *     node.configure(new PortObjectSpec[] {spec}, Map.of());
 *     boolean done = node.execute(new PortObject[] {table}, new DefaultNodeProgressMonitor());
 *     ... node.data()[0], node.message() ...
 * }
 * }</pre>
 *
 * Not safe for several threads.
 */
public final class SingleNode {
    /** Shorter messages say too little: the exception's class is added. */
    private static final int SHORT_MESSAGE = 5;

    private final NodeFactory<?> factory;
    private final ModifiableNodeCreationConfiguration creation;
    private final NodeModel model;
    private final NodeStorage storage;
    private final PortType[] inputs;
    private final PortType[] outputs;
    private NodeSettings settings;
    private NodeSettingsRO variableTree;
    private Map<String, FlowVariable> incoming = Map.of();
    private Map<String, FlowVariable> outgoing = Map.of();
    private State state = State.IDLE;
    private NodeMessage message;
    private PortObjectSpec[] inSpecs;
    private PortObjectSpec[] specs;
    private PortObject[] data;

    /** How far a node is. */
    public enum State {
        /** Not ready: settings or inputs are missing. */
        IDLE,
        /** Ready to execute. */
        CONFIGURED,
        /** Has its results. */
        EXECUTED
    }

    /**
     * Creates the model of a node.
     *
     * @param factory the node's factory
     * @param creationConfig the ports of the instance ({@code node_creation_config}); null for the
     *     default ones
     * @param temporary keeps the node's data
     * @throws InvalidSettingsException when the node cannot have these ports
     */
    public SingleNode(
            NodeFactory<?> factory, NodeSettingsRO creationConfig, TemporaryData temporary)
            throws InvalidSettingsException {
        this.factory = factory;
        factory.init();
        creation =
                factory instanceof ConfigurableNodeFactory
                        ? ((ConfigurableNodeFactory<?>) factory).createNodeCreationConfig()
                        : null;
        if (creation != null && creationConfig != null) {
            creation.loadSettingsFrom(creationConfig);
        }
        model = NodeAccess.create(factory, creation);
        storage = temporary.newNode();
        inputs = NodeAccess.inputs(model);
        outputs = NodeAccess.outputs(model);
        specs = new PortObjectSpec[outputs.length];
        data = new PortObject[outputs.length];
    }

    public NodeFactory<?> factory() {
        return factory;
    }

    /**
     * The node's model.
     *
     * @return for tests that look inside
     */
    public NodeModel model() {
        return model;
    }

    /**
     * The ports of the instance as settings.
     *
     * @return {@code node_creation_config}, or empty for a factory without changeable ports
     */
    public Optional<NodeSettings> creationConfig() {
        if (creation == null || creation.getPortConfig().isEmpty()) {
            return Optional.empty();
        }
        NodeSettings saved = new NodeSettings("node_creation_config");
        creation.saveSettingsTo(saved);
        return Optional.of(saved);
    }

    public PortType[] inputs() {
        return inputs.clone();
    }

    public PortType[] outputs() {
        return outputs.clone();
    }

    public State state() {
        return state;
    }

    public Optional<NodeMessage> message() {
        return Optional.ofNullable(message);
    }

    /**
     * What the node will produce.
     *
     * @return by output, null where unknown
     */
    public PortObjectSpec[] specs() {
        return specs.clone();
    }

    /**
     * What the node has produced.
     *
     * @return by output, null unless executed
     */
    public PortObject[] data() {
        return data.clone();
    }

    /**
     * The flow variables that downstream nodes see.
     *
     * @return by name
     */
    public Map<String, FlowVariable> variables() {
        return outgoing;
    }

    /**
     * The settings as stored, before flow variables overwrite them.
     *
     * @return the node's own defaults when none were set
     */
    public NodeSettings settings() {
        if (settings == null) {
            settings = defaultSettings();
        }
        return settings;
    }

    /**
     * The settings a model has that was never told any.
     *
     * @return new settings
     */
    public NodeSettings defaultSettings() {
        NodeSettings defaults = new NodeSettings("model");
        NodeAccess.saveSettings(
                settings == null ? model : NodeAccess.create(factory, creation), defaults);
        return defaults;
    }

    /**
     * Gives the node settings.
     *
     * @param newSettings all of them
     * @throws InvalidSettingsException when one is missing, of the wrong type or refused
     */
    public void setSettings(NodeSettingsRO newSettings) throws InvalidSettingsException {
        NodeSettings copy = new NodeSettings("model");
        newSettings.copyTo(copy);
        NodeAccess.validateSettings(model, copy);
        reset();
        NodeAccess.validateSettings(model, copy);
        NodeAccess.loadSettings(model, copy);
        settings = copy;
    }

    /**
     * Lets flow variables control settings.
     *
     * @param tree the {@code tree} of the node's {@code variables}; null for none
     */
    public void setVariableTree(NodeSettingsRO tree) {
        variableTree = tree;
    }

    /**
     * Lets the node say what it will produce; afterwards it is configured, or idle with a message.
     *
     * @param newInSpecs by input, null where unknown or not connected
     * @param variables the flow variables from upstream, by name
     * @return whether it is configured
     */
    public boolean configure(PortObjectSpec[] newInSpecs, Map<String, FlowVariable> variables) {
        message = null;
        return configureKeepingMessage(newInSpecs, variables);
    }

    private boolean configureKeepingMessage(
            PortObjectSpec[] newInSpecs, Map<String, FlowVariable> variables) {
        inSpecs = newInSpecs.clone();
        incoming = new LinkedHashMap<>(variables);
        state = State.IDLE;
        specs = new PortObjectSpec[outputs.length];
        outgoing = incoming;
        for (int i = 0; i < inputs.length; i++) {
            if (inSpecs[i] == null && !inputs[i].isOptional()) {
                return false;
            }
        }
        NodeAccess.clearWarning(model);
        try {
            FlowVariableScope scope = new FlowVariableScope(incoming);
            NodeAccess.setVariables(model, scope);
            overwriteSettings(scope);
            PortObjectSpec[] result = NodeAccess.configure(model, inSpecs);
            if (result != null && result.length == outputs.length) {
                specs = result.clone();
            }
            outgoing = scope.all();
            state = State.CONFIGURED;
            if (message == null) {
                message = warning();
            }
            return true;
        } catch (InvalidSettingsException e) {
            message = message == null ? new NodeMessage(false, e.getMessage()) : message;
        } catch (RuntimeException | LinkageError e) {
            message =
                    new NodeMessage(
                            true,
                            "Configure failed ("
                                    + e.getClass().getSimpleName()
                                    + "): "
                                    + e.getMessage());
        }
        return false;
    }

    private void overwriteSettings(FlowVariableScope scope) throws InvalidSettingsException {
        if (variableTree == null || variableTree.keySet().isEmpty()) {
            return;
        }
        NodeSettings controlled = new NodeSettings("model");
        settings().copyTo(controlled);
        VariableControl.overwrite(controlled, variableTree, incoming);
        NodeAccess.validateSettings(model, controlled);
        NodeAccess.loadSettings(model, controlled);
        for (FlowVariable exposed : VariableControl.exposed(controlled, variableTree)) {
            scope.push(exposed);
        }
    }

    private NodeMessage warning() {
        Message warning = NodeAccess.warning(model);
        return warning == null ? null : new NodeMessage(false, warning.getSummary());
    }

    /**
     * Executes a configured node; afterwards it is executed, or configured with a message.
     *
     * @param inData by input, null where not connected; copied as for every consumer
     * @param progress takes its progress and may cancel it
     * @return whether it is executed
     */
    public boolean execute(PortObject[] inData, NodeProgressMonitor progress) {
        if (state != State.CONFIGURED) {
            throw new IllegalStateException(
                    "Only a configured node can be executed; this one is " + state);
        }
        message = null;
        NodeAccess.clearWarning(model);
        FlowVariableScope scope = new FlowVariableScope(outgoing);
        NodeAccess.setVariables(model, scope);
        ExecutionContext exec = NodeAccess.context(progress, storage);
        try {
            PortObject[] own = new PortObject[inData.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = PortCopies.copy(inData[i], exec);
            }
            PortObject[] result = NodeAccess.execute(model, own, exec);
            exec.checkCanceled();
            accept(result);
            outgoing = scope.all();
            state = State.EXECUTED;
            return true;
        } catch (CanceledExecutionException e) {
            fail(new NodeMessage(false, "Execution canceled"));
        } catch (Throwable e) { // memory errors of a node must not end the workflow's other nodes
            fail(
                    Thread.currentThread().isInterrupted() && isCanceled(progress)
                            ? new NodeMessage(false, "Execution canceled")
                            : new NodeMessage(true, failure(e)));
        }
        return false;
    }

    private static boolean isCanceled(NodeProgressMonitor progress) {
        try {
            progress.checkCanceled();
            return false;
        } catch (CanceledExecutionException e) {
            return true;
        }
    }

    private static String failure(Throwable e) {
        if (e instanceof MessageAwareException) {
            Message own = ((MessageAwareException) e).getKNIMEMessage();
            if (own != null) {
                return own.getSummary();
            }
        }
        String text = e.getMessage();
        return text == null || text.length() < SHORT_MESSAGE
                ? "Execute failed: (\"" + e.getClass().getSimpleName() + "\"): " + text
                : "Execute failed: " + text;
    }

    private void accept(PortObject[] result) throws IOException {
        if (result == null || result.length != outputs.length) {
            throw new IOException(
                    "Invalid result. Execution failed, reason: "
                            + (result == null
                                    ? "data is null."
                                    : result.length
                                            + " outputs instead of "
                                            + outputs.length
                                            + "."));
        }
        boolean allEmpty = result.length > 0;
        boolean mismatch = false;
        for (int i = 0; i < result.length; i++) {
            if (result[i] == null) {
                throw new IOException(
                        "Invalid result. Execution failed, reason: data at output "
                                + i
                                + " is null.");
            }
            if (!outputs[i].acceptsPortObject(result[i])) {
                throw new IOException(
                        "Invalid result. Execution failed, reason: data at output "
                                + i
                                + " is a "
                                + result[i].getClass().getName()
                                + " instead of a "
                                + outputs[i].getPortObjectClass().getName()
                                + ".");
            }
            allEmpty &=
                    result[i] instanceof BufferedDataTable
                            && ((BufferedDataTable) result[i]).size() == 0;
            mismatch |=
                    result[i] instanceof BufferedDataTable
                            && specs[i] instanceof DataTableSpec
                            && !((DataTableSpec) specs[i])
                                    .equalStructure(((BufferedDataTable) result[i]).getSpec());
        }
        data = result.clone();
        for (int i = 0; i < result.length; i++) {
            specs[i] = result[i].getSpec();
        }
        message = warning();
        if (message == null && allEmpty) {
            message = new NodeMessage(false, "Node created an empty data table.");
        } else if (message == null && mismatch) {
            message =
                    new NodeMessage(
                            false,
                            "DataSpec generated by configure does not match spec after execution.");
        }
    }

    private void fail(NodeMessage why) {
        clear();
        clear();
        message = why;
        configureKeepingMessage(inSpecs, incoming);
    }

    private void clear() {
        NodeAccess.reset(model);
        data = new PortObject[outputs.length];
        storage.clear();
        state = State.IDLE;
    }

    /** Drops results; {@link #configure} must follow before the node can execute again. */
    public void reset() {
        clear();
        message = null;
    }

    /** Drops everything; the node is of no use afterwards. */
    public void dispose() {
        data = new PortObject[outputs.length];
        storage.clear();
        NodeAccess.dispose(model);
    }
}
