// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.restauro.runner.browser.Browser;
import org.restauro.runner.browser.BrowserExtension;
import picocli.CommandLine;

/** A workflow that comes with the project, run, and its views opened as files and over loopback. */
@Tag("slow")
@ExtendWith(BrowserExtension.class)
class ViewsInBrowserTest {
    private static final int MURALS = 3;

    @TempDir Path temp;

    private static Path run(Path temp) {
        Path root = Path.of(System.getProperty("restauro.root"));
        Path views = temp.resolve("views");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status =
                line.execute(
                        "run",
                        root.resolve("workflows/restore-murals").toString(),
                        "--var",
                        "murals=" + MURALS,
                        "--var",
                        "model=" + root.resolve("pretrained/mat-small-64.safetensors"),
                        "--var",
                        "output=" + temp.resolve("restored"),
                        "--views",
                        views.toString());
        assertThat(status).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains("View of Inpaint (#").contains("All views: ");
        return views;
    }

    @Test
    void views_open_as_files_and_over_loopback(Browser browser) throws Exception {
        Path views = run(temp);
        browser.open(views.resolve("index.html").toUri(), 800, 600, false);
        browser.await("a link", () -> browser.run("return document.links.length").equals(1L));
        URI view = URI.create((String) browser.run("return document.links[0].href"));
        check(browser, views.resolve("index.html").toUri());
        checkView(browser, view);
        try (PageServer server = new PageServer(views, 0)) {
            URI address = URI.create(server.address());
            check(browser, address);
            checkView(browser, address.resolve(Path.of(view).getFileName().toString()));
        }
    }

    private static void check(Browser browser, URI index) {
        for (boolean dark : new boolean[] {false, true}) {
            browser.open(index, 400, 600, dark);
            browser.await("a link", () -> browser.run("return document.links.length").equals(1L));
            assertThat(browser.axe()).as("dark: %s", dark).isEmpty();
            assertThat(browser.overflow()).isLessThanOrEqualTo(0);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private static void checkView(Browser browser, URI view) {
        browser.open(view, 1280, 800, false);
        browser.waitForView("before-after");
        browser.settle();
        assertThat(browser.all("row-item")).hasSize(MURALS);
        browser.click("mode-side");
        browser.await(
                "pictures side by side",
                () ->
                        browser.find("stage").findElements(By.tagName("img")).size()
                                >= browser.all("side-picture").size());
        browser.settle();
        assertThat(browser.axe()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }
}
