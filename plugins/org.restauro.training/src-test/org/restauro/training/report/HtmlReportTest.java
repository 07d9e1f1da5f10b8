// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;

class HtmlReportTest {
    private static final String EVIL =
            "<script>alert('x')</script> & \"quoted\" {{data}} {{script}}";

    @TempDir Path folder;

    private String page() throws Exception {
        return Files.readString(folder.resolve("report.html"));
    }

    private static String between(String text, String from, String to) {
        Matcher m =
                Pattern.compile(Pattern.quote(from) + "(.*?)" + Pattern.quote(to), Pattern.DOTALL)
                        .matcher(text);
        assertThat(m.find()).as(from).isTrue();
        return m.group(1);
    }

    private JsonNode data() throws Exception {
        String json =
                between(page(), "<script id=\"data\" type=\"application/json\">", "</script>");
        return new ObjectMapper().readTree(json);
    }

    private HtmlReport.Builder report() throws Exception {
        return ReportSheet.report(folder.resolve("report.html"));
    }

    @Test
    void tells_state_progress_and_the_best_value() throws Exception {
        List<TickRow> rows = ReportSheet.rows(100);
        HtmlReport report = report().build();
        report.begin(rows.subList(0, 99));
        assertThat(data().get("state").asText()).isEqualTo("running");
        report.tick(rows.get(99));

        JsonNode data = data();
        assertThat(data.get("images").asLong()).isEqualTo(400_000);
        assertThat(data.get("share").asDouble()).isEqualTo(0.4);
        assertThat(data.get("left").asText()).matches("1 h 0\\d min");
        assertThat(data.get("skipped").asInt()).isEqualTo(2);
        double best =
                rows.stream()
                        .mapToDouble(r -> r.value(Evaluation.PSNR_HOLE))
                        .filter(Double::isFinite)
                        .max()
                        .orElseThrow();
        assertThat(data.at("/best/value").asDouble()).isCloseTo(best, within(1e-2));
        assertThat(data.get("x")).hasSize(100);
        assertThat(data.at("/series/Valid~1psnr_hole/0").isNull()).isTrue();
        assertThat(data.at("/series/Valid~1psnr_hole/3").isNumber()).isTrue();
        assertThat(data.get("rows")).hasSize(10);
        assertThat(data.at("/rows/9/images").asLong()).isEqualTo(400_000);
        assertThat(data.at("/settings/0/entries/Device").asText()).startsWith("CPU");
        assertThat(data.get("settings").findValue("depths").asText()).isEqualTo("1, 2, 2, 2, 1");
        assertThat(data.has("samples")).isFalse();
    }

    @Test
    void tells_how_a_run_ended() throws Exception {
        HtmlReport report = report().build();
        report.begin(ReportSheet.rows(3));
        report.ended("the stop file");
        assertThat(data().get("state").asText()).isEqualTo("stopped");
        assertThat(data().get("reason").asText()).isEqualTo("the stop file");
        report.ended(null);
        assertThat(data().get("state").asText()).as("an error nobody told").isEqualTo("stopped");
        report.tick(new TickRow(62_500, 1_000_000, 7000, 150, Map.of()));
        report.ended(null);
        assertThat(data().get("state").asText()).isEqualTo("finished");
        report.failed("No space left.");
        report.ended(null);
        assertThat(data().get("state").asText()).isEqualTo("failed");
        assertThat(data().get("reason").asText()).isEqualTo("No space left.");
        report.begin(List.of());
        assertThat(data().get("state").asText()).isEqualTo("running");
    }

    @Test
    void nothing_is_markup_that_comes_from_outside() throws Exception {
        HtmlReport report =
                HtmlReport.builder(folder.resolve("report.html"), EVIL)
                        .fact(EVIL, EVIL)
                        .settings(
                                new ObjectMapper()
                                        .createObjectNode()
                                        .put("a", EVIL)
                                        .set(EVIL, new ObjectMapper().createObjectNode()))
                        .build();
        report.begin(List.of(new TickRow(1, 1, 1, 1, Map.of(EVIL, 1.0))));
        report.ended(EVIL);

        assertThat(page()).doesNotContain("<script>alert");
        assertThat(page().split("<script", -1)).hasSize(3); // data and the page's own
        assertThat(data().get("reason").asText()).isEqualTo(EVIL);
        assertThat(data().get("series").has(EVIL)).isTrue();
        assertThat(between(page(), "<title>", "</title>"))
                .startsWith("&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;quoted&quot;");
    }

