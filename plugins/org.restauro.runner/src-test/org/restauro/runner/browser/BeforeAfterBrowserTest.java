// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@Tag("slow")
@ExtendWith(BrowserExtension.class)
class BeforeAfterBrowserTest {
    private static final int ROWS = 24;

    @TempDir static Path temp;
    private static Path page;

    @BeforeAll
    static void exports_a_page() throws Exception {
        page = SyntheticViews.beforeAfter(temp.resolve("before-after.html"), ROWS);
    }

    private static void open(Browser browser, boolean dark) {
        browser.open(page.toUri(), 1280, 800, dark);
        browser.waitForView("before-after");
    }

    private static double split(Browser browser) {
        return Double.parseDouble(browser.find("slider").getDomAttribute("aria-valuenow"));
    }

    private static String chosenRow(Browser browser) {
        return (String)
                browser.run(
                        "return document.querySelector(\"[data-testid='row-item']"
                                + "[aria-selected='true']\").dataset.row");
    }

    @Test
    void shows_rows_and_the_first_pictures(Browser browser) {
        open(browser, false);
        assertThat(browser.all("row-item").size()).isBetween(5, 40);
        assertThat(browser.all("row-item").get(0).getText()).contains("mural-00001");
        assertThat(browser.find("slider").getAriaRole()).isEqualTo("slider");
        Object loaded =
                browser.run(
                        "return [...document.querySelectorAll(\"[data-testid='slider'] img\")]"
                                + ".map(i => i.naturalWidth)");
        assertThat(loaded).asList().hasSize(2).allMatch(w -> ((Long) w) > 0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_slider_moves_by_keys_and_by_mouse(Browser browser) {
        open(browser, false);
        double before = split(browser);
        browser.pressOn("slider", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        browser.await("the slider to go right", () -> split(browser) > before);
        double right = split(browser);
        browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        browser.await("the slider to go left", () -> split(browser) < right);
        browser.press(Keys.HOME);
        browser.await("the slider to be at an end", () -> split(browser) <= 1);
        browser.press(Keys.END);
        browser.await("the slider to be at the other end", () -> split(browser) >= 99);
        open(browser, false);
        browser.drag(browser.find("slider"), split(browser) / 100, 0.2);
        browser.await("the slider to be dragged", () -> Math.abs(split(browser) - 20) < 8);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void modes_pictures_zoom_and_mask_can_be_chosen(Browser browser) {
        open(browser, false);
        browser.click("mode-side");
        browser.await("pictures side by side", () -> browser.all("side-picture").size() >= 4);
        browser.click("mode-difference");
        browser.find("difference");
        browser.await(
                "the heat map",
                () ->
                        Boolean.TRUE.equals(
                                browser.run(
                                        "return"
                                            + " !!document.querySelector(\"[data-testid='difference']"
                                            + " canvas\")")));
        browser.click("mode-slider");
        browser.select("picture-left").selectByVisibleText("Truth");
        browser.await(
                "the truth on the left",
                () -> browser.find("slider").getDomAttribute("aria-label").contains("Truth"));
        WebElement percent = browser.find("zoom-100");
        browser.click("zoom-fit");
        String fit = percent.getText();
        browser.click("zoom-in");
        browser.await("to be nearer", () -> !percent.getText().equals(fit));
        browser.click("zoom-hole");
        browser.await("a hole", () -> !browser.find("hole-note").getText().isBlank());
        browser.click("zoom-fit");
        browser.await("the whole picture", () -> percent.getText().equals(fit));
        browser.click("mask-toggle");
        browser.find("mask-outline");
        browser.click("mask-toggle");
        browser.await("no outline", () -> !browser.has("mask-outline"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void rows_are_chosen_by_keys_and_by_mouse(Browser browser) {
        open(browser, false);
        assertThat(chosenRow(browser)).isEqualTo("0");
        browser.pressOn("row-list", Keys.ARROW_DOWN);
        browser.await("the second row", () -> chosenRow(browser).equals("1"));
        browser.press(Keys.END);
        browser.await("the last row", () -> chosenRow(browser).equals("" + (ROWS - 1)));
        browser.press(Keys.HOME);
        browser.await("the first row", () -> chosenRow(browser).equals("0"));
        browser.all("row-item").get(SyntheticViews.INCOMPLETE_ROW).click();
        browser.await("the fourth row", () -> chosenRow(browser).equals("3"));
        browser.select("picture-right").selectByValue("restored:1");
        browser.await(
                "why the picture is missing",
                () -> browser.find("stage").getText().contains(SyntheticViews.REASON));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_hostile_name_is_text(Browser browser) {
        open(browser, false);
        browser.all("row-item").get(SyntheticViews.HOSTILE_ROW).click();
        browser.await(
                "the name",
                () -> browser.find("view-before-after").getText().contains(SyntheticViews.HOSTILE));
        assertThat(browser.run("return document.querySelectorAll('img[src=x]').length"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everything_is_reached_by_the_tabulator(Browser browser) {
        open(browser, false);
        assertThat(browser.tabStops(30))
                .contains(
                        "theme-toggle",
                        "row-list",
                        "mode-slider",
                        "mode-side",
                        "mode-difference",
                        "picture-left",
                        "picture-right",
                        "zoom-in",
                        "zoom-out",
                        "zoom-fit",
                        "zoom-hole",
                        "mask-toggle",
                        "slider");
    }

    @Test
    void axe_finds_nothing_serious_in_light_and_dark(Browser browser) {
        for (boolean dark : new boolean[] {false, true}) {
            open(browser, dark);
            assertThat(browser.axe()).as("slider, dark: %s", dark).isEmpty();
            browser.click(dark ? "mode-side" : "mode-difference");
            assertThat(browser.axe()).as("another mode, dark: %s", dark).isEmpty();
        }
    }

    @Test
    void the_theme_is_toggled(Browser browser) {
        open(browser, false);
        Object light = browser.run("return getComputedStyle(document.body).backgroundColor");
        browser.await(
                "another background",
                () -> {
                    browser.click("theme-toggle");
                    Object now =
                            browser.run("return getComputedStyle(document.body).backgroundColor");
                    return !now.equals(light);
                });
        assertThat(browser.axe()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void nothing_is_wider_than_a_narrow_window(Browser browser) {
        open(browser, false);
        for (int width : new int[] {800, 600, 400}) {
            browser.size(width, 700);
            assertThat(browser.overflow()).as("at " + width).isLessThanOrEqualTo(0);
        }
        browser.open(page.toUri(), 800, 600, false);
        browser.waitForView("before-after");
        assertThat(browser.overflow()).isLessThanOrEqualTo(0);
        assertThat(browser.find("slider").getSize().width).isGreaterThan(200);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void looks_as_it_did(Browser browser) throws Exception {
        for (boolean dark : new boolean[] {false, true}) {
            browser.open(page.toUri(), 1280, 800, dark);
            browser.waitForView("before-after");
            browser.settle();
            Screenshots.check(
                    browser.screenshot(), dark ? "before-after-dark" : "before-after-light");
        }
    }

    @Test
    void first_paint_comes_soon(Browser browser) throws Exception {
        Path hundred = SyntheticViews.beforeAfter(temp.resolve("hundred.html"), 100);
        FirstPaint.check(browser, hundred, "before-after", 100, 1);
        Path thousand = SyntheticViews.beforeAfter(temp.resolve("thousand.html"), 1000);
        FirstPaint.check(browser, thousand, "before-after", 1000, 3);
        browser.pressOn("row-list", Keys.END);
        browser.await("the last row", () -> chosenRow(browser).equals("999"));
        assertThat(browser.complaints()).isEmpty();
    }
}
