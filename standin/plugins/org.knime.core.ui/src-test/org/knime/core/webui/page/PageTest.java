// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.knime.core.webui.page.Resource.ContentType;

class PageTest {
    @Test
    void text_is_a_page() throws Exception {
        Page page = Page.create().fromString(() -> "<p>ü</p>").relativePath("index.html");
        assertThat(page.getRelativePath()).isEqualTo("index.html");
        assertThat(page.getContentType()).isEqualTo(ContentType.HTML);
        assertThat(page.isCompletelyStatic()).isFalse();
        assertThat(text(page)).isEqualTo("<p>ü</p>");
        page.addResourceFromString(() -> "1", "a/b.svg");
        assertThat(text(page.getResource("a/b.svg").orElseThrow())).isEqualTo("1");
        assertThat(page.getResource("a/c.svg")).isEmpty();
    }

    @Test
    void files_of_a_bundle_are_found_on_the_class_path() throws Exception {
        String folder = Page.class.getPackageName().replace('.', '/');
        FromFilePage page =
                Page.create()
                        .fromFile()
                        .bundleClass(Page.class)
                        .basePath(folder)
                        .relativeFilePath("Page.class");
        assertThat(page.isCompletelyStatic()).isTrue();
        try (InputStream in = page.getInputStream()) {
            assertThat(in.readNBytes(4)).isEqualTo(new byte[] {-54, -2, -70, -66});
        }
        page.addResourceFile("Resource.class");
        assertThat(page.getResource("Resource.class")).isPresent();
        FromFilePage none =
                Page.create()
                        .fromFile()
                        .bundleID("org.knime.core.ui")
                        .basePath(folder)
                        .relativeFilePath("none.html");
        assertThatThrownBy(none::getInputStream)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("none.html");
        assertThat(none.getReusablePage("id").getPageId()).startsWith("id:");
    }

    private static String text(Resource resource) throws Exception {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