    @Test
    void asks_for_nothing_and_allows_its_own_style_and_script_only() throws Exception {
        report().pictures(() -> ReportSheet.picture(1, 32)).build().begin(ReportSheet.rows(5));
        String page = page();
        String policy = between(page, "Content-Security-Policy\" content=\"", "\"");
        assertThat(policy)
                .contains("default-src 'none'", "img-src data:")
                .contains("script-src '" + hash(between(page, "<script>", "</script>")) + "'")
                .contains("style-src '" + hash(between(page, "<style>", "</style>")) + "'")
                .doesNotContain("unsafe");
        // the name of SVG is an identifier, not an address that is asked
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "<link", "src=", "@import", "url(", "fetch(");
        assertThat(page).doesNotContain("style=\"", "onclick", "{{");
    }

    private static String hash(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    @Test
    @Tag("slow")
    void stays_small_however_long_the_run_and_large_the_pictures() throws Exception {
        Random random = new Random(1); // noise is the hardest to compress
        byte[] pixels = new byte[3 * 256 * 256];
        random.nextBytes(pixels);
        PixelImage image = PixelImage.of8(256, 256, 3, pixels);
        SampleGrid.Picture noise =
                new SampleGrid.Picture(
                        1, Collections.nCopies(8, new SampleGrid.Strip(image, image, image)));
        report().pictures(() -> noise).build().begin(ReportSheet.rows(2000));
        assertThat(Files.size(folder.resolve("report.html"))).isLessThan(1_500_000);
        JsonNode data = data();
        assertThat(data.get("x").size()).isBetween(Curves.POINTS / 2, Curves.POINTS);
        assertThat(data.get("x").get(data.get("x").size() - 1).asLong()).isEqualTo(8_000_000);
        data.get("series").forEach(c -> assertThat(c).hasSameSizeAs(data.get("x")));
        assertThat(data.at("/samples/tiles")).hasSize(24);
        assertThat(data.at("/samples/tiles/0").asText()).startsWith("data:image/jpeg;base64,");
    }

    @Test
    void small_pictures_are_shown_exactly() throws Exception {
        SampleGrid.Picture picture = ReportSheet.picture(1, 32);
        report().pictures(() -> picture).build().begin(List.of());
        String tile = data().at("/samples/tiles/2").asText();
        assertThat(tile).startsWith("data:image/png;base64,");
        byte[] file = Base64.getDecoder().decode(tile.substring(tile.indexOf(',') + 1));
        assertThat(ImageFiles.read(file, "tile", ReadOptions.defaults()))
                .isEqualTo(picture.strips().get(0).tiles().get(2));
    }

    @Test
    void a_page_that_cannot_be_written_does_not_end_the_run() throws Exception {
        Path inside = Files.createDirectory(folder.resolve("run"));
        HtmlReport report = ReportSheet.report(inside.resolve("report.html")).build();
        report.begin(List.of());
        Files.delete(inside.resolve("report.html"));
        Files.delete(inside);
        report.tick(ReportSheet.rows(1).get(0));
        assertThat(report.problem()).isNotNull();
        Files.createDirectory(inside);
        report.tick(ReportSheet.rows(2).get(1));
        assertThat(report.problem()).isNull();
        assertThat(inside.resolve("report.html")).exists();
    }

    @Test
    void values_that_are_no_numbers_leave_gaps() throws Exception {
        Map<String, Double> values = Map.of("a", Double.NaN, "b", Double.POSITIVE_INFINITY);
        report().build().begin(List.of(new TickRow(1, 1, 1, Double.NaN, values)));
        assertThat(data().at("/series/a/0").isNull()).isTrue();
        assertThat(data().at("/rows/0/values/b").asText()).isEqualTo("Infinity");
    }
}
