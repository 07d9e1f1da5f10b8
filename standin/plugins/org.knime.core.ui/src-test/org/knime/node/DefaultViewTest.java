// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.NodeAccess;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.webui.data.RpcDataService;
import org.knime.core.webui.node.view.NodeView;
import org.knime.core.webui.node.view.PageFormat;
import org.restauro.standin.SingleNode;
import org.restauro.standin.TemporaryData;
import org.restauro.standin.ui.NodeViews;

class DefaultViewTest {
    private static final DataTableSpec SPEC =
            new DataTableSpec(
                    new String[] {"n", "square"}, new DataType[] {IntCell.TYPE, IntCell.TYPE});

    private final TemporaryData data = new TemporaryData();

    @AfterEach
    void close() {
        data.close();
    }

    /** Reads rows when the page asks for them. */
    public static final class Service {
        private final BufferedDataTable table;
        private boolean disposed;

        Service(BufferedDataTable table) {
            this.table = table;
        }

        /** The name and first cell of a row. */
        public String row(int index) {
            TableFilter filter =
                    new TableFilter.Builder()
                            .withFromRowIndex(index)
                            .withToRowIndex(index)
                            .withMaterializeColumnIndices(0)
                            .build();
            try (CloseableRowIterator rows = table.filter(filter).iterator()) {
                DataRow row = rows.next();
                return row.getKey() + "=" + row.getCell(0) + (disposed ? " too late" : "");
            }
        }
    }

    static final class Viewing extends DefaultNodeFactory {
        Viewing() {
            super(
                    DefaultNode.create()
                            .name("Viewing")
                            .icon("./toy.png")
                            .shortDescription("Short.")
                            .fullDescription("Full.")
                            .sinceVersion(0, 1, 0)
                            .ports(p -> p.addInputTable("In", "In."))
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure((in, out) -> {})
                                                    .execute(
                                                            (in, out) ->
                                                                    out.setInternalData(
                                                                            in.getInTable(0))))
                            .addView(
                                    v ->
                                            v.withoutParameters()
                                                    .description("Rows.")
                                                    .page(
                                                            p ->
                                                                    p.fromString(() -> "<p></p>")
                                                                            .relativePath("a.html"))
                                                    .initialData(
                                                            d ->
                                                                    d.data(
                                                                            in ->
                                                                                    in
                                                                                            .getInternalTables()[
                                                                                            0]
                                                                                            .size()))
                                                    .dataService(Viewing::service)));
        }

        private static DefaultView.DefaultDataService service(DefaultView.RequireDataService s) {
            List<Service> open = new ArrayList<>();
            return s.handler(
                            in -> {
                                open.add(new Service(in.getInternalTables()[0]));
                                return open.get(0);
                            })
                    .onDispose(() -> open.get(0).disposed = true);
        }
    }

    private BufferedDataTable table() {
        BufferedDataContainer container =
                NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode())
                        .createDataContainer(SPEC);
        for (int i = 0; i < 5; i++) {
            container.addRowToTable(new DefaultRow("r" + i, i, i * i));
        }
        container.close();
        return container.getTable();
    }

    @Test
    void shows_what_the_node_kept() throws Exception {
        SingleNode node = new SingleNode(new Viewing(), null, data);
        node.configure(new PortObjectSpec[] {SPEC}, Map.of());
        assertThatThrownBy(() -> NodeViews.open(node))
                .hasMessageContaining("can be opened once its node is executed");
        assertThat(node.execute(new PortObject[] {table()}, new DefaultNodeProgressMonitor()))
                .isTrue();
        NodeView view = NodeViews.open(node).orElseThrow();
        assertThat(view.getPage().getRelativePath()).isEqualTo("a.html");
        assertThat(view.getDefaultPageFormat()).isEqualTo(PageFormat.ASPECT_RATIO_4BY3);
        assertThat(view.canBeUsedInReport()).isFalse();
        assertThat(view.createInitialDataService().orElseThrow().getInitialData())
                .isEqualTo("{\"result\":5}");
        assertThat(view.createApplyDataService()).isEmpty();
        RpcDataService rpc = view.createRpcDataService().orElseThrow();
        RpcDataService other = view.createRpcDataService().orElseThrow();
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"row\",\"params\":[3]}";
        assertThat(rpc.handleRpcRequest(request)).contains("\"result\":\"r3=3\"");
        rpc.disposeRunnable().orElseThrow().run();
        assertThat(rpc.handleRpcRequest(request)).contains("too late");
        assertThat(other.handleRpcRequest(request)).contains("\"result\":\"r3=3\"");
        node.reset();
        assertThatThrownBy(() -> NodeViews.open(node)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void filters_rows_and_columns() {
        BufferedDataTable table = table();
        List<String> keys = new ArrayList<>();
        try (CloseableRowIterator rows =
                table.filter(TableFilter.filterRangeOfRows(1, 2)).iterator()) {
            rows.forEachRemaining(row -> keys.add(row.getKey() + ":" + row.getCell(1)));
        }
        assertThat(keys).containsExactly("r1:1", "r2:4");
        try (CloseableRowIterator rows =
                table.filter(TableFilter.materializeCols(SPEC, "n")).iterator()) {
            DataRow row = rows.next();
            assertThat(row.getCell(0)).isEqualTo(new IntCell(0));
            assertThatThrownBy(() -> row.getCell(1)).hasMessageContaining("left out");
        }
        assertThatThrownBy(() -> table.filter(TableFilter.filterRowsToIndex(5)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TableFilter.filterRangeOfRows(2, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(table.filter(TableFilter.filterRowsFromIndex(4)).iterator().hasNext()).isTrue();
    }
}
