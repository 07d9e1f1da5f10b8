// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.restauro.images.PixelImage;
import org.restauro.standin.TemporaryData;

class MetricComparisonNodeTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable images;
    private BufferedDataTable weak;
    private BufferedDataTable strong;

    @BeforeEach
    void scores_of_two_models() throws Exception {
        weak = scores("weak", 64);
        strong = scores("strong", 4);
    }

    @AfterEach
    void close() {
        data.close();
    }

    /** The summary of two images that differ by some amount. */
    private BufferedDataTable scores(String name, int difference) throws Exception {
        for (int i = 0; i < 2; i++) {
            PixelImage truth = Pictures.noise(24, 24, 3, i);
            byte[] bytes = truth.bytes8().clone();
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] ^= (byte) difference;
            }
            Pictures.write(
                    folder.resolve(name + "/" + i + ".png"), PixelImage.of8(24, 24, 3, bytes));
            Pictures.write(folder.resolve("truth/" + i + ".png"), truth);
        }
        images =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with(
                                "imageFolder", folder.resolve(name),
                                "referenceFolder", folder.resolve("truth"))
                        .table();
        return (BufferedDataTable)
                new NodeRun(NodeRun.LPIPS_SCORER, data)
                        .with(
                                "restoredColumn", "image",
                                "truthColumn", "reference",
                                "lpipsAlex", false)
                        .execute(images)[1];
    }

    private NodeRun comparison() throws Exception {
        return new NodeRun(NodeRun.METRIC_COMPARISON, data);
    }

    @Test
    void puts_models_side_by_side_and_names_the_best() throws Exception {
        BufferedDataTable compared = comparison().with("names", "weak, strong").table(weak, strong);

        assertThat(compared.getSpec().getColumnNames())
                .containsExactly(
                        "metric",
                        "weak",
                        "strong",
                        "best",
                        "higher is better",
                        "definition",
                        "warnings");
        assertThat(compared.size()).isEqualTo(3);
        for (int row = 0; row < 3; row++) {
            assertThat(NodeRun.text(compared, row, "best")).isEqualTo("strong");
            assertThat(NodeRun.text(compared, row, "weak"))
                    .isEqualTo(NodeRun.text(weak, row, "value"));
            assertThat(NodeRun.text(compared, row, "definition")).isEqualTo("mean of pairs");
        }
    }

    @Test
    void compares_three_models_at_an_added_port() throws Exception {
        NodeRun run = new NodeRun(NodeRun.METRIC_COMPARISON, NodeRun.ports("Scores", weak), data);
        BufferedDataTable compared = run.table(weak, strong, weak);

        assertThat(compared.getSpec().getColumnNames()).contains("model 1", "model 2", "model 3");
        assertThat(NodeRun.text(compared, 0, "best")).isEqualTo("model 2");
    }

    @Test
    void refuses_tables_that_are_no_scores_and_names_that_cannot_be() throws Exception {
        assertThat(comparison().refusal(weak, images)).contains("port 2", "\"metric\"");
        assertThat(comparison().with("names", "a, b, c").refusal(weak, strong))
                .contains("3 names for 2 tables");
        assertThat(comparison().with("names", "a,a").refusal(weak, strong))
                .contains("Two tables are called \"a\"");
    }
}
