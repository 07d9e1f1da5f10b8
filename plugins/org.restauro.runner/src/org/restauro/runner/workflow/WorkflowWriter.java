// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.standin.SingleNode;
import org.restauro.standin.TemporaryData;

/**
 * Writes workflow folders that genuine KNIME opens without complaint: every node configured, no
 * data, every setting with its exact type.
 *
 * <pre>{@code
 * Bundle bundle = new Bundle("Restauro nodes", "org.restauro.nodes", "Restauro", "0.1.0");
 * try (WorkflowWriter workflow = new WorkflowWriter("restore-photographs", bundle)) {
 *     workflow.variable(new FlowVariable("images", "photos"));
 *     int read = workflow.add(new ImageSetReaderNodeFactory(), 100, 100);
 *     int fill = workflow.add(new InpaintNodeFactory(), 300, 100);
 *     workflow.set(read, "recursive", true);           // nested keys: "policy/tileSize"
 *     workflow.control(read, "imageFolder", "images"); // the flow variable overwrites the setting
 *     workflow.connect(read, 1, fill, 2);              // port 1 is the first data port
 *     workflow.write(Path.of("workflows/restore-photographs"));
 * }
 * }</pre>
 */
public final class WorkflowWriter implements Closeable {
    /** The KNIME version whose file format is written. */
    private static final String CREATED_BY = "5.6.0.v202507231500";

    private static final String FORMAT_VERSION = "5.1.0";

    private final String name;
    private final Bundle bundle;
    private final TemporaryData data = new TemporaryData();
    private final List<Node> nodes = new ArrayList<>();
    private final List<int[]> connections = new ArrayList<>();
    private final Map<String, FlowVariable> variables = new LinkedHashMap<>();
    private final List<CanvasNote> notes = new ArrayList<>();

    /**
     * The plug-in that the nodes come from, as KNIME names it when it is missing.
     *
     * @param name for people
     * @param symbolicName the bundle's symbolic name
     * @param vendor its vendor
     * @param version its version
     */
    public record Bundle(String name, String symbolicName, String vendor, String version) {}

    private record Node(SingleNode single, int x, int y, Map<String, String> controls) {}

    /**
     * An empty workflow.
     *
     * @param name what it is called; KNIME shows its folder's name
     * @param bundle where its nodes come from
     */
    public WorkflowWriter(String name, Bundle bundle) {
        this.name = name;
        this.bundle = bundle;
    }

    /**
     * Adds a node with its default settings.
     *
     * @param factory the node's factory
     * @param x the distance from the left, in pixels
     * @param y the distance from the top, in pixels
     * @return the node's id, from 1
     * @throws WorkflowException when the node cannot be created
     */
    public int add(NodeFactory<?> factory, int x, int y) throws WorkflowException {
        return add(factory, null, x, y);
    }

    /**
     * Adds a node with chosen ports.
     *
     * @param factory the node's factory
     * @param ports what {@code node_creation_config} shall hold; null for the default ports
     * @param x the distance from the left, in pixels
     * @param y the distance from the top, in pixels
     * @return the node's id, from 1
     * @throws WorkflowException when the node cannot be created
     */
    public int add(NodeFactory<?> factory, NodeSettings ports, int x, int y)
            throws WorkflowException {
        try {
            SingleNode single = new SingleNode(factory, ports, data);
            nodes.add(new Node(single, x, y, new LinkedHashMap<>()));
            return nodes.size();
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(factory.getNodeName() + ": " + e.getMessage(), e);
        }
    }

    private Node node(int id) throws WorkflowException {
        if (id < 1 || id > nodes.size()) {
            throw new WorkflowException("There is no node #" + id);
        }
        return nodes.get(id - 1);
    }

    private String describe(int id) {
        return nodes.get(id - 1).single.factory().getNodeName() + " (#" + id + ")";
    }

