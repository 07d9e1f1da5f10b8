// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.knime.core.node.FluentNodeAPI;

/** A page of HTML, made from a text or from files of a bundle. */
public class Page implements FluentNodeAPI {
    private final InputStreamSupplier content;
    private final String relativePath;

    private Page(InputStreamSupplier content, String relativePath) {
        this.content = content;
        this.relativePath = relativePath;
    }

    public static RequireFromFileOrString create() {
        return new RequireFromFileOrString() {
            @Override
            public RequireBundle fromFile() {
                return bundle ->
                        base ->
                                file ->
                                        new Page(
                                                () ->
                                                        bundle.getResourceAsStream(
                                                                "/" + base + "/" + file),
                                                file);
            }

            @Override
            public RequireRelativePath fromString(InputStreamSupplier text, Charset charset) {
                return path -> new Page(text, path);
            }

            @Override
            public RequireRelativePath fromString(StringSupplier text, Charset charset) {
                return fromString(
                        (InputStreamSupplier)
                                () -> new ByteArrayInputStream(text.get().getBytes(charset)),
                        charset);
            }
        };
    }

    public String getRelativePath() {
        return relativePath;
    }

    public InputStream getInputStream() throws IOException {
        InputStream in = content.get();
        if (in == null) {
            throw new FileNotFoundException("The page " + relativePath + " is not in its bundle");
        }
        return in;
    }

    /** The first choice. */
    public interface RequireFromFileOrString {
        RequireBundle fromFile();

        default RequireRelativePath fromString(InputStreamSupplier content) {
            return fromString(content, StandardCharsets.UTF_8);
        }

        default RequireRelativePath fromString(StringSupplier content) {
            return fromString(content, StandardCharsets.UTF_8);
        }

        RequireRelativePath fromString(InputStreamSupplier content, Charset charset);

        RequireRelativePath fromString(StringSupplier content, Charset charset);
    }

    /** Wants the bundle. */
    public interface RequireBundle {
        RequireBasePath bundleClass(Class<?> clazz);
    }

    /** Wants the folder in the bundle. */
    public interface RequireBasePath {
        RequireRelativeFilePath basePath(String basePath);
    }

    /** Wants the file in the folder. */
    public interface RequireRelativeFilePath {
        Page relativeFilePath(String relativeFilePath);
    }

    /** Wants the address under which the text is shown. */
    public interface RequireRelativePath {
        Page relativePath(String relativePath);
    }

    /** Gives a text. */
    @FunctionalInterface
    public interface StringSupplier extends Supplier<String> {}

    /** Gives a stream. */
    @FunctionalInterface
    public interface InputStreamSupplier extends Supplier<InputStream> {}
}
