// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.murals.MuralOptions;
import org.restauro.images.murals.MuralSubject;
import org.restauro.images.murals.SampleMurals;
import org.restauro.standin.TemporaryData;

class SampleMuralsNodeTest {

    private final TemporaryData data = new TemporaryData();

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun murals() throws Exception {
        return new NodeRun(NodeRun.SAMPLE_MURALS, data)
                .with("count", 3, "width", 48, "height", 32, "seed", 7L);
    }

    @Test
    void paints_the_same_murals_as_the_command() throws Exception {
        BufferedDataTable table = murals().with("includeReference", true).table();
        SampleMurals series = new SampleMurals(MuralOptions.square(1).withSize(48, 32), 7);

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.getSpec().getColumnNames())
                .containsExactly("name", "image", "mask", "truth", "reference");
        assertThat(NodeRun.text(table, 2, "name")).isEqualTo("mural-00003");
        assertThat(NodeRun.rows(table).get(2).getKey().getString()).isEqualTo("mural-00003");
        assertThat(NodeRun.image(table, 2, "image").bytes8())
                .isEqualTo(series.mural(2).damaged().bytes8());
        assertThat(NodeRun.mask(table, 2, "mask")).isEqualTo(series.mural(2).damage());
        assertThat(NodeRun.image(table, 2, "truth").bytes8())
                .isEqualTo(series.mural(2).aged().bytes8());
        assertThat(NodeRun.image(table, 2, "reference").bytes8())
                .isEqualTo(series.reference(2).bytes8());
    }

    @Test
    void paints_the_subject_asked_for() throws Exception {
        BufferedDataTable table = murals().with("subject", "MEDALLIONS").table();
        MuralOptions medallions =
                MuralOptions.square(1).withSize(48, 32).withSubject(MuralSubject.MEDALLIONS);

        assertThat(NodeRun.image(table, 1, "truth").bytes8())
                .isEqualTo(new SampleMurals(medallions, 7).mural(1).aged().bytes8());
    }

    @Test
    void differs_from_the_truth_only_in_the_holes() throws Exception {
        BufferedDataTable table = murals().with("ageing", 0.8).table();

        PixelImage damaged = NodeRun.image(table, 0, "image");
        PixelImage truth = NodeRun.image(table, 0, "truth");
        Mask mask = NodeRun.mask(table, 0, "mask");
        assertThat(mask.holeRatio()).isBetween(0.05, 0.6);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                if (!mask.isHole(x, y)) {
                    assertThat(damaged.sample(x, y, 1)).isEqualTo(truth.sample(x, y, 1));
                }
            }
        }
    }

    @Test
    void paints_whole_murals_without_kinds_of_losses() throws Exception {
        BufferedDataTable table = murals().emptied("damage").with("includeTruth", false).table();

        assertThat(table.getSpec().getColumnNames()).containsExactly("name", "image", "mask");
        assertThat(NodeRun.mask(table, 0, "mask").holeRatio()).isZero();
    }

    @Test
    void stops_when_cancelled() throws Exception {
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();

        assertThat(murals().failure(monitor)).isEqualTo("Execution canceled");
    }

    @Test
    void refuses_impossible_settings_with_a_full_sentence() throws Exception {
        assertThat(refused("count", 0)).contains("number of murals is 0");
        assertThat(refused("width", 9000)).contains("9000 × 32 pixels", "8192");
        assertThat(refused("ageing", 1.5)).contains("ageing is 1.5");
    }

    private String refused(final Object... settings) throws Exception {
        try {
            murals().with(settings).configures();
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError("accepted");
    }
}
