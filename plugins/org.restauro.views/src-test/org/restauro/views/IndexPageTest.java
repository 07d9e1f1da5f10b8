// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.views.IndexPage.Entry;

class IndexPageTest {
    @TempDir Path temp;

    @Test
    void lists_pages_with_escaped_texts() {
        String html =
                IndexPage.html(
                        "<b>&\"",
                        List.of(
                                new Entry("01-inpaint.html", "Inpaint </a><script>", "Node #1"),
                                new Entry("javascript:alert(1) 壁\".html", "t", "")));
        assertThat(html)
                .contains("<h1>&lt;b&gt;&amp;&quot;</h1>")
                .contains(
                        "<a href=\"./01-inpaint.html\">Inpaint &lt;/a&gt;&lt;script&gt;</a>"
                                + "<p>Node #1</p>")
                .contains("href=\"./javascript%3Aalert%281%29%20%E5%A3%81%22.html\"")
                .doesNotContain("<script");
    }

    @Test
    void knows_its_own_file_from_others() throws Exception {
        assertThat(IndexPage.isForeign(temp)).isFalse();
        IndexPage.write(temp, "heading", List.of());
        assertThat(IndexPage.isForeign(temp)).isFalse();
        Files.writeString(temp.resolve("index.html"), "<html>my own page</html>");
        assertThat(IndexPage.isForeign(temp)).isTrue();
        Files.delete(temp.resolve("index.html"));
        Files.createDirectory(temp.resolve("index.html"));
        assertThat(IndexPage.isForeign(temp)).isTrue();
    }
}
