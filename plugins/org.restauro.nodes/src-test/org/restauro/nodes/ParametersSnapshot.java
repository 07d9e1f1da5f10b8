// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.DefaultNodeFactory;

/**
 * Holds the stored form of a node's parameters against the file that was committed with it, so that
 * a renamed field cannot silently break saved workflows. With {@code -Dsnapshot.update=FOLDER} the
 * files are written below that test source folder instead.
 */
public final class ParametersSnapshot {

    private static final String UPDATE = "snapshot.update";

    private ParametersSnapshot() {}

    /**
     * Checks that fresh parameters are stored as the snapshot says, and that the snapshot, loaded
     * and stored again, stays as it is.
     *
     * @param factory the node
     * @param resource the snapshot's name, beside the factory's test
     */
    public static void check(final DefaultNodeFactory factory, final String resource) {
        String stored = xml(saved(factory.createNodeModel()));
        String folder = System.getProperty(UPDATE);
        if (folder != null) {
            update(factory, resource, folder, stored);
            return;
        }
        NodeSettingsRO snapshot = snapshot(factory, resource);
        assertThat(stored).as("stored form of fresh parameters").isEqualTo(xml(snapshot));
        NodeModel model = factory.createNodeModel();
        call(model, "validateSettings", NodeSettingsRO.class, snapshot);
        call(model, "loadValidatedSettingsFrom", NodeSettingsRO.class, snapshot);
        assertThat(xml(saved(model)))
                .as("stored form of loaded parameters")
                .isEqualTo(xml(snapshot));
    }

    /**
     * Checks that settings of a workflow that was saved before a setting existed are loaded, with
     * that setting as in fresh parameters.
     *
     * @param key of the setting; its line is left out of the snapshot
     */
    public static void checkOlder(
            final DefaultNodeFactory factory, final String resource, final String key) {
        String now = xml(snapshot(factory, resource));
        String older = now.replaceAll("(?m)^ *<entry key=\"" + key + "\" [^\n]*\n", "");
        assertThat(older).isNotEqualTo(now);
        NodeSettings settings = new NodeSettings("model");
        try {
            NodeSettings.loadFromXML(
                            new ByteArrayInputStream(older.getBytes(StandardCharsets.UTF_8)))
                    .copyTo(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NodeModel model = factory.createNodeModel();
        call(model, "validateSettings", NodeSettingsRO.class, settings);
        call(model, "loadValidatedSettingsFrom", NodeSettingsRO.class, settings);
        assertThat(xml(saved(model))).isEqualTo(now);
    }

    private static NodeSettings saved(final NodeModel model) {
        NodeSettings settings = new NodeSettings("model");
        call(model, "saveSettingsTo", NodeSettingsWO.class, settings);
        return settings;
    }

    private static NodeSettingsRO snapshot(
            final DefaultNodeFactory factory, final String resource) {
        try (InputStream in = factory.getClass().getResourceAsStream(resource)) {
            assertThat(in).as("snapshot %s", resource).isNotNull();
            NodeSettings settings = new NodeSettings("model");
            NodeSettings.loadFromXML(in).copyTo(settings);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String xml(final NodeSettingsRO settings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            settings.saveToXML(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void update(
            final DefaultNodeFactory factory,
            final String resource,
            final String folder,
            final String stored) {
        try {
            Path file =
                    Path.of(folder, factory.getClass().getPackageName().split("\\."))
                            .resolve(resource);
            Files.writeString(file, stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // These methods are protected in the node API; the framework is their only caller otherwise.
    private static void call(
            final NodeModel model, final String name, final Class<?> type, final Object argument) {
        for (Class<?> c = model.getClass(); c != null; c = c.getSuperclass()) {
            try {
                Method method = c.getDeclaredMethod(name, type);
                method.setAccessible(true);
                method.invoke(model, argument);
                return;
            } catch (NoSuchMethodException e) {
                continue;
            } catch (InvocationTargetException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no method " + name + " in " + model.getClass());
    }
}
