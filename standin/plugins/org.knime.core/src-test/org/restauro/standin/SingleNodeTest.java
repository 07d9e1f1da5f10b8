// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeDialogPane;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.NodeView;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.restauro.standin.SingleNode.State;

class SingleNodeTest {
    private static final DataTableSpec SPEC =
            new DataTableSpec(new String[] {"n"}, new DataType[] {IntCell.TYPE});

    private final TemporaryData data = new TemporaryData();
    private final List<String> calls = new ArrayList<>();

    @AfterEach
    void close() {
        data.close();
    }

    /** What the model's execute does; tests replace it. */
    private Work work = exec -> new BufferedDataTable[] {table(exec, SPEC, 1)};

    private interface Work {
        BufferedDataTable[] run(ExecutionContext exec) throws Exception;
    }

    private static BufferedDataTable table(ExecutionContext exec, DataTableSpec spec, int rows) {
        BufferedDataContainer container = exec.createDataContainer(spec);
        for (int i = 0; i < rows; i++) {
            container.addRowToTable(new DefaultRow("r" + i, new IntCell(i)));
        }
        container.close();
        return container.getTable();
    }

    private final class Model extends NodeModel {
        Model() {
            super(0, 1);
        }

        @Override
        protected DataTableSpec[] configure(DataTableSpec[] inSpecs) {
            calls.add("configure");
            pushFlowVariableInt("pushed", 1);
            return new DataTableSpec[] {SPEC};
        }

        @Override
        protected BufferedDataTable[] execute(BufferedDataTable[] in, ExecutionContext exec)
                throws Exception {
            calls.add("execute");
            return work.run(exec);
        }

        @Override
        protected void saveSettingsTo(NodeSettingsWO settings) {
            calls.add("save");
            settings.addInt("k", 1);
        }

        @Override
        protected void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
            calls.add("validate");
            settings.getInt("k");
        }

        @Override
        protected void loadValidatedSettingsFrom(NodeSettingsRO settings) {
            calls.add("load");
        }

        @Override
        protected void reset() {
            calls.add("reset");
        }

        @Override
        protected void loadInternals(File folder, ExecutionMonitor exec) {}

        @Override
        protected void saveInternals(File folder, ExecutionMonitor exec) {}
    }

    private final class Factory extends NodeFactory<Model> {
        @Override
        public void init() {}

        @Override
        public Model createNodeModel() {
            calls.add("create");
            return new Model();
        }

        @Override
        protected int getNrNodeViews() {
            return 0;
        }

        @Override
        public NodeView<Model> createNodeView(int index, Model model) {
            return null;
        }

        @Override
        protected boolean hasDialog() {
            return false;
        }

        @Override
        protected NodeDialogPane createNodeDialogPane() {
            return null;
        }
    }

    private SingleNode configured() throws Exception {
        SingleNode node = new SingleNode(new Factory(), null, data);
        assertThat(node.configure(new PortObjectSpec[0], Map.of())).isTrue();
        return node;
    }

    private void assertFails(Callable<Throwable> failure, String message) throws Exception {
        work =
                exec -> {
                    Throwable t = failure.call();
                    if (t instanceof Error) {
                        throw (Error) t;
                    }
                    throw (Exception) t;
                };
        SingleNode node = configured();
        assertThat(node.execute(new PortObject[0], new DefaultNodeProgressMonitor())).isFalse();
        assertThat(node.state()).isEqualTo(State.CONFIGURED);
        assertThat(node.message().orElseThrow().text()).isEqualTo(message);
    }

    @Test
    void calls_the_model_in_the_observed_order() throws Exception {
        SingleNode node = configured();
        NodeSettings settings = new NodeSettings("model");
        settings.addInt("k", 2);
        node.setSettings(settings);
        node.configure(new PortObjectSpec[0], Map.of());
        node.execute(new PortObject[0], new DefaultNodeProgressMonitor());
        node.reset();
        assertThat(calls)
                .containsExactly(
                        "create",
                        "configure",
                        "validate",
                        "reset",
                        "validate",
                        "load",
                        "configure",
                        "execute",
                        "reset");
        assertThat(node.variables()).containsKey("pushed");
    }

    @Test
    void a_failure_resets_twice_and_configures_again() throws Exception {
        assertFails(() -> new RuntimeException("boom boom"), "Execute failed: boom boom");
        assertThat(calls)
                .containsExactly("create", "configure", "execute", "reset", "reset", "configure");
    }

    @Test
    void failures_read_as_in_knime() throws Exception {
        assertFails(
                () -> new IllegalStateException("no"),
                "Execute failed: (\"IllegalStateException\"): no");
        assertFails(() -> new InvalidSettingsException("wrong key"), "Execute failed: wrong key");
        assertFails(() -> KNIMEException.of(Message.fromSummary("plain")), "plain");
        assertFails(CanceledExecutionException::new, "Execution canceled");
        assertFails(() -> new OutOfMemoryError("too large"), "Execute failed: too large");
    }

    @Test
    void results_are_checked() throws Exception {
        work = exec -> new BufferedDataTable[] {null};
        SingleNode node = configured();
        node.execute(new PortObject[0], new DefaultNodeProgressMonitor());
        assertThat(node.message().orElseThrow().text())
                .isEqualTo(
                        "Execute failed: Invalid result. Execution failed, reason: data at output 0"
                                + " is null.");
        work = exec -> new BufferedDataTable[] {table(exec, SPEC, 0)};
        assertThat(node.execute(new PortObject[0], new DefaultNodeProgressMonitor())).isTrue();
        assertThat(node.message().orElseThrow())
                .isEqualTo(new NodeMessage(false, "Node created an empty data table."));
        DataTableSpec other = new DataTableSpec(new String[] {"m"}, new DataType[] {IntCell.TYPE});
        work = exec -> new BufferedDataTable[] {table(exec, other, 1)};
        node = configured();
        assertThat(node.execute(new PortObject[0], new DefaultNodeProgressMonitor())).isTrue();
        assertThat(node.message().orElseThrow().text())
                .isEqualTo("DataSpec generated by configure does not match spec after execution.");
    }

    @Test
    void cancelling_is_noticed_after_execute_too() throws Exception {
        DefaultNodeProgressMonitor progress = new DefaultNodeProgressMonitor();
        work =
                exec -> {
                    progress.setExecuteCanceled();
                    return new BufferedDataTable[] {table(exec, SPEC, 1)};
                };
        SingleNode node = configured();
        assertThat(node.execute(new PortObject[0], progress)).isFalse();
        assertThat(node.message().orElseThrow())
                .isEqualTo(new NodeMessage(false, "Execution canceled"));
    }

    @Test
    void shares_of_progress_add_up() {
        DefaultNodeProgressMonitor progress = new DefaultNodeProgressMonitor();
        ExecutionMonitor exec = new ExecutionMonitor(progress);
        ExecutionMonitor first = exec.createSubProgress(0.5);
        first.setProgress(0.5, "half of the half");
        first.setProgress(1.0);
        exec.createSubProgress(0.5).setProgress(0.5);
        assertThat(progress.getProgress()).isEqualTo(0.75);
        assertThat(progress.getMessage()).isEqualTo("half of the half");
    }

    @Test
    void wrong_settings_leave_the_old_ones() throws Exception {
        SingleNode node = configured();
        assertThatThrownBy(() -> node.setSettings(new NodeSettings("model")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Int for key \"k\" not found.");
        assertThat(node.settings().getInt("k")).isEqualTo(1);
    }
}
