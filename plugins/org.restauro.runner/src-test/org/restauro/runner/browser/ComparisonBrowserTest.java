// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@Tag("slow")
@ExtendWith(BrowserExtension.class)
class ComparisonBrowserTest {
    private static final By OPEN = By.cssSelector("[data-testid='open-row']");

    @TempDir static Path temp;
    private static Path page;

    @BeforeAll
    static void exports_a_page() throws Exception {
        page = SyntheticViews.comparison(temp.resolve("comparison.html"), 24);
    }

    private static void open(Browser browser, boolean dark) {
        browser.open(page.toUri(), 1280, 800, dark);
        browser.waitForView("comparison");
    }

    private static List<WebElement> worst(Browser browser) {
        return browser.find("worst-list").findElements(OPEN);
    }

    @Test
    void the_table_marks_direction_and_best(Browser browser) {
        open(browser, false);
        String table = browser.find("metric-table").getText();
        assertThat(table).contains("Small model", "Large model", "FID", "PSNR", "LPIPS", "U-IDS");
        assertThat(table).contains("41.25", "38.5", "↓", "↑", "★");
        assertThat(browser.find("metric-table").findElements(By.cssSelector("td.best"))).hasSize(3);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void another_metric_changes_charts_and_lists(Browser browser) {
        open(browser, false);
        browser.select("metric-select").selectByVisibleText("LPIPS");
        browser.await("worst images", () -> !worst(browser).isEmpty());
        String lpips = browser.find("worst-list").getText();
        browser.select("metric-select").selectByVisibleText("PSNR");
        browser.await(
                "other worst images", () -> !browser.find("worst-list").getText().equals(lpips));
        browser.select("metric-select").selectByVisibleText("FID");
        browser.await("no image to have an FID", () -> worst(browser).isEmpty());
        assertThat(browser.find("worst-list").getText()).contains("FID");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_number_of_worst_images_and_the_axes_are_chosen(Browser browser) {
        open(browser, false);
        browser.select("metric-select").selectByVisibleText("PSNR");
        for (int count : new int[] {3, 12}) {
            browser.select("worst-count").selectByVisibleText(Integer.toString(count));
            browser.await(count + " images", () -> worst(browser).size() == count);
        }
        assertThat(browser.find("different-list").findElements(OPEN)).isNotEmpty();
        browser.select("scatter-x").selectByVisibleText("LPIPS");
        browser.select("scatter-y").selectByVisibleText("PSNR");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void an_image_is_opened_and_left_again(Browser browser) {
        open(browser, false);
        browser.select("metric-select").selectByVisibleText("PSNR");
        browser.await("worst images", () -> !worst(browser).isEmpty());
        WebElement first = worst(browser).get(0);
        String row = first.getDomAttribute("data-row");
        browser.run("arguments[0].focus()", first);
        browser.press(Keys.ENTER);
        browser.waitForView("before-after");
        assertThat(
                        browser.run(
                                "return document.querySelector(\"[data-testid='row-item']"
                                        + "[aria-selected='true']\").dataset.row"))
                .isEqualTo(row);
        assertThat(browser.find("metric-table").isDisplayed()).isFalse();
        browser.settle();
        assertThat(browser.axe()).isEmpty();
        browser.click("back-to-comparison");
        browser.await("the comparison", () -> browser.find("metric-table").isDisplayed());
        assertThat(browser.has("view-before-after")).isFalse();
        assertThat(browser.run("return document.activeElement.dataset.row")).isEqualTo(row);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tables_and_charts_are_saved_as_files(Browser browser) throws Exception {
        open(browser, false);
        browser.select("metric-select").selectByVisibleText("PSNR");
        for (WebElement button : browser.all("export-csv")) {
            String csv = Files.readString(browser.download(button));
            assertThat(csv).startsWith("\ufeff").contains("Small model", "Large model");
        }
        for (WebElement button : browser.all("export-png")) {
            Path file = browser.download(button);
            assertThat(file).asString().endsWith(".png");
            BufferedImage picture = ImageIO.read(file.toFile());
            assertThat(picture.getWidth()).isGreaterThan(400);
            assertThat(picture.getHeight()).isGreaterThan(100);
        }
        for (WebElement button : browser.all("export-svg")) {
            Path file = browser.download(button);
            assertThat(file).asString().endsWith(".svg");
            assertThat(Files.readString(file)).contains("<svg", "</svg>").doesNotContain("<script");
        }
        assertThat(browser.all("export-png")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void without_samples_it_says_what_to_connect(Browser browser) throws Exception {
        Path bare = SyntheticViews.comparison(temp.resolve("bare.html"), 0);
        browser.open(bare.toUri(), 1280, 800, false);
        browser.waitForView("comparison");
        assertThat(browser.find("no-samples").getText()).containsIgnoringCase("sample");
        assertThat(browser.has("worst-list")).isFalse();
        assertThat(browser.axe()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void axe_finds_nothing_serious_in_light_and_dark(Browser browser) {
        for (boolean dark : new boolean[] {false, true}) {
            open(browser, dark);
            for (String metric : new String[] {"PSNR", "FID"}) {
                browser.select("metric-select").selectByVisibleText(metric);
                assertThat(browser.axe()).as("%s, dark: %s", metric, dark).isEmpty();
            }
        }
    }

    @Test
    void everything_is_reached_by_the_tabulator(Browser browser) {
        open(browser, false);
        assertThat(browser.tabStops(60))
                .contains(
                        "theme-toggle",
                        "export-csv",
                        "metric-select",
                        "export-png",
                        "export-svg",
                        "scatter-x",
                        "scatter-y",
                        "worst-count",
                        "open-row");
    }

    @Test
    void nothing_is_wider_than_a_narrow_window(Browser browser) {
        open(browser, false);
        for (int width : new int[] {800, 600}) {
            browser.size(width, 700);
            browser.settle();
            assertThat(browser.overflow()).as("at " + width).isLessThanOrEqualTo(0);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void looks_as_it_did(Browser browser) throws Exception {
        for (boolean dark : new boolean[] {false, true}) {
            open(browser, dark);
            browser.settle();
            Screenshots.check(browser.screenshot(), dark ? "comparison-dark" : "comparison-light");
        }
    }

    @Test
    void first_paint_comes_soon(Browser browser) throws Exception {
        Path hundred = SyntheticViews.comparison(temp.resolve("hundred.html"), 100);
        FirstPaint.check(browser, hundred, "comparison", 100, 1);
        Path thousand = SyntheticViews.comparison(temp.resolve("thousand.html"), 1000);
        FirstPaint.check(browser, thousand, "comparison", 1000, 3);
        assertThat(browser.complaints()).isEmpty();
    }
}
