// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.runner.TinyGan;
import org.restauro.standin.TemporaryData;

/** Trains tiny GANs for a few steps: what goes into the node and what comes out of it. */
class GanTrainerNodeTest {

    private static final String MODEL = "Model to begin with";

    /** A network that takes milliseconds a step. */
    private static final String TINY =
            """
            modules.generator.model.z_space_dim=8
            modules.generator.model.w_space_dim=8
            modules.generator.model.mapping_layers=2
            modules.generator.model.mapping_fmaps=8
            modules.generator.model.fmaps_base=64
            modules.generator.model.fmaps_max=8
            modules.discriminator.model.fmaps_base=64
            modules.discriminator.model.fmaps_max=8
            controllers.Snapshoter.num=4
            controllers.RunningLogger.every_n_iters=1
            """;

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable images;

    @BeforeEach
    void images() throws Exception {
        images =
                new NodeRun(NodeRun.SAMPLE_MURALS, data)
                        .with("count", 6, "width", 16, "height", 16)
                        .table();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun trainer(Object... ports) throws Exception {
        NodeRun run =
                ports.length == 0
                        ? new NodeRun(NodeRun.GAN_TRAINER, data)
                        : new NodeRun(NodeRun.GAN_TRAINER, NodeRun.ports(ports), data);
        return run.with(
                "imageColumn",
                "truth",
                "resolution",
                8,
                "batch",
                4,
                "kimg",
                0.012,
                "settings",
                TINY,
                "device/device",
                "CPU",
                "device/threads",
                "1");
    }

    @Test
    void trains_a_model_that_makes_images() throws Exception {
        Path run = folder.resolve("run");
        PortObject[] out = trainer().with("folder", run).execute(images);
        ModelPortObject model = (ModelPortObject) out[0];
        BufferedDataTable log = (BufferedDataTable) out[1];

        assertThat(model.getSpec().family()).isEqualTo("stylegan2");
        assertThat(model.getSpec().builtSize()).isEqualTo(8);
        assertThat(model.getSpec().name()).isEqualTo("stylegan2-8");
        assertThat(log.size()).isEqualTo(3);
        assertThat(log.getSpec().getColumnNames()).contains("step", "images", "Loss/D/loss");
        assertThat(NodeRun.text(log, 2, "images")).isEqualTo("12");
        assertThat(run.resolve("report.html")).isNotEmptyFile();
        assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();

        BufferedDataTable made =
                new NodeRun(NodeRun.IMAGE_SYNTHESIZER, data)
                        .with("computation/device", "cpu", "count", 2)
                        .table(model);
        assertThat(NodeRun.image(made, 1, "image").width()).isEqualTo(8);

        // executed again, the node goes on where it ended, for longer
        PortObject[] more = trainer().with("folder", run, "kimg", 0.02).execute(images);
        assertThat(NodeRun.text((BufferedDataTable) more[1], 4, "images")).isEqualTo("20");
    }

    @Test
    @Tag("slow")
    void learns_the_classes_of_a_column_or_a_data_set() throws Exception {
        PortObject[] out = trainer().with("classColumn", "name").execute(images);
        try (ModelFile file = ModelFile.open(((ModelPortObject) out[0]).file())) {
            assertThat(file.description().config().path("label_size").asInt()).isEqualTo(6);
        }
        for (String kind : new String[] {"birds/a", "birds/b", "vines/a", "vines/b"}) {
            Pictures.write(
                    folder.resolve("set/" + kind + ".png"),
                    Pictures.noise(16, 16, 3, kind.hashCode()));
        }
        PortObject set =
                new NodeRun(NodeRun.DATASET_READER, data)
                        .with(
                                "imageFolder",
                                folder.resolve("set"),
                                "recursive",
                                true,
                                "classes",
                                "FOLDERS")
                        .execute()[0];
        PortObject[] again = trainer("Training images", set).execute(set);
        try (ModelFile file = ModelFile.open(((ModelPortObject) again[0]).file())) {
            assertThat(file.description().config().path("label_size").asInt()).isEqualTo(2);
        }
        Files.writeString(
                folder.resolve("set/dataset.json"),
                "{\"labels\": [[\"birds/a.png\", 4], [\"birds/b.png\", 0],"
                        + " [\"vines/a.png\", 1], [\"vines/b.png\", 2]]}");
        PortObject numbered =
                new NodeRun(NodeRun.DATASET_READER, data)
                        .with(
                                "imageFolder",
                                folder.resolve("set"),
                                "recursive",
                                true,
                                "classes",
                                "FILE")
                        .execute()[0];
        PortObject[] third = trainer("Training images", numbered).execute(numbered);
        try (ModelFile file = ModelFile.open(((ModelPortObject) third[0]).file())) {
            assertThat(file.description().config().path("label_size").asInt()).isEqualTo(5);
        }
    }

    @Test
    @Tag("slow")
    void begins_with_a_model_in_its_shape() throws Exception {
        PortObject model =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", TinyGan.write(folder, "stylegan2", 0))
                        .execute()[0];
        PortObject[] out =
                trainer(MODEL, model)
                        .with("resolution", 0, "settings", "controllers.Snapshoter.num=4")
                        .execute(images, model);
        ModelPortObject trained = (ModelPortObject) out[0];
        assertThat(trained.getSpec().builtSize()).isEqualTo(16);
        try (ModelFile file = ModelFile.open(trained.file())) {
            assertThat(file.description().config().path("fmaps_max").asInt()).isEqualTo(8);
        }
    }

    @Test
    void refuses_what_cannot_work_with_a_full_sentence() throws Exception {
        PortObject mat =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", SmallModel.write(folder.resolve("mat.safetensors")))
                        .execute()[0];
        assertThat(trainer(MODEL, mat).refusal(images, mat))
                .contains("of the family \"mat\", which does not make images");
        PortObject pggan =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", TinyGan.write(folder, "pggan", 0))
                        .execute()[0];
        assertThat(trainer(MODEL, pggan).refusal(images, pggan))
                .contains("the settings train the family \"stylegan2\"");
        assertThat(
                        new NodeRun(NodeRun.MAT_TRAINER, NodeRun.ports(MODEL, pggan), data)
                                .with("imageColumn", "truth")
                                .refusal(images, pggan))
                .contains("of the family \"pggan\", which this node cannot train");
        assertThat(trainer().with("classColumn", "gone").refusal(images))
                .contains("class column \"gone\"");
        assertThat(trainer().with("resolution", 24).refusal(images)).contains("power of two");
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();
        assertThat(trainer().failure(monitor, images)).isEqualTo("Execution canceled");
    }
}
