// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the native fragment of this bundle inside Equinox.
 *
 * <p>Reflection, so that this bundle loads on a plain class path, where neither OSGi nor Equinox
 * exist. {@code FileLocator.find} is needed because {@code Bundle.getEntry} does not look into
 * fragments.
 */
final class OsgiNatives {
    private OsgiNatives() {}

    /** Folder that holds libtorch, or nothing outside OSGi or where no fragment fits. */
    static Optional<Path> folder(Class<?> inBundle) {
        try {
            Object bundle =
                    Class.forName("org.osgi.framework.FrameworkUtil")
                            .getMethod("getBundle", Class.class)
                            .invoke(null, inBundle);
            if (bundle == null) {
                return Optional.empty();
            }
            Class<?> bundleType = Class.forName("org.osgi.framework.Bundle");
            Class<?> pathType = Class.forName("org.eclipse.core.runtime.IPath");
            Class<?> locator = Class.forName("org.eclipse.core.runtime.FileLocator");
            Object path =
                    Class.forName("org.eclipse.core.runtime.Path")
                            .getConstructor(String.class)
                            .newInstance("native/" + System.mapLibraryName("torch"));
            Object found =
                    locator.getMethod("find", bundleType, pathType).invoke(null, bundle, path);
            if (found == null) {
                return Optional.empty();
            }
            Method toFile = locator.getMethod("toFileURL", URL.class);
            URL file = (URL) toFile.invoke(null, found);
            // toFileURL leaves blanks unescaped, so URI is no help here
            return Optional.of(new File(file.getPath()).toPath().getParent());
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }
}
