// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the one web page of all views lies in this bundle. The page shows the view that its initial
 * data name; see {@code js-src} for its source. KNIME finds it through this class and the two
 * constants; outside OSGi the bundle's folder has to be on the class path.
 */
public final class ViewPage {

    /** The folder of the page in this bundle. */
    public static final String BASE = "js-src/dist";

    /** The page in {@link #BASE}. */
    public static final String FILE = "index.html";

    private ViewPage() {}

    /**
     * The page as it is served to KNIME.
     *
     * @return the HTML text
     * @throws FileNotFoundException if the page was not built
     * @throws IOException if it cannot be read
     */
    public static String read() throws IOException {
        String path = "/" + BASE + "/" + FILE;
        try (InputStream in = ViewPage.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "the page of the views is not in the bundle org.restauro.views ("
                                + path
                                + " is missing): build it with js-src/build.sh, or put the bundle's"
                                + " folder on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
