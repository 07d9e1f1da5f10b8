// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

/**
 * A model on its way between two nodes: its description as the spec, and its weights as one file of
 * our format in a file store. A reference model, which holds only what was trained, has the weights
 * of its backbone in a second one. Every copy KNIME makes shares these files.
 */
public final class ModelPortObject extends FileStorePortObject {

    /** The port type, for factories. */
    public static final PortType TYPE =
            PortTypeRegistry.getInstance().getPortType(ModelPortObject.class);

    /** The name of the file store, unique within one node. */
    public static final String FILE_STORE_NAME = "model.safetensors";

    /** The name of the file store of a reference model's backbone. */
    public static final String BACKBONE_STORE_NAME = "backbone.safetensors";

    private static final String ENTRY = "restauro-model";
    private static final int FORMAT_VERSION = 1;
    private static final String MESSAGE_NO_WEIGHTS =
            "The weights of the model \"%s\" are missing: the file \"%s\" does not exist. Reset the"
                    + " node that made the model and execute it again.";
    private static final String MESSAGE_VERSION =
            "The model was saved by a newer Restauro (format %d; this one reads up to %d). Update"
                    + " the extension.";

    private final ModelPortObjectSpec spec;

    private ModelPortObject(final ModelPortObjectSpec spec) {
        this.spec = spec;
    }

    /**
     * A model whose weights are already in the file store.
     *
     * @param spec its description
     * @param weights the file store that holds the file
     */
    public ModelPortObject(final ModelPortObjectSpec spec, final FileStore weights) {
        super(List.of(weights));
        this.spec = spec;
    }

    /**
     * A reference model, whose weights and whose backbone's weights are already in file stores.
     *
     * @param spec its description
     * @param weights the file store with what was trained
     * @param backbone the file store with the network it was trained on
     */
    public ModelPortObject(
            final ModelPortObjectSpec spec, final FileStore weights, final FileStore backbone) {
        super(List.of(weights, backbone));
        this.spec = spec;
    }

    /**
     * The file with the weights, readable until the node that made it is reset.
     *
     * @throws IOException if the file is no longer there
     */
    public Path file() throws IOException {
        return file(getFileStore(0));
    }

    /**
     * The file with the backbone of a reference model.
     *
     * @return empty for models that have none
     * @throws IOException if the file is no longer there
     */
    public Optional<Path> backbone() throws IOException {
        return getFileStoreCount() > 1 ? Optional.of(file(getFileStore(1))) : Optional.empty();
    }

    private Path file(final FileStore store) throws IOException {
        Path file = store.getFile().toPath();
        if (!Files.isRegularFile(file)) {
            throw new IOException(MESSAGE_NO_WEIGHTS.formatted(spec.name(), file));
        }
        return file;
    }

    @Override
    public ModelPortObjectSpec getSpec() {
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

    /**
     * Writes and reads what KNIME does not store itself, which is nothing but a version: the spec
     * and the file store travel beside it.
     */
    public static final class Serializer extends PortObjectSerializer<ModelPortObject> {

        @Override
        public void savePortObject(
                final ModelPortObject object,
                final PortObjectZipOutputStream out,
                final ExecutionMonitor exec)
                throws IOException {
            out.putNextEntry(new ZipEntry(ENTRY));
            out.write(FORMAT_VERSION);
            out.closeEntry();
        }

        @Override
        public ModelPortObject loadPortObject(
                final PortObjectZipInputStream in,
                final PortObjectSpec spec,
                final ExecutionMonitor exec)
                throws IOException {
            in.getNextEntry();
            int version = in.read();
            if (version > FORMAT_VERSION) {
                throw new IOException(MESSAGE_VERSION.formatted(version, FORMAT_VERSION));
            }
            return new ModelPortObject((ModelPortObjectSpec) spec);
        }
    }
}
