// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/** A page made from files of a bundle; outside OSGi the bundle's folder is on the class path. */
public sealed class FromFilePage extends Page permits ReusablePage {
    private final Class<?> bundle;
    private final String base;

    FromFilePage(Class<?> bundle, String base, String file) {
        super(resource(bundle, base, file), true);
        this.bundle = bundle;
        this.base = base;
    }

    protected FromFilePage(FromFilePage page) {
        super(page);
        bundle = page.bundle;
        base = page.base;
    }

    private static Resource resource(Class<?> bundle, String base, String file) {
        return new PageResource(
                () -> bundle.getResourceAsStream("/" + base + "/" + file),
                file,
                true,
                StandardCharsets.UTF_8);
    }

    public FromFilePage addResourceFile(String relativeFilePath) {
        m_resources.put(relativeFilePath, resource(bundle, base, relativeFilePath));
        return this;
    }

    public FromFilePage addResourceDirectory(String relativeDirPath) {
        // A class path cannot be listed, so each file is looked up when it is asked for.
        String root = base + "/" + relativeDirPath;
        super.addFolder(
                relativeDirPath, file -> bundle.getResourceAsStream("/" + root + "/" + file));
        return this;
    }

    public ReusablePage getReusablePage(String pageName) {
        return new ReusablePage(this, pageName);
    }

    @Override
    public FromFilePage addResource(Supplier<InputStream> content, String relativePath) {
        m_isCompletelyStatic = false;
        super.addResource(content, relativePath);
        return this;
    }

    @Override
    public FromFilePage addResourceFromString(Supplier<String> content, String relativePath) {
        m_isCompletelyStatic = false;
        super.addResourceFromString(content, relativePath);
        return this;
    }

    @Override
    public FromFilePage addResources(
            Function<String, InputStream> supplier, String relativePathPrefix, boolean areStatic) {
        m_isCompletelyStatic &= areStatic;
        super.addResources(supplier, relativePathPrefix, areStatic);
        return this;
    }

    @Override
    public Page addResources(
            Function<String, InputStream> supplier,
            String relativePathPrefix,
            boolean areStatic,
            Charset charset) {
        m_isCompletelyStatic &= areStatic;
        return super.addResources(supplier, relativePathPrefix, areStatic, charset);
    }
}
