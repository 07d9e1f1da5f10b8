// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives tests one browser for all of them, or skips them where there is none. */
public final class BrowserExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace SPACE =
            ExtensionContext.Namespace.create(BrowserExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Path browser = onPath(List.of("chromium", "chromium-browser", "google-chrome"));
        Path driver = onPath(List.of("chromedriver"));
        if (browser == null || driver == null) {
            String missing = browser == null ? "chromium" : "chromedriver (chromium-driver)";
            String reason = "No test of the views in a browser: " + missing + " is not on the PATH";
            System.out.println(reason);
            throw new TestAbortedException(reason);
        }
        return context.getRoot()
                .getStore(SPACE)
                .getOrComputeIfAbsent(
                        Browser.class, key -> Browser.start(browser, driver), Browser.class);
    }

    private static Path onPath(List<String> names) {
        for (String name : names) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
                Path file = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        return null;
    }
}
