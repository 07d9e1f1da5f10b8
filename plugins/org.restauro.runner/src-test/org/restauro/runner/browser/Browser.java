// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser without a window, and what tests ask of it. */
public final class Browser implements CloseableResource {
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger SELENIUM_LOG = Logger.getLogger("org.openqa.selenium");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs axe on the page; gives what is wrong in the two upper of its four grades. */
    private static final String AXE =
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                (found) => done(found.violations
                    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
                    .flatMap((v) => v.nodes.map((n) =>
                        v.id + ': ' + n.target.join(' ') + ' ' + (n.failureSummary || '')))),
                (cause) => done(['axe failed: ' + cause]));
            """;

    private final ChromeDriver driver;
    private final Path downloads;
    private URI opened;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    static Browser start(Path executable, Path driverExecutable) {
        // says that it knows no typed protocol for this version of the browser; none is needed
        SELENIUM_LOG.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(executable.toString());
        // pages are of use before their last picture is read, and tests wait for what they need
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        // the sandbox needs rights that a container seldom has; nothing foreign is opened here
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-proxy-server",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--force-color-profile=srgb",
                "--lang=en");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driverExecutable.toFile())
                        .usingAnyFreePort()
                        .build();
        try {
            Path downloads = Files.createTempDirectory("restauro-downloads");
            ChromeDriver driver = new ChromeDriver(service, options);
            driver.executeCdpCommand(
                    "Browser.setDownloadBehavior",
                    Map.of("behavior", "allow", "downloadPath", downloads.toString()));
            // what one test chose, such as the theme, is not what the next one begins with
            driver.executeCdpCommand(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of("source", "try { localStorage.clear(); } catch (e) {}"));
            driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
            return new Browser(driver, downloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page at a window size in light or dark, and forgets earlier messages. */
    public void open(URI page, int width, int height, boolean dark) {
        driver.get("about:blank");
        size(width, height);
        theme(dark);
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        opened = page;
        driver.get(page.toString());
        await("the page to be read", () -> page.toString().equals(driver.getCurrentUrl()));
    }

    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system prefers, as the page sees it. */
    public void theme(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Waits until the view has painted its first content; gives when, in seconds after opening. */
    public double waitForView(String view) {
        driverWait("view " + view + " to be painted")
                .until(
                        d ->
                                !d.findElements(
                                                By.cssSelector(
                                                        "[data-testid='view-"
                                                                + view
                                                                + "'][data-ready='true']"))
                                        .isEmpty());
        Object millis =
                run(
                        "const m = performance.getEntriesByName('restauro-ready');"
                                + "return m.length ? m[0].startTime : performance.now()");
        return ((Number) millis).doubleValue() / 1000;
    }

    private WebDriverWait driverWait(String what) {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        wait.withMessage(() -> "waited for " + what);
        wait.ignoring(org.openqa.selenium.StaleElementReferenceException.class);
        return wait;
    }

    /** Waits until a condition holds. */
    public void await(String what, BooleanSupplier condition) {
        driverWait(what).until(d -> condition.getAsBoolean());
    }

    /** The first element with the test id; waits for it. */
    public WebElement find(String testId) {
        return driverWait(testId).until(d -> d.findElement(By.cssSelector(css(testId))));
    }

    public List<WebElement> all(String testId) {
        return driver.findElements(By.cssSelector(css(testId)));
    }

    private static String css(String testId) {
        return "[data-testid='" + testId + "']";
    }

    public boolean has(String testId) {
        return !all(testId).isEmpty();
    }

    public void click(String testId) {
        find(testId).click();
    }

    public Select select(String testId) {
        return new Select(find(testId));
    }

    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Focuses an element by script, as a reader would by the tabulator, and presses keys on it. */
    public void pressOn(String testId, CharSequence... keys) {
        run("arguments[0].focus()", find(testId));
        press(keys);
    }

    /** Drags from a point of an element to another, given as shares of its width; halfway down. */
    public void drag(WebElement element, double from, double to) {
        int width = element.getSize().width;
        new Actions(driver)
                .moveToElement(element, (int) (width * (from - 0.5)), 0)
                .clickAndHold()
                .moveToElement(element, (int) (width * ((from + to) / 2 - 0.5)), 0)
                .moveToElement(element, (int) (width * (to - 0.5)), 0)
                .release()
                .perform();
    }

    /** The test ids of all elements that the tabulator reaches from the top of the page. */
    public Set<String> tabStops(int most) {
        run("document.activeElement.blur(); window.scrollTo(0, 0)");
        Set<String> reached = new LinkedHashSet<>();
        for (int i = 0; i < most; i++) {
            press(Keys.TAB);
            Object id = run("return document.activeElement.dataset.testid || ''");
            reached.add((String) id);
        }
        return reached;
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** How many pixels wider than the window the page is. */
    public long overflow() {
        Object wider =
                run(
                        "return document.documentElement.scrollWidth"
                                + " - document.documentElement.clientWidth");
        return ((Number) wider).longValue();
    }

    /** What axe finds serious or critical. */
    @SuppressWarnings("unchecked")
    public List<String> axe() {
        if (!Boolean.TRUE.equals(run("return typeof window.axe !== 'undefined'"))) {
            // through the debugger, so that the page's policy needs no exception
            driver.executeCdpCommand(
                    "Runtime.evaluate", Map.of("expression", resource("/axe.min.js")));
        }
        return (List<String>) driver.executeAsyncScript(AXE);
    }

    private static String resource(String name) {
        try (InputStream in = Browser.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the console says and what was asked of the network since the page was opened, apart from
     * the page itself and what lies within it.
     */
    public List<String> complaints() {
        List<String> found = new ArrayList<>();
        driver.manage()
                .logs()
                .get(LogType.BROWSER)
                .forEach(entry -> found.add(entry.getLevel() + " " + entry.getMessage()));
        driver.manage()
                .logs()
                .get(LogType.PERFORMANCE)
                .forEach(entry -> request(entry.getMessage(), found));
        return found;
    }

    private void request(String entry, List<String> found) {
        try {
            JsonNode message = JSON.readTree(entry).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                String url = message.at("/params/request/url").asText();
                boolean within = url.startsWith("data:") || url.startsWith("blob:");
                if (!within && !url.equals(opened.toString()) && !url.equals("about:blank")) {
                    found.add("request of " + url.substring(0, Math.min(200, url.length())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all pictures are there and nothing is painted any more. */
    public void settle() {
        await(
                "all pictures",
                () ->
                        Boolean.TRUE.equals(
                                run(
                                        "return [...document.images].every("
                                                + "i => i.complete && i.naturalWidth > 0)")));
        driver.executeAsyncScript(
                "const done = arguments[0]; setTimeout(() => requestAnimationFrame("
                        + "() => requestAnimationFrame(done)), 400)");
    }

    public BufferedImage screenshot() {
        try {
            byte[] png = driver.getScreenshotAs(OutputType.BYTES);
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a click makes the browser save. */
    public Path download(WebElement button) {
        deleteDownloads();
        // not below what sticks to the top
        run("arguments[0].scrollIntoView({block: 'center'})", button);
        settle();
        button.click();
        await("a file of " + button.getDomAttribute("data-testid"), () -> downloaded() != null);
        return downloaded();
    }

    private Path downloaded() {
        try (Stream<Path> files = Files.list(downloads)) {
            return files.filter(f -> !f.toString().endsWith(".crdownload"))
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .findAny()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteDownloads() {
        try (Stream<Path> files = Files.list(downloads)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        deleteDownloads();
        Files.delete(downloads);
    }
}
