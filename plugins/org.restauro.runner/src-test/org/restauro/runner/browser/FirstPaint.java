// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints how soon a view has painted its first content. Machines differ, so only many times the
 * intended limit fails: a view that does work for each row before it shows the first.
 */
final class FirstPaint {
    private static final int GENEROUS = 6;

    private FirstPaint() {}

    static void check(Browser browser, Path page, String view, int rows, double limit)
            throws IOException {
        browser.open(page.toUri(), 1280, 800, false);
        double seconds = browser.waitForView(view);
        System.out.printf(
                Locale.ROOT,
                "first paint of %s, %d rows, %.1f MB: %.2f s (meant: at most %.0f s)%n",
                view,
                rows,
                Files.size(page) / 1e6,
                seconds,
                limit);
        assertThat(seconds).isLessThan(GENEROUS * limit);
    }
}
