// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.models.file.ModelFile;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.TrainingData;

@Tag("slow")
class ReferenceFineTunerNodeTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private PortObject backbone;
    private BufferedDataTable murals;

    @BeforeEach
    void a_backbone_and_murals() throws Exception {
        backbone =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", SmallModel.write(folder.resolve("small.safetensors")))
                        .execute()[0];
        murals = murals(6, 1);
    }

    @AfterEach
    void close() {
        data.close();
    }

    private BufferedDataTable murals(final int count, final long seed) throws Exception {
        return new NodeRun(NodeRun.SAMPLE_MURALS, data)
                .with("count", count, "width", 64, "height", 64, "seed", seed)
                .with("includeReference", true)
                .table();
    }

    /** The smallest module there is, for two steps of two images. */
    private static NodeRun tiny(final NodeRun run) throws Exception {
        return run.with(
                "preset", "SMALL_64",
                "nameColumn", "name",
                "imageColumn", "truth",
                "module/features", "32",
                "module/pictureSize", "32",
                "module/grid", "4",
                "training/batch", 2,
                "training/microBatch", 2,
                "training/kimg", 0.004,
                "output/tickKimg", "0.002",
                "output/snapshotTicks", "1",
                "output/samples", "2",
                "output/licence", "CC0-1.0",
                "device/device", "CPU",
                "data/validationShare", 0.3);
    }

    private NodeRun tuner() throws Exception {
        return tiny(new NodeRun(NodeRun.REFERENCE_FINE_TUNER, data));
    }

    @Test
    void teaches_a_model_that_follows_references_and_logs_each_tick() throws Exception {
        NodeRun run = tuner();
        PortObject[] outputs = run.execute(backbone, murals, murals);

        PortObject model = outputs[0];
        BufferedDataTable log = (BufferedDataTable) outputs[1];
        assertThat(model.getSummary())
                .contains("mat-reference", "64 × 64", "small-reference", "CC0");
        assertThat(model.getSpec()).isEqualTo(run.node().specs()[0]);
        assertThat(log.size()).isEqualTo(2);
        assertThat(NodeRun.text(log, 1, "images")).isEqualTo("4");
        assertThat(log.getSpec().getColumnNames())
                .contains("seconds", "Valid/psnr_hole", "Plain/psnr_hole");
        TrainingData shown = new ShownView(run).data(TrainingData.class);
        assertThat(shown.columns()).containsExactly(log.getSpec().getColumnNames());
        PortObject references =
                new NodeRun(NodeRun.REFERENCE_ENCODER, data)
                        .with("computation/device", "cpu")
                        .execute(model, murals)[0];
        BufferedDataTable restored =
                new NodeRun(NodeRun.INPAINT, NodeRun.ports("References", references), data)
                        .with("device", "cpu", "showAttention", true)
                        .table(model, murals, references);
        assertThat(NodeRun.text(restored, 0, "status")).startsWith("ok").endsWith("6 references.");
    }

    @Test
    void writes_what_was_learned_and_finds_the_backbone_again() throws Exception {
        PortObject model = tuner().execute(backbone, murals, murals)[0];
        Path file = folder.resolve("small-reference.safetensors");
        new NodeRun(NodeRun.MODEL_WRITER, data).with("file", file).execute(model);

        try (ModelFile written = ModelFile.open(file)) {
            assertThat(written.networks()).containsExactly("reference");
            assertThat(ReferenceModels.backboneOf(written).name()).isEqualTo("small");
        }
        assertThat(new NodeRun(NodeRun.MODEL_READER, data).with("file", file).execute()[0])
                .isNotNull();
    }

    @Test
    @Tag("slow")
    void fits_into_a_memory_budget_and_goes_on_in_its_folder() throws Exception {
        Path run = folder.resolve("run");
        NodeRun first = tuner().with("folder", run, "training/memory", "4 GB");
        first.execute(backbone, murals, murals);
        assertThat(first.message()).contains("GB");
        assertThat(run.resolve("report.html")).isRegularFile();

        PortObject[] second =
                tuner().with("folder", run, "training/memory", "4 GB", "training/kimg", 0.006)
                        .execute(backbone, murals, murals);
        assertThat(((BufferedDataTable) second[1]).size()).isEqualTo(3);
        assertThat(tuner().with("folder", run, "resume", false).failure(backbone, murals, murals))
                .contains("holds the checkpoints of a run already");
    }

    @Test
    @Tag("slow")
    void takes_a_data_set_and_validation_images_with_their_references() throws Exception {
        Path images = folder.resolve("images");
        for (int i = 0; i < 4; i++) {
            Pictures.write(
                    images.resolve(NodeRun.text(murals, i, "name") + ".png"),
                    NodeRun.image(murals, i, "truth"));
        }
        PortObject set =
                new NodeRun(NodeRun.DATASET_READER, data).with("imageFolder", images).execute()[0];
        BufferedDataTable held = murals(2, 99);
        NodeRun run =
                tiny(new NodeRun(
                                NodeRun.REFERENCE_FINE_TUNER,
                                NodeRun.ports("Training images", set, "Validation images", held),
                                data))
                        .with("result", "BEST");

        PortObject[] outputs = run.execute(backbone, set, murals, held);

        assertThat(((BufferedDataTable) outputs[1]).getSpec().containsName("Valid/psnr_hole"))
                .isTrue();
    }

    @Test
    @Timeout(60)
    void stops_within_seconds_when_cancelled_and_keeps_the_folder() throws Exception {
        Path run = folder.resolve("run");
        NodeRun node = tuner().with("folder", run, "training/kimg", 1000.0);
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        PortObject[] inputs = {backbone, murals, murals};
        assertThat(node.configures(inputs)).as(node.message()).isTrue();
        Thread worker = new Thread(() -> node.node().execute(inputs, monitor));
        worker.start();
        while (!Files.exists(run.resolve("log.jsonl"))) {
            Thread.sleep(20);
        }
        long asked = System.nanoTime();
        monitor.setExecuteCanceled();
        worker.interrupt(); // as KNIME does it
        worker.join();

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked)).isLessThan(10);
        assertThat(node.message()).isEqualTo("Execution canceled");
        assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();
    }

    @Test
    void says_what_is_wrong_with_its_inputs() throws Exception {
        Path plain = folder.resolve("small.safetensors");
        Path guided = SmallReferenceModel.write(folder.resolve("g.safetensors"), plain, 1);
        PortObject reference =
                new NodeRun(NodeRun.MODEL_READER, data).with("file", guided).execute()[0];

        assertThat(tuner().refusal(reference, murals, murals))
                .contains("mat-reference", "cannot be taught");
        assertThat(tuner().with("imageColumn", "gone").refusal(backbone, murals, murals))
                .contains("column of the training images \"gone\"");
        assertThat(tuner().with("referenceColumn", "gone").refusal(backbone, murals, murals))
                .contains("column of the references \"gone\"");
        assertThat(tuner().with("nameColumn", "gone").refusal(backbone, murals, murals))
                .contains("name column of the training images \"gone\"");
        Path other = folder.resolve("other");
        Pictures.write(other.resolve("x.png"), Pictures.noise(64, 64, 3, 1));
        BufferedDataTable named =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with("imageFolder", other, "referenceFolder", other)
                        .table();
        assertThat(tuner().failure(backbone, murals, named)).contains("None of the", "mural-0000");
    }
}
