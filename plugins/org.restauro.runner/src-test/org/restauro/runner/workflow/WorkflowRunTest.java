// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.ToyNodes.CounterFactory;
import org.restauro.runner.workflow.ToyNodes.EndlessFactory;
import org.restauro.runner.workflow.ToyNodes.FailFactory;
import org.restauro.runner.workflow.ToyNodes.MeetFactory;
import org.restauro.runner.workflow.ToyNodes.NoteFactory;
import org.restauro.runner.workflow.ToyNodes.NoteReaderFactory;
import org.restauro.runner.workflow.ToyNodes.SinkFactory;
import org.restauro.runner.workflow.WorkflowWriter.Bundle;

class WorkflowRunTest {
    static final Bundle BUNDLE = new Bundle("Toys", "org.restauro.toys", "Restauro", "0.1.0");

    @TempDir Path temp;

    private final Recorder recorder = new Recorder();

    @BeforeEach
    void forget() {
        ToyNodes.SEEN.clear();
        ToyNodes.LOADS.set(0);
    }

    private Path write(WorkflowWriter writer) throws Exception {
        Path folder = temp.resolve("workflow");
        writer.write(folder);
        writer.close();
        return folder;
    }

    private boolean run(Path folder, String... sets) throws Exception {
        try (Workflow workflow = Workflow.load(folder)) {
            for (String set : sets) {
                if (set.startsWith("var ")) {
                    workflow.setVariable(set.substring(4));
                } else {
                    workflow.set(set);
                }
            }
            return new WorkflowRun(workflow, 2, recorder).execute();
        }
    }

    private Path chain() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("chain", BUNDLE);
        int counter = writer.add(new CounterFactory(), 0, 0);
        int sink = writer.add(new SinkFactory(), 100, 0);
        writer.connect(counter, 1, sink, 1);
        return write(writer);
    }

    @Test
    void runs_a_chain() throws Exception {
        assertThat(run(chain())).isTrue();
        assertThat(ToyNodes.SEEN).containsEntry("none", List.of(0, 1, 2));
        assertThat(recorder.lines)
                .containsExactly(
                        "[1/2] Counter (#1)",
                        "done Counter (#1) Rows: 3, Cols: 1",
                        "[2/2] Sink (#2)",
                        "done Sink (#2) Rows: 3, Cols: 1");
    }

    @Test
    void sets_settings_by_name_id_and_nested_key() throws Exception {
        assertThat(
                        run(
                                chain(),
                                "Counter/count=2",
                                "#1/factor=2.5",
                                "Counter (#1)/nested/first=4",
                                "Sink/label=x=y"))
                .isTrue();
        assertThat(ToyNodes.SEEN).containsEntry("x=y", List.of(10, 12));
    }

    @Test
    void runs_branches_side_by_side() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("branches", BUNDLE);
        writer.add(new MeetFactory(), 0, 0);
        writer.add(new MeetFactory(), 0, 100);
        assertThat(run(write(writer))).as(recorder.lines.toString()).isTrue();
    }

    @Test
    void other_branches_go_on_when_a_node_fails() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("failing", BUNDLE);
        int fail = writer.add(new FailFactory(), 0, 0);
        int after = writer.add(new SinkFactory(), 0, 0);
        int counter = writer.add(new CounterFactory(), 0, 0);
        int sink = writer.add(new SinkFactory(), 0, 0);
        writer.set(sink, "label", "fine");
        writer.connect(fail, 1, after, 1);
        writer.connect(counter, 1, sink, 1);
        assertThat(run(write(writer))).isFalse();
        assertThat(ToyNodes.SEEN).containsOnlyKeys("fine");
        assertThat(recorder.lines)
                .contains(
                        "ERROR Fail (#1): The toy is broken.",
                        "ERROR Sink (#2): not executed: it needs the result of Fail (#1)");
    }

    @Test
    void an_input_that_is_not_connected_is_an_error() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("loose", BUNDLE);
        writer.add(new SinkFactory(), 0, 0);
        assertThat(run(write(writer))).isFalse();
        assertThat(recorder.lines)
                .containsExactly("ERROR Sink (#1): its input 1 (In) is not connected");
    }

    @Test
    void flow_variables_control_settings_and_the_stored_value_stays() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("controlled", BUNDLE);
        int counter = writer.add(new CounterFactory(), 0, 0);
        int sink = writer.add(new SinkFactory(), 0, 0);
        writer.connect(counter, 1, sink, 1);
        writer.variable(new FlowVariable("howMany", 5));
        writer.control(counter, "count", "howMany");
        writer.control(counter, "nested/first", "start");
        writer.variable(new FlowVariable("start", 7));
        Path folder = write(writer);
        assertThat(run(folder, "var howMany=1")).as(recorder.lines.toString()).isTrue();
        assertThat(ToyNodes.SEEN).containsEntry("none", List.of(7));
        assertThat(run(folder, "Counter/count=2")).isTrue();
        assertThat(ToyNodes.SEEN).containsEntry("none", List.of(7, 8));
    }

    @Test
    void a_missing_variable_is_an_error() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("controlled", BUNDLE);
        int counter = writer.add(new CounterFactory(), 0, 0);
        writer.control(counter, "count", "howMany");
        assertThat(run(write(writer))).isFalse();
        assertThat(recorder.lines.get(1))
                .isEqualTo(
                        "ERROR Counter (#1): Errors overwriting node settings with flow variables:"
                                + " Unknown variable \"howMany\" for the setting \"count\"");
    }

    @Test
    void a_variable_value_that_the_node_refuses_is_an_error() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("controlled", BUNDLE);
        int counter = writer.add(new CounterFactory(), 0, 0);
        writer.control(counter, "count", "howMany");
        writer.variable(new FlowVariable("howMany", -5));
        assertThat(run(write(writer))).isFalse();
        assertThat(recorder.lines).contains("ERROR Counter (#1): count must be 0 or more, not -5");
    }

    @Test
    void port_objects_are_copied_by_serialising_for_every_consumer() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("notes", BUNDLE);
        int note = writer.add(new NoteFactory(), 0, 0);
        for (int i = 0; i < 3; i++) {
            int reader = writer.add(new NoteReaderFactory(), 0, 0);
            writer.connect(note, 1, reader, 1);
        }
        assertThat(run(write(writer))).as(recorder.lines.toString()).isTrue();
        assertThat(ToyNodes.LOADS.get()).isEqualTo(3);
    }

    @Test
    void cancelling_ends_within_two_seconds() throws Exception {
        WorkflowWriter writer = new WorkflowWriter("endless", BUNDLE);
        int endless = writer.add(new EndlessFactory(), 0, 0);
        int sink = writer.add(new SinkFactory(), 0, 0);
        writer.connect(endless, 1, sink, 1);
        try (Workflow workflow = Workflow.load(write(writer))) {
            WorkflowRun run = new WorkflowRun(workflow, 2, recorder);
            Thread canceller =
                    new Thread(
                            () -> {
                                try {
                                    Thread.sleep(700);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                run.cancel();
                            });
            long start = System.nanoTime();
            canceller.start();
            assertThat(run.execute()).isFalse();
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
            canceller.join();
        }
        assertThat(recorder.lines)
                .contains(
                        "Endless (#1) 0.5 half",
                        "ERROR Endless (#1): Execution canceled",
                        "ERROR Sink (#2): not executed: the workflow was cancelled");
    }
}
