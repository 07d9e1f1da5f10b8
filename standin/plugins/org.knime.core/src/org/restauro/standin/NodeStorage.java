// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreAccess;
import org.knime.core.data.filestore.FileStoreKey;

/** The files of one node: its file stores and what its tables spill. */
public final class NodeStorage {
    /** Where file stores are found again by the keys that cells and port objects carry. */
    private static final Map<UUID, NodeStorage> BY_ID = new ConcurrentHashMap<>();

    private final Path folder;
    private final Set<String> names = new HashSet<>();
    private UUID id = UUID.randomUUID();
    private int spills;

    NodeStorage(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a file store; names are unique within one execution of a node.
     *
     * @param name a file name
     * @return the file store; its file does not exist yet, its folder does
     * @throws IOException when the name was used before or the folder cannot be made
     */
    public synchronized FileStore createFileStore(String name) throws IOException {
        if (!names.add(name)) {
            throw new IOException("A file store named \"" + name + "\" already exists");
        }
        Path file = storePath(name);
        if (!file.startsWith(folder)) {
            throw new IOException("The file store name \"" + name + "\" leaves the node's folder");
        }
        Files.createDirectories(file.getParent());
        BY_ID.put(id, this);
        return FileStoreAccess.create(
                new FileStoreKey(id, names.size() - 1, null, -1, name), file.toFile());
    }

    private Path storePath(String name) {
        return folder.resolve("filestore").resolve("000").resolve("000").resolve(name).normalize();
    }

    static FileStore find(FileStoreKey key) {
        NodeStorage storage = BY_ID.get(key.getStoreUUID());
        if (storage == null) {
            throw new IllegalStateException(
                    "The file store "
                            + key
                            + " is gone: the node that made it was reset or its workflow closed");
        }
        File file = storage.storePath(key.getName()).toFile();
        return FileStoreAccess.create(key, file);
    }

    /**
     * Rows that spill into this storage.
     *
     * @return empty rows
     */
    public synchronized RowStore newRows() {
        return new RowStore(folder.resolve("rows-" + ++spills));
    }

    /** Deletes the files; called when the node is reset. */
    public synchronized void clear() {
        BY_ID.remove(id);
        id = UUID.randomUUID();
        names.clear();
        TemporaryData.delete(folder);
    }
}
