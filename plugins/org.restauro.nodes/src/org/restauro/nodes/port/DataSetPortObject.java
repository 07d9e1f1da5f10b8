// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * A data set too large for a table: the list of its files, never their pixels. The list is one
 * UTF-8 text file in a file store, a line an image; its fields, the name, the image, the mask, the
 * reference and the class, are separated by tabs and encoded as in a web form, so that any file
 * name fits. A field without a file, or without a class, is empty; lists of the first format have
 * no classes.
 */
public final class DataSetPortObject extends FileStorePortObject {

    /** The port type, for factories. */
    public static final PortType TYPE =
            PortTypeRegistry.getInstance().getPortType(DataSetPortObject.class);

    /** The name of the file store, unique within one node. */
    public static final String FILE_STORE_NAME = "dataset.tsv";

    private static final String ENTRY = "restauro-dataset";
    private static final int FORMAT_VERSION = 2;
    private static final int FIELDS = 5;
    private static final int FIELDS_WITHOUT_CLASS = 4;
    private static final String MESSAGE_NO_LIST =
            "The list of the data set \"%s\" is missing: the file \"%s\" does not exist. Reset the"
                    + " node that made the data set and execute it again.";
    private static final String MESSAGE_BAD_LINE =
            "The list of the data set \"%s\" is damaged: line \"%s\" should have %d fields"
                    + " separated by tabs.";
    private static final String MESSAGE_VERSION =
            "The data set was saved by a newer Restauro (format %d; this one reads up to %d)."
                    + " Update the extension.";

    private final DataSetPortObjectSpec spec;

    private DataSetPortObject(final DataSetPortObjectSpec spec) {
        this.spec = spec;
    }

    private DataSetPortObject(final DataSetPortObjectSpec spec, final FileStore list) {
        super(List.of(list));
        this.spec = spec;
    }

    /**
     * Writes the list of a data set into a file store.
     *
     * @param spec describes the data set
     * @param entries its images
     * @param list the file store to write to
     * @throws IOException if the list cannot be written
     */
    public static DataSetPortObject create(
            final DataSetPortObjectSpec spec,
            final List<DataSetEntry> entries,
            final FileStore list)
            throws IOException {
        try (BufferedWriter writer =
                Files.newBufferedWriter(list.getFile().toPath(), StandardCharsets.UTF_8)) {
            for (DataSetEntry entry : entries) {
                writer.write(
                        String.join(
                                "\t",
                                encoded(entry.name()),
                                encoded(entry.image().toString()),
                                encoded(entry.mask().map(Path::toString).orElse("")),
                                encoded(entry.reference().map(Path::toString).orElse("")),
                                encoded(entry.label().orElse(""))));
                writer.write('\n');
            }
        }
        return new DataSetPortObject(spec, list);
    }

    /**
     * The images of the data set, read lazily; close the stream.
     *
     * @throws IOException if the list is no longer there
     */
    public Stream<DataSetEntry> entries() throws IOException {
        Path list = getFileStore(0).getFile().toPath();
        if (!Files.isRegularFile(list)) {
            throw new IOException(MESSAGE_NO_LIST.formatted(spec.name(), list));
        }
        BufferedReader reader = Files.newBufferedReader(list, StandardCharsets.UTF_8);
        return reader.lines()
                .map(this::parsed)
                .onClose(
                        () -> {
                            try {
                                reader.close();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    private DataSetEntry parsed(final String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS && fields.length != FIELDS_WITHOUT_CLASS) {
            throw new UncheckedIOException(
                    new IOException(MESSAGE_BAD_LINE.formatted(spec.name(), line, FIELDS)));
        }
        return new DataSetEntry(
                decoded(fields[0]),
                Path.of(decoded(fields[1])),
                optionalPath(fields[2]),
                optionalPath(fields[3]),
                fields.length == FIELDS && !fields[4].isEmpty()
                        ? Optional.of(decoded(fields[4]))
                        : Optional.empty());
    }

    private static Optional<Path> optionalPath(final String field) {
        return field.isEmpty() ? Optional.empty() : Optional.of(Path.of(decoded(field)));
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(final String field) {
        return URLDecoder.decode(field, StandardCharsets.UTF_8);
    }

    @Override
    public DataSetPortObjectSpec getSpec() {
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
    public static final class Serializer extends PortObjectSerializer<DataSetPortObject> {

        @Override
        public void savePortObject(
                final DataSetPortObject object,
                final PortObjectZipOutputStream out,
                final ExecutionMonitor exec)
                throws IOException {
            out.putNextEntry(new ZipEntry(ENTRY));
            out.write(FORMAT_VERSION);
            out.closeEntry();
        }

        @Override
        public DataSetPortObject loadPortObject(
                final PortObjectZipInputStream in,
                final PortObjectSpec spec,
                final ExecutionMonitor exec)
                throws IOException {
            in.getNextEntry();
            int version = in.read();
            if (version > FORMAT_VERSION) {
                throw new IOException(MESSAGE_VERSION.formatted(version, FORMAT_VERSION));
            }
            return new DataSetPortObject((DataSetPortObjectSpec) spec);
        }
    }
}
