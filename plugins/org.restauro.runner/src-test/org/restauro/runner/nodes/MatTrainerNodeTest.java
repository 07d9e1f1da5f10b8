// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.TrainingData;

@Tag("slow")
class MatTrainerNodeTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable murals;

    @BeforeEach
    void a_table_of_murals() throws Exception {
        murals = murals(6, 1);
    }

    @AfterEach
    void close() {
        data.close();
    }

    private BufferedDataTable murals(int count, long seed) throws Exception {
        return new NodeRun(NodeRun.SAMPLE_MURALS, data)
                .with("count", count, "width", 40, "height", 40, "seed", seed)
                .table();
    }

    /** The smallest network there is, for two steps of two images. */
    private static NodeRun tiny(final NodeRun run) throws Exception {
        return run.with(
                "imageColumn", "truth",
                "network/resolution", "32",
                "network/channelBase", "256",
                "network/channelMax", "8",
                "network/tokenResolution", "8",
                "network/dim", "8",
                "network/heads", "2",
                "network/depths", "1, 1, 1, 1, 1",
                "network/zDim", "8",
                "network/wDim", "8",
                "network/minibatchGroup", "2",
                "training/batch", 2,
                "training/microBatch", 2,
                "training/kimg", 0.004,
                "output/tickKimg", "0.002",
                "output/snapshotTicks", "1",
                "output/samples", "2",
                "data/validationShare", 0.3);
    }

    private NodeRun trainer() throws Exception {
        return tiny(new NodeRun(NodeRun.MAT_TRAINER, data));
    }

    @Test
    void trains_a_model_that_restores_and_logs_each_tick() throws Exception {
        Leftovers leftovers = Leftovers.of("restauro-(training|images).*");
        NodeRun run = trainer();
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        assertThat(run.configures(murals)).as(run.message()).isTrue();
        assertThat(run.node().specs()[0].toString()).isNotNull();
        assertThat(run.node().execute(new PortObject[] {murals}, monitor))
                .as(run.message())
                .isTrue();

        PortObject model = run.node().data()[0];
        BufferedDataTable log = (BufferedDataTable) run.node().data()[1];
        assertThat(model.getSummary()).contains("mat", "32 × 32", "small-64");
        assertThat(model.getSpec()).isEqualTo(run.node().specs()[0]);
        assertThat(log.size()).isEqualTo(2);
        assertThat(NodeRun.text(log, 1, "step")).isEqualTo("2");
        assertThat(NodeRun.text(log, 1, "images")).isEqualTo("4");
        assertThat(log.getSpec().getColumnNames())
                .contains("seconds", "images per second", "Valid/psnr_hole")
                .anyMatch(name -> name.startsWith("Loss/G"));
        TrainingData shown = new ShownView(run).data(TrainingData.class);
        assertThat(shown.columns()).containsExactly(log.getSpec().getColumnNames());
        assertThat(shown.rows()).hasSize(2);
        assertThat(shown.rows().get(1).get(0)).isEqualTo(2);
        assertThat(monitor.getMessage()).isNotEmpty();
        BufferedDataTable restored =
                new NodeRun(NodeRun.INPAINT, data).with("device", "cpu").table(model, murals);
        assertThat(NodeRun.text(restored, 0, "status")).startsWith("ok");
        leftovers.assertNone();
    }

    @Test
    @Tag("slow")
    void keeps_everything_in_the_folder_and_goes_on_there() throws Exception {
        Path run = folder.resolve("run");
        PortObject[] first = trainer().with("folder", run).execute(murals);
        assertThat(run.resolve("report.html")).isRegularFile();
        assertThat(run.resolve("log.jsonl")).isRegularFile();
        assertThat(run.resolve("model.safetensors")).isRegularFile();
        assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();

        assertThat(trainer().with("folder", run, "resume", false).failure(murals))
                .contains("holds the checkpoints of a run already");

        PortObject[] second = trainer().with("folder", run, "training/kimg", 0.006).execute(murals);
        BufferedDataTable log = (BufferedDataTable) second[1];
        assertThat(((BufferedDataTable) first[1]).size()).isEqualTo(2);
        assertThat(log.size()).isEqualTo(3);
        assertThat(NodeRun.text(log, 2, "images")).isEqualTo("6");
    }

    @Test
    @Tag("slow")
    void takes_data_sets_validation_images_and_a_model_to_begin_with() throws Exception {
        Path images = folder.resolve("images");
        for (int i = 0; i < 4; i++) {
            Pictures.write(images.resolve(i + ".png"), NodeRun.image(murals, i, "truth"));
        }
        PortObject set =
                new NodeRun(NodeRun.DATASET_READER, data).with("imageFolder", images).execute()[0];
        PortObject initial = trainer().execute(murals)[0];
        BufferedDataTable held = murals(2, 99);
        NodeRun run =
                tiny(new NodeRun(
                                NodeRun.MAT_TRAINER,
                                NodeRun.ports(
                                        "Training images", set,
                                        "Validation images", held,
                                        "Model to begin with", initial),
                                data))
                        .with("network/dim", "16", "result", "BEST");

        PortObject[] outputs = run.execute(set, held, initial);

        assertThat(((BufferedDataTable) outputs[1]).getSpec().containsName("Valid/psnr_hole"))
                .isTrue();
        Path file = Files.createDirectories(folder.resolve("out")).resolve("m.safetensors");
        new NodeRun(NodeRun.MODEL_WRITER, data).with("file", file).execute(outputs[0]);
        try (ModelFile model = ModelFile.open(file)) {
            assertThat(model.description().config().path("dim").asInt())
                    .as("the shape of the first model")
                    .isEqualTo(8);
        }
    }

    @Test
    @Timeout(60)
    void stops_within_seconds_when_cancelled_and_keeps_the_folder() throws Exception {
        Path run = folder.resolve("run");
        NodeRun node = trainer().with("folder", run, "training/kimg", 1000.0);
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        assertThat(node.configures(murals)).isTrue();
        Thread worker = new Thread(() -> node.node().execute(new PortObject[] {murals}, monitor));
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
    @Timeout(60)
    void ends_with_its_result_when_a_stop_file_appears() throws Exception {
        Path run = folder.resolve("run");
        NodeRun node = trainer().with("folder", run, "training/kimg", 1000.0);
        Thread asking =
                new Thread(
                        () -> {
                            try {
                                while (!Files.exists(run.resolve("log.jsonl"))) {
                                    Thread.sleep(20);
                                }
                                Files.createFile(run.resolve("stop"));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        asking.start();
        PortObject[] outputs = node.execute(murals);
        asking.join();

        assertThat(outputs[0]).isNotNull();
        assertThat(node.message()).contains("ended early", "stop");
    }

    @Test
    @Tag("slow")
    void two_trainers_at_once_give_what_each_gives_alone() throws Exception {
        byte[] alone = model(trainer().with("training/seed", 5L).execute(murals)[0], "alone");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<PortObject[]>> runs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                NodeRun run = trainer().with("training/seed", 5L);
                runs.add(threads.submit(() -> run.execute(murals)));
            }
            for (Future<PortObject[]> run : runs) {
                assertThat(model(run.get()[0], "together" + runs.indexOf(run))).isEqualTo(alone);
            }
        } finally {
            threads.shutdown();
        }
    }

    private byte[] model(final PortObject model, final String name) throws Exception {
        Path file = folder.resolve(name + ".safetensors");
        new NodeRun(NodeRun.MODEL_WRITER, data).with("file", file).execute(model);
        return Files.readAllBytes(file);
    }

    @Test
    void says_what_is_wrong_with_its_images() throws Exception {
        assertThat(trainer().with("imageColumn", "gone").refusal(murals))
                .contains("column of the training images \"gone\"", "\"truth\"");
        BufferedDataTable small =
                new NodeRun(NodeRun.SAMPLE_MURALS, data)
                        .with("count", 3, "width", 20, "height", 20)
                        .table();
        NodeRun run = trainer();
        run.execute(small);
        assertThat(run.message()).contains("3 of the training images are smaller than 32 × 32");

        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.write(broken.resolve("a.png"), new byte[] {1, 2, 3});
        PortObject set =
                new NodeRun(NodeRun.DATASET_READER, data).with("imageFolder", broken).execute()[0];
        assertThat(
                        tiny(new NodeRun(
                                        NodeRun.MAT_TRAINER,
                                        NodeRun.ports("Training images", set),
                                        data))
                                .failure(set))
                .contains("no image of a known kind");
    }

    @Test
    void says_what_is_wrong_with_its_folder_and_model() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(trainer().with("folder", file).refusal(murals)).contains("a file of that name");
        assertThat(trainer().with("folder", file.resolve("below")).failure(murals))
                .contains("cannot be created");
    }

    @Test
    void chooses_the_undamaged_murals_by_itself() throws Exception {
        NodeRun run = new NodeRun(NodeRun.MAT_TRAINER, data);

        assertThat(run.configures(murals)).as(run.message()).isTrue();
    }
}
