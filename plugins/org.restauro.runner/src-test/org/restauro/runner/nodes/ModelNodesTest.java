// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.standin.TemporaryData;

class ModelNodesTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private Path file;

    @BeforeEach
    void a_small_model() throws Exception {
        file = SmallModel.write(folder.resolve("small.safetensors"));
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun reader(Path from) throws Exception {
        return new NodeRun(NodeRun.MODEL_READER, data).with("file", from);
    }

    private NodeRun writer(Path to) throws Exception {
        return new NodeRun(NodeRun.MODEL_WRITER, data).with("file", to);
    }

    @Test
    void knows_what_a_model_is_before_it_is_executed() throws Exception {
        NodeRun run = reader(file);

        assertThat(run.configures()).isTrue();
        assertThat(run.node().specs()[0]).isNotNull();
        assertThat(run.execute()[0].getSpec()).isEqualTo(run.node().specs()[0]);
        assertThat(run.execute()[0].getSummary()).contains("mat", "64 × 64", "\"small\"", "CC0");
    }

    @Test
    void writes_the_file_it_read() throws Exception {
        PortObject model = reader(file).execute()[0];
        Path out = folder.resolve("new/folder/copy");

        writer(out).execute(model);

        assertThat(folder.resolve("new/folder/copy.safetensors")).hasSameBinaryContentAs(file);
        assertThat(folder.resolve("new/folder")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void overwrites_only_if_asked_to() throws Exception {
        PortObject model = reader(file).execute()[0];
        Path out = Files.writeString(folder.resolve("old.safetensors"), "old");

        assertThat(writer(out).refusal(model)).contains("old.safetensors", "exists already");
        assertThat(out).hasContent("old");

        writer(out).with("existing", "OVERWRITE").execute(model);
        assertThat(out).hasSameBinaryContentAs(file);
    }

    @Test
    void says_what_is_wrong_with_a_target() throws Exception {
        PortObject model = reader(file).execute()[0];

        assertThat(writer(folder).refusal(model)).contains("is a folder");
        assertThat(writer(folder.resolve("no/x")).with("createFolders", false).refusal(model))
                .contains("does not exist");
        assertThat(new NodeRun(NodeRun.MODEL_WRITER, data).refusal(model))
                .contains("No model file is chosen");
    }

    @Test
    void leaves_no_file_when_cancelled() throws Exception {
        PortObject model = reader(file).execute()[0];
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();

        assertThat(writer(folder.resolve("x.safetensors")).failure(monitor, model))
                .isEqualTo("Execution canceled");
        assertThat(folder).isDirectoryNotContaining("glob:**x.*");
    }

    @Test
    void says_what_is_wrong_with_a_source() throws Exception {
        assertThat(new NodeRun(NodeRun.MODEL_READER, data).refusal())
                .contains("No model file is chosen");
        assertThat(reader(folder.resolve("nowhere.pkl")).refusal())
                .contains("nowhere.pkl", "does not exist");
        Path text = Files.writeString(folder.resolve("text.pkl"), "this is no pickle at all");
        assertThat(reader(text).failure()).contains("text.pkl", "cannot be read");
    }

    @Test
    void announces_demonstration_weights() throws Exception {
        NodeRun run = new NodeRun(NodeRun.MODEL_READER, data).with("source", "DEMONSTRATION");

        assertThat(run.configures()).isTrue();
        assertThat(run.message()).contains("learned nothing");
        assertThat(run.node().specs()[0].toString()).isNotNull();
    }
}
