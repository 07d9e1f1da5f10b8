// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;

/** Entries of zipped port objects and specifications. */
final class PortContent {
    private PortContent() {}

    static void writeEntry(ZipOutputStream out, ModelContent content, String name)
            throws IOException {
        out.putNextEntry(new ZipEntry(name));
        content.saveToXML(
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] b, int off, int len) throws IOException {
                        out.write(b, off, len);
                    }

                    @Override
                    public void close() {
                        // the zip stream goes on with the next entry
                    }
                });
        out.closeEntry();
    }

    static ModelContentRO readEntry(ZipInputStream in, String name) throws IOException {
        ZipEntry entry = in.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException(
                    "Expected the entry \""
                            + name
                            + "\" but found "
                            + (entry == null ? "none" : "\"" + entry.getName() + "\""));
        }
        return ModelContent.loadFromXML(
                new FilterInputStream(in) {
                    @Override
                    public void close() {
                        // the zip stream goes on with the next entry
                    }
                });
    }

    static Object newInstance(ModelContentRO content, Object serializer) throws IOException {
        try {
            String name = content.getString("class_name");
            return Class.forName(name, true, serializer.getClass().getClassLoader())
                    .getConstructor()
                    .newInstance();
        } catch (InvalidSettingsException | ReflectiveOperationException e) {
            throw new IOException(
                    "Cannot create the stored object: it needs a public class with a public"
                            + " constructor without arguments ("
                            + e
                            + ")",
                    e);
        }
    }
}