    /**
     * Changes a setting.
     *
     * @param id the node
     * @param key the key, with slashes between its levels
     * @param value its new value; enums by the constant's name, arrays separated by commas
     * @throws WorkflowException when there is no such key or the node refuses the value
     */
    public void set(int id, String key, Object value) throws WorkflowException {
        SingleNode single = node(id).single;
        NodeSettings changed = new NodeSettings("model");
        single.settings().copyTo(changed);
        try {
            SettingAssignment.of(key, String.valueOf(value))
                    .apply(changed, single.defaultSettings());
            single.setSettings(changed);
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(describe(id) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Changes settings that {@link #set} cannot name, such as how many elements a list has.
     *
     * @param id the node
     * @param change puts entries into the settings
     * @throws WorkflowException when the node refuses the settings
     */
    public void edit(int id, Consumer<NodeSettings> change) throws WorkflowException {
        SingleNode single = node(id).single;
        NodeSettings changed = new NodeSettings("model");
        single.settings().copyTo(changed);
        change.accept(changed);
        try {
            single.setSettings(changed);
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(describe(id) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lets a flow variable overwrite a setting.
     *
     * @param id the node
     * @param key the key, with slashes between its levels
     * @param variable the variable's name
     * @throws WorkflowException when there is no such node
     */
    public void control(int id, String key, String variable) throws WorkflowException {
        node(id).controls.put(key, variable);
    }

    /**
     * Connects two nodes.
     *
     * @param source the node whose output it is
     * @param sourcePort 0 for the flow variable port, 1 for the first data port
     * @param target the node whose input it is
     * @param targetPort 0 for the flow variable port, 1 for the first data port
     * @throws WorkflowException when there is no such port or the types do not match
     */
    public void connect(int source, int sourcePort, int target, int targetPort)
            throws WorkflowException {
        SingleNode from = node(source).single;
        SingleNode to = node(target).single;
        if (sourcePort < 0 || sourcePort > from.outputs().length) {
            throw new WorkflowException(describe(source) + " has no output " + sourcePort);
        }
        if (targetPort < 0 || targetPort > to.inputs().length) {
            throw new WorkflowException(describe(target) + " has no input " + targetPort);
        }
        if (sourcePort > 0
                && targetPort > 0
                && !to.inputs()[targetPort - 1].isSuperTypeOf(from.outputs()[sourcePort - 1])) {
            throw new WorkflowException(
                    "Output "
                            + sourcePort
                            + " of "
                            + describe(source)
                            + " ("
                            + from.outputs()[sourcePort - 1]
                            + ") does not fit input "
                            + targetPort
                            + " of "
                            + describe(target)
                            + " ("
                            + to.inputs()[targetPort - 1]
                            + ")");
        }
        connections.add(new int[] {source, sourcePort, target, targetPort});
    }

    /**
     * Adds a variable of the workflow.
     *
     * @param variable its name, type and value
     */
    public void variable(FlowVariable variable) {
        variables.put(variable.getName(), variable);
    }

    /**
     * Adds a note that people see on the canvas.
     *
     * @param text plain text, with line breaks
     * @param x the distance from the left, in pixels
     * @param y the distance from the top, in pixels
     * @param width in pixels
     * @param height in pixels
     */
    public void annotate(String text, int x, int y, int width, int height) {
        notes.add(new CanvasNote(text, x, y, width, height));
    }

    /**
     * Writes the workflow.
     *
     * @param folder made when missing; files of the same names are replaced
     * @throws IOException when it cannot be written
     */
    public void write(Path folder) throws IOException {
        NodeSettings file = new NodeSettings("workflow.knime");
        file.addString("created_by", CREATED_BY);
        file.addString("version", FORMAT_VERSION);
        file.addString("name", name);
        file.addString("customDescription", null);
        file.addString("state", "CONFIGURED");
        if (!variables.isEmpty()) {
            NodeSettingsWO list = file.addNodeSettings("workflow_variables");
            int i = 0;
            for (FlowVariable variable : variables.values()) {
                variable.save(list.addNodeSettings("Var_" + i++));
            }
        }
        file.addNodeSettings("workflow_credentials");
        NodeSettingsWO list = file.addNodeSettings("nodes");
        for (int id = 1; id <= nodes.size(); id++) {
            Node node = nodes.get(id - 1);
            String nodeFolder = folderName(id);
            NodeSettingsWO entry = list.addNodeSettings("node_" + id);
            entry.addInt("id", id);
            entry.addString("node_settings_file", nodeFolder + "/settings.xml");
            entry.addBoolean("node_is_meta", false);
            entry.addString("node_type", "NativeNode");
            entry.addString("ui_classname", "org.knime.core.node.workflow.NodeUIInformation");
            entry.addNodeSettings("ui_settings")
                    .addIntArray("extrainfo.node.bounds", node.x, node.y, -1, -1);
            save(nodeFile(node), folder.resolve(nodeFolder).resolve("settings.xml"));
        }
        NodeSettingsWO lines = file.addNodeSettings("connections");
        for (int i = 0; i < connections.size(); i++) {
            int[] c = connections.get(i);
            NodeSettingsWO line = lines.addNodeSettings("connection_" + i);
            line.addInt("sourceID", c[0]);
            line.addInt("destID", c[2]);
            line.addInt("sourcePort", c[1]);
            line.addInt("destPort", c[3]);
        }
        if (!notes.isEmpty()) {
            NodeSettingsWO annotations = file.addNodeSettings("annotations");
            for (int i = 0; i < notes.size(); i++) {
                notes.get(i).save(annotations.addNodeSettings("annotation_" + i));
            }
        }
        save(file, folder.resolve("workflow.knime"));
    }

    private String folderName(int id) {
        String nodeName = nodes.get(id - 1).single.factory().getNodeName();
        return nodeName.replaceAll("[^A-Za-z0-9 .-]", "_") + " (#" + id + ")";
    }

    private static void save(NodeSettings settings, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.saveToXML(out);
        }
    }

    private NodeSettings nodeFile(Node node) {
        NodeFactory<?> factory = node.single.factory();
        NodeSettings file = new NodeSettings("settings.xml");
        file.addString("node_file", "settings.xml");
        file.addNodeSettings("flow_stack");
        file.addNodeSettings("internal_node_subsettings")
                .addString("memory_policy", "CacheSmallInMemory");
        NodeSettings model = new NodeSettings("model");
        node.single.settings().copyTo(model);
        file.addNodeSettings(model);
        if (!node.controls.isEmpty()) {
            file.addNodeSettings(controls(node));
        }
        file.addString("customDescription", null);
        file.addString("state", "CONFIGURED");
        file.addString("factory", factory.getClass().getName());
        file.addString("node-name", factory.getNodeName());
        file.addString("node-bundle-name", bundle.name);
        file.addString("node-bundle-symbolic-name", bundle.symbolicName);
        file.addString("node-bundle-vendor", bundle.vendor);
        file.addString("node-bundle-version", bundle.version);
        file.addString("node-feature-name", null);
        file.addString("node-feature-symbolic-name", null);
        file.addString("node-feature-vendor", null);
        file.addString("node-feature-version", "0.0.0");
        node.single.creationConfig().ifPresent(file::addNodeSettings);
        file.addString("name", factory.getNodeName());
        NodeFileDefaults.withoutData(file);
        return file;
    }

    private static NodeSettings controls(Node node) {
        NodeSettings variables = new NodeSettings("variables");
        NodeSettingsWO tree = variables.addNodeSettings("tree");
        Map<String, NodeSettingsWO> groups = new LinkedHashMap<>();
        node.controls.forEach(
                (path, variable) -> {
                    NodeSettingsWO at = tree;
                    String so = "";
                    for (String key : path.split("/")) {
                        so += "/" + key;
                        NodeSettingsWO parent = at;
                        at = groups.computeIfAbsent(so, s -> parent.addNodeSettings(key));
                    }
                    at.addString("used_variable", variable);
                    at.addString("exposed_variable", null);
                });
        variables.addString("version", "V_2019_09_13");
        return variables;
    }

    @Override
    public void close() {
        data.close();
    }
}
