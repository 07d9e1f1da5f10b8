// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@ExtendWith(BrowserExtension.class)
class TrainingBrowserTest {
    @TempDir static Path temp;
    private static Path page;

    @BeforeAll
    static void exports_a_page() throws Exception {
        page = SyntheticViews.training(temp.resolve("training.html"), 300);
    }

    private static void open(Browser browser, boolean dark) {
        browser.open(page.toUri(), 1280, 800, dark);
        browser.waitForView("training");
    }

    @Test
    void shows_a_group_of_curves_for_each_part(Browser browser) {
        open(browser, false);
        assertThat(browser.all("series-group").size()).isGreaterThanOrEqualTo(3);
        browser.await(
                "curves to be drawn",
                () ->
                        (Long) browser.run("return document.querySelectorAll('svg, canvas').length")
                                > 0);
        assertThat(browser.find("view-training").getText()).contains("Loss", "PSNR");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void curves_are_saved_as_files(Browser browser) throws Exception {
        open(browser, false);
        Path csv = browser.download(browser.find("export-csv"));
        assertThat(Files.readString(csv)).contains("step", "Loss/G/loss", "Held-out/PSNR");
        assertThat(Files.readAllLines(csv)).hasSize(301);
        Path png = browser.download(browser.find("export-png"));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(400);
        Path svg = browser.download(browser.find("export-svg"));
        assertThat(Files.readString(svg)).contains("<svg", "</svg>");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void axe_finds_nothing_serious_in_light_and_dark(Browser browser) {
        for (boolean dark : new boolean[] {false, true}) {
            open(browser, dark);
            assertThat(browser.axe()).as("dark: %s", dark).isEmpty();
        }
    }

    @Test
    void the_theme_is_toggled(Browser browser) {
        open(browser, true);
        Object dark = browser.run("return getComputedStyle(document.body).backgroundColor");
        browser.await(
                "another background",
                () -> {
                    browser.click("theme-toggle");
                    return !dark.equals(
                            browser.run("return getComputedStyle(document.body).backgroundColor"));
                });
        assertThat(browser.axe()).isEmpty();
    }

    @Test
    void nothing_is_wider_than_a_narrow_window(Browser browser) {
        open(browser, false);
        for (int width : new int[] {800, 600, 400}) {
            browser.size(width, 700);
            browser.settle();
            assertThat(browser.overflow()).as("at " + width).isLessThanOrEqualTo(0);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_run_that_has_only_begun_is_shown(Browser browser) throws Exception {
        for (int steps : new int[] {0, 1}) {
            Path file = SyntheticViews.training(temp.resolve("begun-" + steps + ".html"), steps);
            browser.open(file.toUri(), 1280, 800, false);
            browser.waitForView("training");
            assertThat(browser.has("error")).isFalse();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void looks_as_it_did(Browser browser) throws Exception {
        for (boolean dark : new boolean[] {false, true}) {
            open(browser, dark);
            browser.settle();
            Screenshots.check(browser.screenshot(), dark ? "training-dark" : "training-light");
        }
    }

    @Test
    void first_paint_comes_soon(Browser browser) throws Exception {
        FirstPaint.check(browser, page, "training", 300, 1);
        Path thousand = SyntheticViews.training(temp.resolve("long.html"), 1000);
        FirstPaint.check(browser, thousand, "training", 1000, 3);
    }
}
