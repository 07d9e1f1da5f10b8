// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewJsonTest {
    private static final MetricInfo PSNR = new MetricInfo("psnr", "PSNR", true, null);

    private static Row row(List<Boolean> present, Map<String, List<Double>> scores) {
        return new Row("a", new Size(3, 2), 0.25, null, null, present, null, scores);
    }

    @Test
    void before_after_is_the_json_that_the_page_reads() {
        BeforeAfterData data =
                new BeforeAfterData(
                        "Inpaint",
                        List.of(Column.damaged("Image"), Column.restored(0, "Restored")),
                        List.of(PSNR),
                        List.of(
                                row(List.of(true, true), Map.of("psnr", List.of(30.5))),
                                new Row(
                                        "b",
                                        null,
                                        null,
                                        1.5,
                                        "failed: no mask",
                                        List.of(true, false),
                                        Arrays.asList(null, "no mask"),
                                        null)),
                        List.of());
        String json = ViewJson.write(data);
        assertThat(json)
                .isEqualTo(
                        "{\"view\":\"before-after\",\"title\":\"Inpaint\",\"columns\":["
                                + "{\"key\":\"damaged\",\"label\":\"Image\",\"role\":\"damaged\"},"
                                + "{\"key\":\"restored:0\",\"label\":\"Restored\","
                                + "\"role\":\"restored\"}],"
                                + "\"metrics\":[{\"key\":\"psnr\",\"label\":\"PSNR\","
                                + "\"higherIsBetter\":true}],\"rows\":["
                                + "{\"name\":\"a\",\"size\":[3,2],\"holeRatio\":0.25,"
                                + "\"present\":[true,true],\"scores\":{\"psnr\":[30.5]}},"
                                + "{\"name\":\"b\",\"size\":null,\"seconds\":1.5,"
                                + "\"status\":\"failed: no mask\",\"present\":[true,false],"
                                + "\"reasons\":[null,\"no mask\"]}],\"notes\":[]}");
        assertThat(ViewJson.read(json, BeforeAfterData.class)).isEqualTo(data);
    }

    @Test
    void comparison_and_training_survive_writing_and_reading() {
        ComparisonData comparison =
                new ComparisonData(
                        "Compare",
                        List.of("m", "n"),
                        List.of(
                                new ComparedMetric(
                                        "fid",
                                        "FID",
                                        false,
                                        "Inception",
                                        Arrays.asList(12.5, null),
                                        List.of(0),
                                        "few images")),
                        new Samples(
                                List.of(Column.restored(0, "m"), Column.restored(1, "n")),
                                List.of(PSNR),
                                List.of(
                                        row(
                                                List.of(true, false),
                                                Map.of("psnr", Arrays.asList(1.0, null)))),
                                List.of()),
                        List.of("a note"));
        assertThat(ViewJson.read(ViewJson.write(comparison), ComparisonData.class))
                .isEqualTo(comparison);
        assertThat(ViewJson.write(comparison)).startsWith("{\"view\":\"comparison\"");
        assertThat(ViewJson.write(new ComparisonData("C", List.of(), List.of(), null, List.of())))
                .contains("\"samples\":null");
        TrainingData training =
                new TrainingData(
                        "Train",
                        List.of("step", "images", "seconds", "images per second", "Loss/G/loss"),
                        List.of(Arrays.asList(1.0, 8.0, 2.0, 4.0, null)),
                        List.of());
        assertThat(ViewJson.read(ViewJson.write(training), TrainingData.class)).isEqualTo(training);
    }

    @Test
    void refuses_what_does_not_fit() {
        assertThatThrownBy(() -> new Column("restored", "a", Role.RESTORED))
                .hasMessageContaining("not one of a column of role restored");
        assertThatThrownBy(() -> Column.mask(" ")).hasMessageContaining("label");
        assertThatThrownBy(() -> new Size(0, 3)).hasMessageContaining("0 x 3");
        List<Column> columns = List.of(Column.restored(0, "a"));
        assertThatThrownBy(() -> samples(columns, row(List.of(true, true), null)))
                .hasMessageContaining("flags for 2 columns instead of 1");
        assertThatThrownBy(() -> samples(columns, row(List.of(true), Map.of("fid", List.of(1.0)))))
                .hasMessageContaining("not among [psnr]");
        assertThatThrownBy(
                        () ->
                                samples(
                                        columns,
                                        row(List.of(true), Map.of("psnr", List.of(1.0, 2.0)))))
                .hasMessageContaining("2 values of psnr for 1 restored");
        assertThatThrownBy(() -> samples(List.of(Column.restored(1, "a"))))
                .hasMessageContaining("counted from 0");
        assertThatThrownBy(() -> samples(List.of(Column.mask("a"), Column.mask("b"))))
                .hasMessageContaining("Two columns");
        assertThatThrownBy(() -> row(List.of(), Map.of("psnr", List.of(Double.NaN))))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> new TrainingData("a", List.of("step"), List.of(), List.of()))
                .hasMessageContaining("begin with");
        assertThatThrownBy(
                        () ->
                                new ComparedMetric(
                                        "a", "a", true, null, List.of(1.0), List.of(1), null))
                .hasMessageContaining("cannot be the best");
    }

    private static Samples samples(List<Column> columns, Row... rows) {
        return new Samples(columns, List.of(PSNR), List.of(rows), List.of());
    }
}
