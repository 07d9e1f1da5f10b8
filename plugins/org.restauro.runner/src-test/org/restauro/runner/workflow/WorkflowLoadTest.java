// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.ToyNodes.CounterFactory;
import org.restauro.runner.workflow.ToyNodes.LoopFactory;
import org.restauro.runner.workflow.ToyNodes.SinkFactory;

class WorkflowLoadTest {
    @TempDir Path temp;

    private Path folder;

    @BeforeEach
    void chain() throws Exception {
        ToyNodes.SEEN.clear();
        folder = temp.resolve("workflow");
        try (WorkflowWriter writer = new WorkflowWriter("chain", WorkflowRunTest.BUNDLE)) {
            int counter = writer.add(new CounterFactory(), 10, 20);
            int sink = writer.add(new SinkFactory(), 110, 20);
            writer.connect(counter, 1, sink, 1);
            writer.variable(new FlowVariable("words", "some"));
            writer.write(folder);
        }
    }

    private void edit(String file, String from, String to) throws Exception {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Workflow.load(folder).close())
                .isInstanceOf(WorkflowException.class)
                .hasMessageContaining(message);
    }

    private void assertSetRefused(String assignment, String message) throws Exception {
        try (Workflow workflow = Workflow.load(folder)) {
            assertThatThrownBy(() -> workflow.set(assignment))
                    .isInstanceOf(WorkflowException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void writes_what_the_format_wants() throws Exception {
        NodeSettings file = WorkflowFiles.read(folder, folder.resolve("Counter (#1)/settings.xml"));
        assertThat(file.getString("state")).isEqualTo("CONFIGURED");
        assertThat(file.getString("factory")).isEqualTo(CounterFactory.class.getName());
        assertThat(file.getNodeSettings("model").getInt("count")).isEqualTo(3);
        assertThat(file.getNodeSettings("model").getDouble("factor")).isEqualTo(1.0);
        assertThat(file.getNodeSettings("node_creation_config").keySet())
                .containsExactly("Numbers");
        assertThat(file.getBoolean("hasContent")).isFalse();
        NodeSettings workflow = WorkflowFiles.read(folder, folder.resolve("workflow.knime"));
        NodeSettings node = workflow.getNodeSettings("nodes").getNodeSettings("node_1");
        assertThat(node.getString("node_type")).isEqualTo("NativeNode");
        assertThat(node.getNodeSettings("ui_settings").getIntArray("extrainfo.node.bounds"))
                .containsExactly(10, 20, -1, -1);
        assertThat(workflow.getString("version")).isEqualTo("5.1.0");
        assertThat(workflow.containsKey("workflow_credentials")).isTrue();
    }

    @Test
    void refuses_a_folder_without_workflow() {
        folder = temp;
        assertRefused("is not a workflow folder");
    }

    @Test
    void refuses_a_setting_of_the_wrong_type() throws Exception {
        edit(
                "Counter (#1)/settings.xml",
                "key=\"count\" type=\"xint\"",
                "key=\"count\" type=\"xlong\"");
        assertRefused("Counter (#1): Int for key \"count\" not found.");
    }

    @Test
    void refuses_a_setting_that_is_missing() throws Exception {
        edit("Counter (#1)/settings.xml", "key=\"factor\"", "key=\"faktor\"");
        assertRefused("Counter (#1): Double for key \"factor\" not found.");
    }

    @Test
    void names_a_missing_factory() throws Exception {
        edit("Sink (#2)/settings.xml", "$SinkFactory", "$NothingFactory");
        assertRefused("The node Sink (#2) is not available");
    }

    @Test
    void names_a_loop() throws Exception {
        edit(
                "Counter (#1)/settings.xml",
                CounterFactory.class.getName(),
                LoopFactory.class.getName());
        assertRefused("Counter (#1) begins or ends a loop");
        edit(
                "Counter (#1)/settings.xml",
                LoopFactory.class.getName(),
                "org.x.GroupLoopStartNodeFactory");
        assertRefused("Counter (#1) begins or ends a loop");
    }

    @Test
    void refuses_a_file_outside_the_folder() throws Exception {
        for (String wrong :
                List.of("../Counter (#1)/settings.xml", "settings.xml", "/etc/x/settings.xml")) {
            edit("workflow.knime", "Counter (#1)/settings.xml", wrong);
            assertRefused("does not lie in a folder below it");
            edit("workflow.knime", wrong, "Counter (#1)/settings.xml");
        }
    }

    @Test
    void refuses_a_link_that_leads_out() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.copy(folder.resolve("Counter (#1)/settings.xml"), outside.resolve("settings.xml"));
        Files.createSymbolicLink(folder.resolve("link"), outside);
        edit("workflow.knime", "Counter (#1)/settings.xml", "link/settings.xml");
        assertRefused("leads out of the workflow's folder");
    }

    @Test
    void reads_no_entities() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "nobody may read this");
        edit(
                "Counter (#1)/settings.xml",
                "<config xmlns",
                "<!DOCTYPE config [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>\n<config xmlns");
        edit("Counter (#1)/settings.xml", "value=\"Counter\"", "value=\"&e;\"");
        assertThatThrownBy(() -> Workflow.load(folder).close())
                .isInstanceOf(WorkflowException.class)
                .hasMessageNotContaining("nobody may read this");
    }

    @Test
    void refuses_a_circle() throws Exception {
        edit(
                "Counter (#1)/settings.xml",
                CounterFactory.class.getName(),
                SinkFactory.class.getName());
        edit("Counter (#1)/settings.xml", "<config key=\"Numbers\"/>", "");
        edit(
                "workflow.knime",
                "</config>\n    </config>\n</config>",
                "</config>\n"
                        + "<config key=\"connection_1\"><entry key=\"sourceID\" type=\"xint\""
                        + " value=\"2\"/><entry key=\"destID\" type=\"xint\" value=\"1\"/><entry"
                        + " key=\"sourcePort\" type=\"xint\" value=\"1\"/><entry key=\"destPort\""
                        + " type=\"xint\" value=\"1\"/></config>\n    </config>\n</config>");
        assertRefused("The workflow is connected in a circle: Counter (#1), Sink (#2)");
    }

    @Test
    void suggests_the_nearest_node_and_key() throws Exception {
        assertSetRefused("Count/count=1", "There is no node \"Count\"; did you mean \"Counter\"?");
        assertSetRefused("Counter/cuont=1", "no setting \"cuont\"; did you mean \"count\"?");
        assertSetRefused(
                "Counter/nested/frist=1",
                "no setting \"nested/frist\"; did you mean \"nested/first\"?");
        assertSetRefused("Counter/nested=1", "is a group of settings");
        assertSetRefused("Counter/count=many", "\"count\" is of type int and cannot be \"many\"");
        assertSetRefused("Counter/count=-1", "Counter (#1): count must be 0 or more, not -1");
        assertSetRefused("nonsense", "not of the form");
    }

    @Test
    void sets_arrays() throws Exception {
        try (Workflow workflow = Workflow.load(folder)) {
            workflow.set("Counter/nested/words=x, y");
            assertThat(
                            workflow.nodes()
                                    .get(0)
                                    .single()
                                    .settings()
                                    .getNodeSettings("nested")
                                    .getStringArray("words"))
                    .containsExactly("x", "y");
        }
    }

    @Test
    void infers_types_of_variables() throws Exception {
        try (Workflow workflow = Workflow.load(folder)) {
            for (String assignment :
                    List.of("i=3", "l=3000000000", "d=1e-3", "b=true", "s=x=y", "t:string=7")) {
                workflow.setVariable(assignment);
            }
            workflow.setVariable("words=2024");
            assertThat(workflow.variables().values())
                    .extracting(FlowVariable::toString)
                    .contains(
                            "\"i\" (INTEGER: 3)",
                            "\"l\" (LONG: 3000000000)",
                            "\"d\" (DOUBLE: 0.001)",
                            "\"b\" (BOOLEAN: true)",
                            "\"s\" (STRING: x=y)",
                            "\"t\" (STRING: 7)",
                            "\"words\" (STRING: 2024)",
                            "\"knime.workspace\" (STRING: " + temp.toAbsolutePath() + ")");
            assertThatThrownBy(() -> workflow.setVariable("i:int=x"))
                    .hasMessageContaining("INTEGER and cannot be \"x\"");
            assertThatThrownBy(() -> workflow.setVariable("i:byte=1"))
                    .hasMessageContaining("\"byte\" is not a type");
        }
    }

    private void write(NodeSettings settings, String file) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path)) {
            settings.saveToXML(out);
        }
    }

    private static void node(NodeSettingsWO nodes, int id, String file, String type) {
        NodeSettingsWO node = nodes.addNodeSettings("node_" + id);
        node.addInt("id", id);
        node.addString("node_settings_file", file);
        node.addBoolean("node_is_meta", !type.equals("NativeNode"));
        node.addString("node_type", type);
    }

    private static void connection(
            NodeSettingsWO all, int i, int from, int fromPort, int to, int toPort) {
        NodeSettingsWO c = all.addNodeSettings("connection_" + i);
        c.addInt("sourceID", from);
        c.addInt("sourcePort", fromPort);
        c.addInt("destID", to);
        c.addInt("destPort", toPort);
    }

    private static void move(Path from, Path to) throws Exception {
        Files.createDirectories(to.getParent());
        Files.move(from, to);
    }

    @Test
    void opens_metanodes() throws Exception {
        move(folder.resolve("Sink (#2)"), folder.resolve("Metanode (#5)/Sink (#2)"));
        NodeSettings inner = new NodeSettings("workflow.knime");
        node(inner.addNodeSettings("nodes"), 2, "Sink (#2)/settings.xml", "NativeNode");
        NodeSettingsWO c = inner.addNodeSettings("connections");
        connection(c, 0, -1, 0, 2, 1);
        connection(c, 1, 2, 1, -1, 0);
        write(inner, "Metanode (#5)/workflow.knime");
        NodeSettings outer = new NodeSettings("workflow.knime");
        NodeSettingsWO nodes = outer.addNodeSettings("nodes");
        node(nodes, 1, "Counter (#1)/settings.xml", "NativeNode");
        node(nodes, 5, "Metanode (#5)/workflow.knime", "MetaNode");
        connection(outer.addNodeSettings("connections"), 0, 1, 1, 5, 0);
        write(outer, "workflow.knime");
        Recorder recorder = new Recorder();
        try (Workflow workflow = Workflow.load(folder)) {
            assertThat(new WorkflowRun(workflow, 1, recorder).execute())
                    .as(recorder.lines.toString())
                    .isTrue();
        }
        assertThat(ToyNodes.SEEN).containsEntry("none", List.of(0, 1, 2));
        assertThat(recorder.lines).contains("[2/2] Sink (#5:2)");
    }

    @Test
    void opens_components() throws Exception {
        move(folder.resolve("Sink (#2)"), folder.resolve("Component (#3)/Sink (#2)"));
        NodeSettings boundary = new NodeSettings("settings.xml");
        boundary.addString(
                "factory",
                "org.knime.core.node.workflow.virtual.subnode.VirtualSubNodeInputNodeFactory");
        boundary.addString("node-name", "Component Input");
        write(boundary, "Component (#3)/Component Input (#8)/settings.xml");
        write(boundary, "Component (#3)/Component Output (#9)/settings.xml");
        NodeSettings inner = new NodeSettings("workflow.knime");
        NodeSettingsWO innerNodes = inner.addNodeSettings("nodes");
        node(innerNodes, 2, "Sink (#2)/settings.xml", "NativeNode");
        node(innerNodes, 8, "Component Input (#8)/settings.xml", "NativeNode");
        node(innerNodes, 9, "Component Output (#9)/settings.xml", "NativeNode");
        NodeSettingsWO c = inner.addNodeSettings("connections");
        connection(c, 0, 8, 1, 2, 1);
        connection(c, 1, 2, 1, 9, 1);
        write(inner, "Component (#3)/workflow.knime");
        NodeSettings component = new NodeSettings("settings.xml");
        component.addString("workflow-file", "workflow.knime");
        component.addInt("virtual-in-ID", 8);
        component.addInt("virtual-out-ID", 9);
        write(component, "Component (#3)/settings.xml");
        NodeSettings outer = new NodeSettings("workflow.knime");
        NodeSettingsWO nodes = outer.addNodeSettings("nodes");
        node(nodes, 1, "Counter (#1)/settings.xml", "NativeNode");
        node(nodes, 3, "Component (#3)/settings.xml", "SubNode");
        connection(outer.addNodeSettings("connections"), 0, 1, 1, 3, 1);
        write(outer, "workflow.knime");
        Recorder recorder = new Recorder();
        try (Workflow workflow = Workflow.load(folder)) {
            assertThat(new WorkflowRun(workflow, 1, recorder).execute())
                    .as(recorder.lines.toString())
                    .isTrue();
        }
        assertThat(ToyNodes.SEEN).containsEntry("none", List.of(0, 1, 2));
    }

    @Test
    void saves_what_it_ran() throws Exception {
        Path saved = temp.resolve("saved");
        try (Workflow workflow = Workflow.load(folder)) {
            workflow.set("Counter/count=2");
            workflow.setVariable("words=other");
            SavedRun save = new SavedRun(workflow, saved);
            assertThat(new WorkflowRun(workflow, 1, new Recorder()).execute()).isTrue();
            save.write();
        }
        assertThat(saved.resolve("outputs/Sink (#2)/port_1.csv"))
                .hasContent("RowID,number\nRow0,0\nRow1,1\n");
        try (Workflow again = Workflow.load(saved)) {
            assertThat(again.nodes().get(0).single().settings().getInt("count")).isEqualTo(2);
            assertThat(again.variables().get("words").getStringValue()).isEqualTo("other");
            assertThatThrownBy(() -> new SavedRun(again, folder))
                    .hasMessageContaining("must be new or empty");
        }
    }
}
