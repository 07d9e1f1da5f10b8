// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.restauro.models.reference.ReferenceFeatures;

/**
 * Encoded references on their way to the nodes that restore with them: their features, their names,
 * small pictures of them, and which model encoded them, as one file in a file store.
 */
public final class ReferenceFeaturesPortObject extends FileStorePortObject {

    /** The port type, for factories. */
    public static final PortType TYPE =
            PortTypeRegistry.getInstance().getPortType(ReferenceFeaturesPortObject.class);

    /** The name of the file store, unique within one node. */
    public static final String FILE_STORE_NAME = "references.safetensors";

    private static final String ENTRY = "restauro-references";
    private static final int FORMAT_VERSION = 1;
    private static final String MESSAGE_NO_FILE =
            "The encoded references are missing: the file \"%s\" does not exist. Reset the"
                    + " Reference Encoder and execute it again.";
    private static final String MESSAGE_VERSION =
            "The references were saved by a newer Restauro (format %d; this one reads up to %d)."
                    + " Update the extension.";

    private final ReferenceFeaturesPortObjectSpec spec;

    private ReferenceFeaturesPortObject(final ReferenceFeaturesPortObjectSpec spec) {
        this.spec = spec;
    }

    private ReferenceFeaturesPortObject(
            final ReferenceFeaturesPortObjectSpec spec, final FileStore store) {
        super(List.of(store));
        this.spec = spec;
    }

    /**
     * Writes encoded references into a file store.
     *
     * @param model the name of the model that encoded them
     * @param features what it made of them
     * @param store the file store to write to
     * @throws IOException if they cannot be written
     */
    public static ReferenceFeaturesPortObject create(
            final String model, final ReferenceFeatures features, final FileStore store)
            throws IOException {
        features.write(store.getFile().toPath());
        return new ReferenceFeaturesPortObject(
                new ReferenceFeaturesPortObjectSpec(model, features.module(), features.count()),
                store);
    }

    /**
     * Reads the references.
     *
     * @throws IOException if they are no longer there
     */
    public ReferenceFeatures features() throws IOException {
        Path file = getFileStore(0).getFile().toPath();
        if (!Files.isRegularFile(file)) {
            throw new IOException(MESSAGE_NO_FILE.formatted(file));
        }
        return ReferenceFeatures.read(file);
    }

    @Override
    public ReferenceFeaturesPortObjectSpec getSpec() {
        return spec;
    }

    @Override
    public String getSummary() {
        return spec.summary();
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    /** Writes and reads a version: the spec and the file store travel beside it. */
    public static final class Serializer extends PortObjectSerializer<ReferenceFeaturesPortObject> {

        @Override
        public void savePortObject(
                final ReferenceFeaturesPortObject object,
                final PortObjectZipOutputStream out,
                final ExecutionMonitor exec)
                throws IOException {
            out.putNextEntry(new ZipEntry(ENTRY));
            out.write(FORMAT_VERSION);
            out.closeEntry();
        }

        @Override
        public ReferenceFeaturesPortObject loadPortObject(
                final PortObjectZipInputStream in,
                final PortObjectSpec spec,
                final ExecutionMonitor exec)
                throws IOException {
            in.getNextEntry();
            int version = in.read();
            if (version > FORMAT_VERSION) {
                throw new IOException(MESSAGE_VERSION.formatted(version, FORMAT_VERSION));
            }
            return new ReferenceFeaturesPortObject((ReferenceFeaturesPortObjectSpec) spec);
        }
    }
}
