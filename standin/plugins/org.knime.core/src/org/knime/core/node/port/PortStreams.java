// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** Stand-in only: writes and reads whole port objects and specifications as genuine KNIME does. */
public final class PortStreams {
    private static final String OBJECT_MARK = "portObject.file";
    private static final String SPEC_MARK = "portSpec.file";

    private PortStreams() {}

    /**
     * Writes a port object.
     *
     * @param object the object; its class has a registered serializer
     * @param out where to; stays open
     * @param exec cancellation
     * @throws IOException when it cannot be written or has no serializer
     * @throws CanceledExecutionException when the user cancelled
     */
    public static void write(PortObject object, OutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        PortObjectZipOutputStream zip = new PortObjectZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(OBJECT_MARK));
        zip.closeEntry();
        PortTypeRegistry.getInstance()
                .getObjectSerializer(object.getClass())
                .orElseThrow(() -> missing(object.getClass()))
                .savePortObject(object, zip, exec);
        zip.finish();
    }

    /**
     * Reads a port object.
     *
     * @param objectClass its class
     * @param in where {@link #write} wrote
     * @param spec its specification
     * @param exec cancellation
     * @return the object
     * @throws IOException when it cannot be read
     * @throws CanceledExecutionException when the user cancelled
     */
    public static PortObject read(
            Class<? extends PortObject> objectClass,
            InputStream in,
            PortObjectSpec spec,
            ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        PortObjectZipInputStream zip = new PortObjectZipInputStream(in);
        zip.getNextEntry();
        return PortTypeRegistry.getInstance()
                .getObjectSerializer(objectClass)
                .orElseThrow(() -> missing(objectClass))
                .loadPortObject(zip, spec, exec);
    }

    /**
     * Writes a specification.
     *
     * @param spec the specification
     * @param out where to; stays open
     * @throws IOException when it cannot be written or has no serializer
     */
    public static void write(PortObjectSpec spec, OutputStream out) throws IOException {
        PortObjectSpecZipOutputStream zip = new PortObjectSpecZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(SPEC_MARK));
        zip.closeEntry();
        PortTypeRegistry.getInstance()
                .getSpecSerializer(spec.getClass())
                .orElseThrow(() -> missing(spec.getClass()))
                .savePortObjectSpec(spec, zip);
        zip.finish();
    }

    /**
     * Reads a specification.
     *
     * @param specClass its class
     * @param in where {@link #write} wrote
     * @return the specification
     * @throws IOException when it cannot be read
     */
    public static PortObjectSpec read(Class<? extends PortObjectSpec> specClass, InputStream in)
            throws IOException {
        PortObjectSpecZipInputStream zip = new PortObjectSpecZipInputStream(in);
        zip.getNextEntry();
        return PortTypeRegistry.getInstance()
                .getSpecSerializer(specClass)
                .orElseThrow(() -> missing(specClass))
                .loadPortObjectSpec(zip);
    }

    private static IOException missing(Class<?> type) {
        return new IOException(
                "No serializer is registered for "
                        + type.getName()
                        + "; declare it at the extension point org.knime.core.PortType");
    }
}
