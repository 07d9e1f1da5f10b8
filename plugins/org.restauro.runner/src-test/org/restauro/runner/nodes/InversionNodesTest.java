// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.collection.ListCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.runner.TinyGan;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.BeforeAfterData;

/** The Image Inverter and the Inversion Encoder Trainer. */
class InversionNodesTest {

    private static final String SMALL_ENCODER =
            """
            modules.encoder.model.inplanes=8
            modules.encoder.model.max_channels=8
            modules.encoder.model.fpn_channels=8
            modules.encoder.model.sam_channels=8
            controllers.RunningLogger.every_n_iters=1
            """;

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private PortObject model;
    private BufferedDataTable images;

    @BeforeEach
    void a_model_and_its_pictures() throws Exception {
        model = read(TinyGan.write(folder, "stylegan2", 0));
        images =
                new NodeRun(NodeRun.IMAGE_SYNTHESIZER, data)
                        .with("computation/device", "cpu", "count", 6, "codes", "W")
                        .table(model);
    }

    private PortObject read(Path file) throws Exception {
        return new NodeRun(NodeRun.MODEL_READER, data).with("file", file).execute()[0];
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun inverter() throws Exception {
        return onOneThread(new NodeRun(NodeRun.IMAGE_INVERTER, data))
                .with("imageColumn", "image", "steps", 10);
    }

    private NodeRun inverter(PortObject encoder) throws Exception {
        return onOneThread(
                        new NodeRun(
                                NodeRun.IMAGE_INVERTER, NodeRun.ports("Encoder", encoder), data))
                .with("imageColumn", "image");
    }

    private static NodeRun onOneThread(NodeRun run) throws Exception {
        return run.with("computation/device", "cpu", "computation/threads", 1);
    }

    private NodeRun trainer() throws Exception {
        return new NodeRun(NodeRun.INVERSION_ENCODER_TRAINER, data)
                .with(
                        "imageColumn",
                        "image",
                        "kimg",
                        0.008,
                        "batch",
                        4,
                        "device/device",
                        "CPU",
                        "device/threads",
                        "1",
                        "settings",
                        SMALL_ENCODER);
    }

    @Test
    void codes_are_found_that_the_synthesizer_turns_into_the_reconstructions() throws Exception {
        NodeRun run = inverter().with("space", "WP");
        BufferedDataTable table = run.table(model, images);

        assertThat(table.getSpec().getColumnNames())
                .endsWith(
                        "reconstruction",
                        "codes (#1)",
                        "PSNR",
                        "SSIM",
                        "LPIPS vgg",
                        "loss",
                        "status");
        assertThat(((ListCell) NodeRun.cell(table, 0, "codes (#1)")).size()).isEqualTo(6 * 8);
        assertThat(NodeRun.text(table, 5, "status")).isEqualTo("ok");
        assertThat(NodeRun.cell(table, 0, "LPIPS vgg").isMissing()).isTrue();
        assertThat(Double.parseDouble(NodeRun.text(table, 0, "PSNR"))).isPositive();
        try (ShownView page = new ShownView(run)) {
            assertThat(page.data(BeforeAfterData.class).rows()).hasSize(6);
        }
        BufferedDataTable again =
                new NodeRun(NodeRun.IMAGE_SYNTHESIZER, NodeRun.ports("Seeds or codes", table), data)
                        .with(
                                "seedColumn", "<none>",
                                "codesColumn", "codes (#1)",
                                "codesSpace", "WP",
                                "imageColumn", "again",
                                "computation/device", "cpu")
                        .table(model, table);
        assertThat(NodeRun.bytes(again, 3, "again"))
                .isEqualTo(NodeRun.bytes(table, 3, "reconstruction"));
    }

    @Test
    void an_encoder_is_trained_and_says_where_to_begin() throws Exception {
        NodeRun training = trainer();
        PortObject[] trained = training.execute(model, images);
        BufferedDataTable log = (BufferedDataTable) trained[1];
        assertThat(log.size()).isEqualTo(2);
        assertThat(log.getSpec().getColumnNames()).contains("Loss/E/reconstruction", "Valid/psnr");

        BufferedDataTable told =
                inverter(trained[0]).with("steps", 0).table(model, images, trained[0]);
        assertThat(((ListCell) NodeRun.cell(told, 0, "codes (#1)")).size()).isEqualTo(6 * 8);
        BufferedDataTable found =
                inverter(trained[0]).with("steps", 10).table(model, images, trained[0]);
        assertThat(Double.parseDouble(NodeRun.text(found, 0, "loss")))
                .isLessThan(Double.parseDouble(NodeRun.text(told, 0, "loss")));
        assertThat(new NodeRun(NodeRun.INPAINT, data).refusal(trained[0], images))
                .contains("inversion-encoder");
    }

    @Test
    void refuses_what_cannot_work_with_a_full_sentence() throws Exception {
        PortObject mat = read(SmallModel.write(folder.resolve("mat.safetensors")));
        assertThat(inverter().refusal(mat, images)).contains("of the family \"mat\", which does");
        assertThat(trainer().refusal(mat, images)).contains("of the family \"mat\", which does");
        assertThat(inverter(mat).refusal(model, images, mat))
                .contains("at the port \"Encoder\" is of the family \"mat\"");
        assertThat(inverter().with("steps", 0).refusal(model, images))
                .contains("Nothing is searched");
        assertThat(inverter().with("judge", "LPIPS").failure(model, images))
                .contains("weight file");
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();
        assertThat(inverter().failure(monitor, model, images)).isEqualTo("Execution canceled");
        assertThat(
                        trainer()
                                .with("settings", "loss.e_loss_kwargs.perceptual_lw=1")
                                .refusal(model, images))
                .contains("perceptual_model_path is empty");
    }
}
