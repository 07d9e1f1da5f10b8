// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfContainedPageTest {
    private static final String PAGE =
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>x</title>"
                    + "<script type=\"module\" async>const s = '</body>';</script></head>"
                    + "<body><div id=\"app\"></div></body></html>";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK =
            Pattern.compile("<script type=\"([^\"]*)\" id=\"restauro-([^\"]*)\">(.*?)</script>");

    @TempDir Path temp;

    private final List<String> asked = new ArrayList<>();

    /** Pictures whose bytes grow with the square of their side. */
    private final PictureSource squares =
            new PictureSource() {
                @Override
                public List<String> thumbnails(List<Integer> rows, String column) {
                    asked.add("thumbnails " + rows + " " + column);
                    return rows.stream().map(row -> uri(10)).toList();
                }

                @Override
                public String image(int row, String column, int maxSide) {
                    asked.add("image " + row + " " + column + " " + maxSide);
                    int side = maxSide == 0 ? 4000 : Math.min(maxSide, 4000);
                    return uri(side * side / 1000);
                }
            };

    private static String uri(int bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static String initialData(int rows, String title) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode data = root.putObject("result");
        data.put("view", "before-after").put("title", title);
        data.putArray("columns").addObject().put("key", "damaged").put("role", "damaged");
        data.withArray("columns").addObject().put("key", "restored:0").put("role", "restored");
        data.putArray("notes").add("a note");
        for (int i = 0; i < rows; i++) {
            ObjectNode row = data.withArray("rows").addObject().put("name", "row " + i);
            row.putArray("size").add(4000).add(3000);
            row.putArray("present").add(true).add(i != 1);
        }
        return root.toString();
    }

    private static SelfContainedPage page(String data) throws IOException {
        return SelfContainedPage.of(PAGE, data);
    }

    private String write(SelfContainedPage page) throws IOException {
        Path file = temp.resolve("view.html");
        page.write(file, squares, ExportProgress.NONE);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactly(file);
        }
        return Files.readString(file);
    }

    private static JsonNode dataOf(String html) throws IOException {
        Matcher block = BLOCK.matcher(html);
        assertThat(block.find()).isTrue();
        assertThat(block.group(1)).isEqualTo("application/json");
        assertThat(block.group(2)).isEqualTo("initial-data");
        return JSON.readTree(block.group(3)).get("result");
    }

    @Test
    void data_come_before_the_first_script_and_pictures_at_the_end() throws Exception {
        String html = write(page(initialData(3, "three")));
        assertThat(html).startsWith(PAGE.substring(0, PAGE.indexOf("<script")));
        assertThat(html).endsWith("</script>\n</body></html>");
        assertThat(dataOf(html).get("title").asText()).isEqualTo("three");
        List<String> ids = new ArrayList<>();
        Matcher block = BLOCK.matcher(html);
        while (block.find()) {
            ids.add(block.group(2));
        }
        assertThat(ids)
                .containsExactly(
                        "initial-data",
                        "thumbnail-0-damaged",
                        "thumbnail-1-damaged",
                        "thumbnail-2-damaged",
                        "thumbnail-0-restored:0",
                        "thumbnail-2-restored:0",
                        "image-0-damaged",
                        "image-0-restored:0",
                        "image-1-damaged",
                        "image-2-damaged",
                        "image-2-restored:0");
        assertThat(html.replaceAll(BLOCK.pattern() + "\n", "")).isEqualTo(PAGE);
    }

    @Test
    void hostile_texts_stay_data() throws Exception {
        for (String hostile :
                List.of(
                        "</script><script>alert(1)</script>",
                        "<!--<script>",
                        "]]>'\"`\\\u0000\u2028\u2029",
                        "壁画 \ud83d\ude00 עברית",
                        "\ud800 alone",
                        "&lt;/script&gt;")) {
            String html = write(page(initialData(1, hostile)));
            String block = html.substring(html.indexOf("id=\"restauro-initial-data\">"));
            assertThat(block.substring(26, block.indexOf("</script>"))).doesNotContain("<");
            assertThat(dataOf(html).get("title").asText()).isEqualTo(hostile);
        }
    }

    @Test
    void a_hostile_column_key_stays_in_its_attribute() throws Exception {
        String data = initialData(1, "t").replace("restored:0", "\\\"><script>alert('1')&amp;");
        String html = write(page(data));
        assertThat(html)
                .contains(
                        "id=\"restauro-image-0-&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)"
                                + "&amp;amp;\">");
        assertThat(html).doesNotContain("<script>alert");
    }

    @Test
    void what_is_no_picture_is_refused() throws Exception {
        for (String wrong :
                List.of(
                        "data:image/png;base64,AAAA</script>",
                        "data:text/html;base64,AAAA",
                        "https://example.org/x.png",
                        "data:image/svg+xml,<svg/>",
                        "x")) {
            PictureSource source =
                    new PictureSource() {
                        @Override
                        public List<String> thumbnails(List<Integer> rows, String column) {
                            return rows.stream().map(row -> "").toList();
                        }

                        @Override
                        public String image(int row, String column, int maxSide) {
                            return wrong;
                        }
                    };
            Path file = temp.resolve("wrong.html");
            assertThatThrownBy(
                            () ->
                                    page(initialData(1, "t"))
                                            .write(file, source, ExportProgress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("row 0, column damaged: this is no picture");
            assertThat(temp).isEmptyDirectory();
        }
    }

    @Test
    void pictures_are_made_smaller_to_keep_the_budget() throws Exception {
        long original = 4000 * 4000 / 1000 * 4 / 3;
        SelfContainedPage page = page(initialData(20, "t"));
        String all = write(page.withBudget(40 * original + 40 * 100));
        assertThat(dataOf(all).get("notes")).hasSize(1);
        assertThat(asked).noneMatch(a -> a.startsWith("image") && !a.endsWith(" 0"));

        asked.clear();
        String small = write(page.withBudget(10 * original));
        assertThat(dataOf(small).get("notes").get(1).asText())
                .contains("scaled down to at most 1024 pixels");
        assertThat(small.length()).isBetween(2 * (int) original, 11 * (int) original);
        Matcher block = BLOCK.matcher(small);
        assertThat(block.results().filter(b -> b.group(2).startsWith("image-")).count())
                .isEqualTo(39);
    }

    @Test
    void thumbnails_have_to_do_where_the_budget_is_too_small() throws Exception {
        String html = write(page(initialData(3, "t")).withBudget(0));
        assertThat(dataOf(html).get("notes").get(1).asText()).contains("at most 192 pixels");
        assertThat(html)
                .contains("restauro-thumbnail-2-restored:0")
                .doesNotContain("restauro-image");
        assertThatThrownBy(() -> page(initialData(3, "t")).withBudget(-1))
                .hasMessage("the budget of a page must be 0 bytes or more, not -1");
    }

    @Test
    void the_pictures_of_a_comparison_are_its_samples() throws Exception {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode result = root.putObject("result").put("view", "comparison");
        result.set("samples", JSON.readTree(initialData(2, "t")).get("result"));
        String html = write(page(root.toString()).withBudget(0));
        assertThat(html).contains("restauro-thumbnail-1-damaged");
        assertThat(dataOf(html).at("/samples/notes")).hasSize(2);
    }

    @Test
    void a_view_without_pictures_has_none() throws Exception {
        String html =
                write(
                        page(
                                "{\"result\":{\"view\":\"training\",\"columns\":[\"step\"],"
                                        + "\"rows\":[[1],[null]],\"notes\":[]}}"));
        assertThat(asked).isEmpty();
        assertThat(html).doesNotContain("restauro-image");
        assertThat(dataOf(html).at("/rows/0/0").asInt()).isEqualTo(1);
    }

    @Test
    void few_thumbnails_are_asked_for_at_once() throws Exception {
        write(page(initialData(40, "t")).withBudget(0));
        assertThat(asked.stream().filter(a -> a.startsWith("thumbnails")).toList())
                .hasSize(6)
                .allMatch(a -> Arrays.asList(a.split(",")).size() <= 16);
    }

    @Test
    void cancelling_leaves_the_old_file() throws Exception {
        Path file = Files.writeString(temp.resolve("view.html"), "old");
        ExportProgress cancelling =
                new ExportProgress() {
                    private long done;

                    @Override
                    public void pictures(long now, long total) {
                        assertThat(total).isEqualTo(19);
                        done = now;
                    }

                    @Override
                    public boolean cancelled() {
                        return done == 5;
                    }
                };
        assertThatThrownBy(() -> page(initialData(10, "t")).write(file, squares, cancelling))
                .isInstanceOf(CancellationException.class);
        assertThat(asked).hasSize(5);
        assertThat(temp).isDirectoryContaining("glob:**/view.html");
        assertThat(Files.list(temp)).containsExactly(file);
        assertThat(file).hasContent("old");
    }

    @Test
    void errors_of_the_view_are_told() {
        assertThatThrownBy(() -> page("{\"internalError\":{\"message\":\"no table\"}}"))
                .isInstanceOf(IOException.class)
                .hasMessage("the view reports an error: no table");
        assertThatThrownBy(() -> page("{}")).hasMessageContaining("have no object \"result\"");
        assertThatThrownBy(() -> page("null")).hasMessageContaining("have no object \"result\"");
        assertThatThrownBy(() -> page("[")).hasMessageContaining("are no JSON");
        assertThatThrownBy(() -> SelfContainedPage.of("<p>", initialData(1, "t")))
                .hasMessageContaining("has no <script> followed by </body>");
    }

    @Test
    void a_missing_folder_is_told() {
        Path file = temp.resolve("none/view.html");
        assertThatThrownBy(
                        () -> page(initialData(1, "t")).write(file, squares, ExportProgress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no such folder");
    }
}
