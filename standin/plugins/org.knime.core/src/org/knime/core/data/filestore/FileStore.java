// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;

/** A file of a node, created by name through the execution context. */
public final class FileStore {
    private final FileStoreKey key;
    private final File file;

    FileStore(FileStoreKey key, File file) {
        this.key = key;
        this.file = file;
    }

    FileStoreKey getKey() {
        return key;
    }

    public File getFile() {
        return file;
    }

    @Override
    public String toString() {
        return key.toString();
    }

    static List<FileStoreKey> keys(List<FileStore> stores) {
        return stores.stream().map(FileStore::getKey).collect(Collectors.toList());
    }
}
