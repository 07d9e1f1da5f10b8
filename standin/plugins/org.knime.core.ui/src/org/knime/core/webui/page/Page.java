// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.knime.core.node.FluentNodeAPI;

/** A page of HTML, made from a text or from files of a bundle. */
public sealed class Page implements Resource, FluentNodeAPI permits FromFilePage {
    protected final Map<String, Resource> m_resources;
    protected boolean m_isCompletelyStatic;
    private final Resource page;
    private final Map<String, Function<String, Resource>> folders;

    protected Page(Resource page, boolean isCompletelyStatic) {
        this.page = page;
        m_resources = new HashMap<>();
        m_isCompletelyStatic = isCompletelyStatic;
        folders =
                new TreeMap<>(
                        Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()));
    }

    protected Page(Page other) {
        page = other.page;
        m_resources = other.m_resources;
        m_isCompletelyStatic = other.m_isCompletelyStatic;
        folders = other.folders;
    }

    public static RequireFromFileOrString create() {
        return new RequireFromFileOrString() {
            @Override
            public RequireBundle fromFile() {
                return new RequireBundle() {
                    @Override
                    public RequireBasePath bundleClass(Class<?> clazz) {
                        return base -> file -> new FromFilePage(clazz, base, file);
                    }

                    @Override
                    public RequireBasePath bundleID(String bundleID) {
                        // Without OSGi all bundles lie on one class path.
                        return bundleClass(Page.class);
                    }
                };
            }

            @Override
            public RequireRelativePath fromString(InputStreamSupplier text, Charset charset) {
                return path -> new Page(new PageResource(text, path, false, charset), false);
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

    public Page addResource(Supplier<InputStream> content, String relativePath) {
        return addResource(content, relativePath, null);
    }

    public Page addResource(Supplier<InputStream> content, String relativePath, Charset charset) {
        m_resources.put(relativePath, new PageResource(content, relativePath, false, charset));
        return this;
    }

    public Page addResourceFromString(Supplier<String> content, String relativePath) {
        return addResource(
                () -> new ByteArrayInputStream(content.get().getBytes(StandardCharsets.UTF_8)),
                relativePath,
                StandardCharsets.UTF_8);
    }

    public Page addResources(
            Function<String, InputStream> supplier, String relativePathPrefix, boolean areStatic) {
        return addResources(supplier, relativePathPrefix, areStatic, null);
    }

    public Page addResources(
            Function<String, InputStream> supplier,
            String relativePathPrefix,
            boolean areStatic,
            Charset charset) {
        if (!areStatic && isCompletelyStatic()) {
            throw new IllegalStateException(
                    "Cannot add dynamic resources to a completely static page.");
        }
        folders.put(relativePathPrefix, path -> resource(supplier, path, areStatic, charset));
        return this;
    }

    final void addFolder(String prefix, Function<String, InputStream> files) {
        folders.put(prefix, path -> resource(files, path, true, StandardCharsets.UTF_8));
    }

    private static Resource resource(
            Function<String, InputStream> supplier, String path, boolean fixed, Charset charset) {
        InputStream in = supplier.apply(path);
        return in == null ? null : new PageResource(() -> in, path, fixed, charset);
    }

    public Optional<Resource> getResource(String relativePath) {
        Resource named = m_resources.get(relativePath);
        if (named != null) {
            return Optional.of(named);
        }
        for (Map.Entry<String, Function<String, Resource>> folder : folders.entrySet()) {
            String prefix = folder.getKey().isEmpty() ? "" : folder.getKey() + "/";
            Resource found =
                    relativePath.startsWith(prefix)
                            ? folder.getValue().apply(relativePath.substring(prefix.length()))
                            : null;
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    @Override
    public String getRelativePath() {
        return page.getRelativePath();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return page.getInputStream();
    }

    @Override
    public boolean isStatic() {
        return page.isStatic();
    }

    public boolean isCompletelyStatic() {
        return m_isCompletelyStatic;
    }

    @Override
    public ContentType getContentType() {
        return page.getContentType();
    }

    @Override
    public Optional<Charset> getCharset() {
        return page.getCharset();
    }

    /** The first choice. */
    public interface RequireFromFileOrString {
        RequireBundle fromFile();

        default RequireRelativePath fromString(InputStreamSupplier content) {
            return fromString(content, null);
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

        RequireBasePath bundleID(String bundleID);
    }

    /** Wants the folder in the bundle. */
    public interface RequireBasePath {
        RequireRelativeFilePath basePath(String basePath);
    }

    /** Wants the file in the folder. */
    public interface RequireRelativeFilePath {
        FromFilePage relativeFilePath(String relativeFilePath);
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
