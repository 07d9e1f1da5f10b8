// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** Something a page consists of. */
public interface Resource {
    /** The kinds of resources, known by the end of their path. */
    enum ContentType {
        /** A page. */
        HTML,
        /** A script that shows itself inside another page. */
        SHADOW_APP,
        /** A drawing. */
        SVG,
        /** A picture. */
        PNG;

        static ContentType of(String path) {
            String ending = path.substring(path.lastIndexOf('.') + 1);
            return switch (ending) {
                case "html" -> HTML;
                case "js" -> SHADOW_APP;
                case "svg" -> SVG;
                case "png" -> PNG;
                default ->
                        throw new IllegalArgumentException(
                                "Can't determine resource content type for path " + path);
            };
        }
    }

    String getRelativePath();

    InputStream getInputStream() throws IOException;

    boolean isStatic();

    ContentType getContentType();

    default Optional<Charset> getCharset() {
        return Optional.empty();
    }
}
