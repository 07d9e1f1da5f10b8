// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.restauro.images.ImageException;
import org.restauro.images.io.ImageFormat;

/**
 * The images of an LMDB environment, in the order of their keys: each value is an image file. Such
 * environments hold LSUN and the data sets of GenForce and several StyleGAN codes.
 *
 * <p>Keys become names: texts as they are, other bytes as hexadecimal digits, numbers as numbers.
 * Entries that are no images are left out: those whose key begins with {@code __} and short values
 * without the first bytes of an image ({@code length} in some data sets). A {@code labels.json}
 * beside the data file gives the labels.
 *
 * <p>Reading takes no lock, so nobody may write to the environment meanwhile.
 */
public final class LmdbSource extends NamedSource {
    private static final String DATA_FILE = "data.mdb";

    private final LmdbFile file;
    private final long[] positions;
    private final int[] lengths;

    private LmdbSource(Path path, List<String> names, Labels labels, LmdbFile file, Index index) {
        super("LMDB " + path, names, labels);
        this.file = file;
        this.positions = Arrays.copyOf(index.positions, names.size());
        this.lengths = Arrays.copyOf(index.lengths, names.size());
    }

    /**
     * Opens an environment; reads its keys but no image.
     *
     * @param path the environment's folder, or its data file
     * @throws ImageException if it is no LMDB environment, is broken, or holds no image
     */
    public static LmdbSource open(Path path) throws IOException {
        return open(path, null);
    }

    /**
     * Opens a named database of an environment.
     *
     * @param database its name; null for the one without name or, if that holds nothing but one
     *     named database, for that one
     */
    public static LmdbSource open(Path path, String database) throws IOException {
        Path data = Files.isDirectory(path) ? path.resolve(DATA_FILE) : path;
        if (!Files.isRegularFile(data)) {
            throw new ImageException("There is no LMDB file " + data + ".");
        }
        LmdbFile file = new LmdbFile(data);
        try {
            Index index = new Index(file, file.main());
            LmdbFile.Database chosen = index.choose(database, path);
            if (chosen != null) {
                index = new Index(file, chosen);
            }
            if (index.names.isEmpty()) {
                throw new ImageException("There is no image in LMDB " + path + ".");
            }
            List<String> names = List.copyOf(index.names);
            Labels labels = FolderSource.labels(data.toAbsolutePath().getParent(), names);
            return new LmdbSource(path, names, labels, file, index);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        FileBytes.check(lengths[index], where(index));
        return file.value(positions[index], lengths[index]);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The entries of one database: images, and the records of other databases. */
    private static final class Index {
        final List<String> names = new ArrayList<>();
        final Map<String, LmdbFile.Database> databases = new TreeMap<>();
        long[] positions = new long[1024];
        int[] lengths = new int[1024];

        private final LmdbFile file;
        private final boolean integerKeys;

        Index(LmdbFile file, LmdbFile.Database database) throws IOException {
            this.file = file;
            this.integerKeys = (database.flags() & LmdbFile.INTEGER_KEYS) != 0;
            if ((database.flags() & LmdbFile.SEVERAL_VALUES) != 0) {
                throw file.broken("a database with several values a key holds no data set");
            }
            file.visit(database, this::add);
        }

        private void add(ByteBuffer key, long position, int length, int flags) throws IOException {
            String name = name(key);
            if ((flags & LmdbFile.SUB_DATABASE) != 0) {
                if (length == LmdbFile.RECORD) {
                    ByteBuffer record = ByteBuffer.wrap(file.value(position, length));
                    record.order(java.nio.ByteOrder.LITTLE_ENDIAN);
                    databases.put(name, LmdbFile.Database.read(record, 0));
                }
                return;
            }
            if ((flags & LmdbFile.DUPLICATES) != 0 || !mayBeImage(name, position, length)) {
                return;
            }
            int at = names.size();
            if (at == positions.length) {
                positions = Arrays.copyOf(positions, 2 * at);
                lengths = Arrays.copyOf(lengths, 2 * at);
            }
            positions[at] = position;
            lengths[at] = length;
            names.add(name);
        }

        /**
         * Looks only at short values, which lie beside their keys: others would cost a read each.
         */
        private boolean mayBeImage(String name, long position, int length) throws IOException {
            return !name.startsWith("__")
                    && (length > 256
                            || ImageFormat.detect(file.value(position, length)).isPresent());
        }

        private String name(ByteBuffer key) {
            if (integerKeys && (key.remaining() == 8 || key.remaining() == 4)) {
                return key.remaining() == 8
                        ? Long.toUnsignedString(key.getLong(0))
                        : Integer.toUnsignedString(key.getInt(0));
            }
            byte[] bytes = new byte[key.remaining()];
            key.get(bytes);
            try {
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
                if (text.codePoints().noneMatch(Character::isISOControl)) {
                    return text;
                }
            } catch (CharacterCodingException e) {
                // not a text: shown as digits
            }
            return "0x" + HexFormat.of().formatHex(bytes);
        }

        /** The named database to read instead of this one, or null for this one. */
        private LmdbFile.Database choose(String wanted, Path path) throws ImageException {
            if (wanted != null) {
                LmdbFile.Database found = databases.get(wanted);
                if (found == null) {
                    throw new ImageException(
                            String.format(
                                    "LMDB %s has no database %s; it has %s.",
                                    path, ImageNames.shown(wanted), shownNames()));
                }
                return found;
            }
            if (!names.isEmpty() || databases.isEmpty()) {
                return null;
            }
            if (databases.size() > 1) {
                throw new ImageException(
                        "LMDB "
                                + path
                                + " has several databases, choose one: "
                                + shownNames()
                                + ".");
            }
            return databases.values().iterator().next();
        }

        private String shownNames() {
            return databases.isEmpty()
                    ? "none"
                    : ImageNames.shown(String.join(", ", databases.keySet()));
        }
    }
}
