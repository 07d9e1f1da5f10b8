// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Supplier;

/** A resource that a supplier gives. */
record PageResource(
        Supplier<InputStream> content, String relativePath, boolean fixed, Charset charset)
        implements Resource {
    @Override
    public String getRelativePath() {
        return relativePath;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream in = content.get();
        if (in == null) {
            throw new FileNotFoundException("The page " + relativePath + " is not in its bundle");
        }
        return in;
    }

    @Override
    public boolean isStatic() {
        return fixed;
    }

    @Override
    public ContentType getContentType() {
        return ContentType.of(relativePath);
    }

    @Override
    public Optional<Charset> getCharset() {
        return Charset.defaultCharset().equals(charset)
                ? Optional.empty()
                : Optional.ofNullable(charset);
    }
}
