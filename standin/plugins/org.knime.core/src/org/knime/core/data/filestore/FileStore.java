// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.File;

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

    @Override
    public boolean equals(Object other) {
        return other instanceof FileStore && ((FileStore) other).key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
