// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.SingleCellFactory;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeAccess;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.restauro.standin.PortGroups;
import org.restauro.standin.SingleNode;
import org.restauro.standin.TemporaryData;

class DefaultNodeTest {
    private static final DataTableSpec SPEC =
            new DataTableSpec(new String[] {"n"}, new DataType[] {IntCell.TYPE});

    private final TemporaryData data = new TemporaryData();

    @AfterEach
    void close() {
        data.close();
    }

    static final class Column implements NodeParameters {
        String name = "added";
        String first = "unknown";

        Column() {}

        Column(NodeParametersInput input) {
            first = input.getInTableSpec(0).map(s -> s.getColumnSpec(0).getName()).orElse("?");
        }

        @Override
        public void validate() throws InvalidSettingsException {
            if (name.isBlank()) {
                throw new InvalidSettingsException("The column needs a name.");
            }
        }
    }

    private static RequirePorts node() {
        return DefaultNode.create()
                .name("Toy")
                .icon("./toy.png")
                .shortDescription("Short.")
                .fullDescription("Full.")
                .sinceVersion(0, 1, 0);
    }

    private static void rearrange(
            DefaultModel.RearrangeColumnsInput in, DefaultModel.RearrangeColumnsOutput out) {
        Column p = in.getParameters();
        ColumnRearranger r = new ColumnRearranger(in.getDataTableSpec());
        r.append(
                new SingleCellFactory(
                        new DataColumnSpecCreator(p.name, IntCell.TYPE).createSpec()) {
                    @Override
                    public DataCell getCell(DataRow row, long index) {
                        return new IntCell((int) index);
                    }
                });
        out.setColumnRearranger(r);
    }

    static final class Rearranging extends DefaultNodeFactory {
        Rearranging() {
            super(
                    node().ports(p -> p.addInputTable("In", "In.").addOutputTable("Out", "Out."))
                            .model(
                                    m ->
                                            m.parametersClass(Column.class)
                                                    .rearrangeColumns(DefaultNodeTest::rearrange))
                            .nodeType(NodeType.Manipulator)
                            .keywords("toy")
                            .addExternalResource("https://example.org", "More"));
        }
    }

    static final class Grouped extends DefaultNodeFactory {
        Grouped() {
            super(
                    node().dynamicPorts(
                                    p ->
                                            p.addInputPortGroup(
                                                            "Maybe",
                                                            g ->
                                                                    g.name("Maybe")
                                                                            .description(
                                                                                    "There or not.")
                                                                            .optional()
                                                                            .supportedTypes(
                                                                                    BufferedDataTable
                                                                                            .TYPE))
                                                    .addInputPortGroup(
                                                            "More",
                                                            g ->
                                                                    g.name("More")
                                                                            .description(
                                                                                    "Any number.")
                                                                            .extendable()
                                                                            .supportedTypes(
                                                                                    BufferedDataTable
                                                                                            .TYPE)
                                                                            .defaultNonFixedTypes(
                                                                                    BufferedDataTable
                                                                                            .TYPE))
                                                    .addOutputPortGroup(
                                                            "Out",
                                                            g ->
                                                                    g.name("Out")
                                                                            .description("Out.")
                                                                            .fixed(
                                                                                    BufferedDataTable
                                                                                            .TYPE)))
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure((in, out) -> out.setOutSpec(0, SPEC))
                                                    .execute(
                                                            (in, out) ->
                                                                    out.setOutData(
                                                                            0, in.getInTable(0)))));
        }
    }

    private BufferedDataTable table() {
        BufferedDataContainer container =
                NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode())
                        .createDataContainer(SPEC);
        container.addRowToTable(new DefaultRow("r", 5));
        container.close();
        return container.getTable();
    }

    @Test
    void rearranges_columns() throws Exception {
        SingleNode node = new SingleNode(new Rearranging(), null, data);
        assertThat(node.settings().getString("first")).isEqualTo("unknown");
        node = new SingleNode(new Rearranging(), null, data);
        assertThat(node.configure(new PortObjectSpec[] {SPEC}, Map.of())).isTrue();
        assertThat(((DataTableSpec) node.specs()[0]).getColumnNames())
                .containsExactly("n", "added");
        assertThat(node.settings().getString("first")).isEqualTo("n");
        assertThat(node.execute(new PortObject[] {table()}, new DefaultNodeProgressMonitor()))
                .as(node.message().toString())
                .isTrue();
        assertThat(((BufferedDataTable) node.data()[0]).getSummary()).isEqualTo("Rows: 1, Cols: 2");
    }

    @Test
    void refuses_settings_that_validate_refuses() throws Exception {
        SingleNode node = new SingleNode(new Rearranging(), null, data);
        NodeSettings settings = node.settings();
        settings.addString("name", " ");
        assertThatThrownBy(() -> node.setSettings(settings)).hasMessage("The column needs a name.");
    }

    @Test
    void describes_itself() {
        Rearranging factory = new Rearranging();
        assertThat(factory.getNodeName()).isEqualTo("Toy");
        assertThat(factory.getInportName(0)).isEqualTo("In");
        assertThat(factory.getOutportDescription(0)).isEqualTo("Out.");
        assertThat(factory.getType()).isEqualTo(NodeType.Manipulator);
        assertThat(factory.getKeywords()).containsExactly("toy");
        assertThat(factory.getXMLDescription().getAttribute("type")).isEqualTo("Manipulator");
    }

    @Test
    void groups_of_ports_can_be_chosen_and_stored() throws Exception {
        SingleNode node = new SingleNode(new Grouped(), null, data);
        assertThat(node.inputs()).hasSize(1);
        NodeSettings ports = node.creationConfig().orElseThrow();
        assertThat(ports.keySet()).containsExactly("Maybe", "More", "Out");
        assertThat(
                        ports.getNodeSettings("More")
                                .getNodeSettings("port_0")
                                .getString("object_class"))
                .isEqualTo("org.knime.core.node.BufferedDataTable");
        PortGroups groups =
                (PortGroups) new Grouped().createNodeCreationConfig().getPortConfig().orElseThrow();
        groups.choose("Maybe", List.of(BufferedDataTable.TYPE));
        assertThat(groups.getInputPortLocation().get("More")).containsExactly(1);
        NodeSettings chosen = new NodeSettings("node_creation_config");
        groups.saveSettingsTo(chosen);
        assertThat(new SingleNode(new Grouped(), chosen, data).inputs()).hasSize(2);
        assertThatThrownBy(
                        () ->
                                groups.choose(
                                        "Maybe",
                                        List.of(BufferedDataTable.TYPE, BufferedDataTable.TYPE)))
                .isInstanceOf(InvalidSettingsException.class);
        assertThatThrownBy(() -> groups.choose("Other", List.of()))
                .hasMessageContaining("No port group \"Other\"");
    }

    @Test
    void port_names_must_be_unique() {
        DefaultNode twice =
                node().ports(p -> p.addInputTable("Table", "In.").addOutputTable("Table", "Out."))
                        .model(
                                m ->
                                        m.withoutParameters()
                                                .configure((in, out) -> {})
                                                .execute((in, out) -> {}));
        DefaultNodeFactory factory = new DefaultNodeFactory(twice) {};
        assertThatThrownBy(factory::createNodeModel).hasMessageContaining("must be unique");
    }
}
