// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.runner.workflow.ToyWorkflows;
import picocli.CommandLine;

class RunCommandTest {
    @TempDir Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void ends_with_0_when_every_node_was_executed() throws Exception {
        Path folder = ToyWorkflows.chain(temp.resolve("chain"));
        Path saved = temp.resolve("saved");
        int status =
                run("run", folder.toString(), "--set", "Counter/count=2", "--save", saved + "");
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("[1/2] Counter (#1)")
                .containsPattern("\\[2/2] Sink \\(#2\\) done in \\d+\\.\\d s\\. Rows: 2, Cols: 1");
        assertThat(saved.resolve("outputs/Sink (#2)/port_1.csv")).exists();
    }

    @Test
    void ends_with_1_when_a_node_failed() throws Exception {
        Path folder = ToyWorkflows.failing(temp.resolve("failing"));
        assertThat(run("run", folder.toString())).isEqualTo(Restauro.FAILED);
        assertThat(err.toString()).contains("ERROR Fail (#1): The toy is broken.");
    }

    @Test
    void a_wrong_setting_is_one_line() throws Exception {
        Path folder = ToyWorkflows.chain(temp.resolve("chain"));
        assertThat(run("run", folder.toString(), "--set", "Counter/cuont=2"))
                .isEqualTo(Restauro.FAILED);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "restauro: Counter (#1): there is no setting \"cuont\"; did you mean"
                                + " \"count\"?");
    }

    @Test
    void no_thread_is_wrong_usage() {
        assertThat(run("run", temp.toString(), "--threads", "0")).isEqualTo(Restauro.WRONG_USAGE);
    }
}
