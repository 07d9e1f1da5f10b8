// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;

/** Names a file store: the node execution it belongs to, and its name there. */
public final class FileStoreKey implements Comparable<FileStoreKey> {
    private final UUID store;
    private final int index;
    private final String name;

    public FileStoreKey(UUID store, int index, int[] nestedLoopPath, int iteration, String name) {
        this.store = store;
        this.index = index;
        this.name = name;
    }

    public UUID getStoreUUID() {
        return store;
    }

    public String getName() {
        return name;
    }

    public int getIndex() {
        return index;
    }

    public void save(DataOutput out) throws IOException {
        out.writeLong(store.getMostSignificantBits());
        out.writeLong(store.getLeastSignificantBits());
        out.writeInt(index);
        out.writeUTF(name);
    }

    public static FileStoreKey load(DataInput in) throws IOException {
        return new FileStoreKey(
                new UUID(in.readLong(), in.readLong()), in.readInt(), null, -1, in.readUTF());
    }

    @Override
    public String toString() {
        return name + " (" + index + " of " + store + ")";
    }

    @Override
    public int hashCode() {
        return Objects.hash(store, index, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileStoreKey
                && ((FileStoreKey) other).store.equals(store)
                && ((FileStoreKey) other).index == index
                && ((FileStoreKey) other).name.equals(name);
    }

    @Override
    public int compareTo(FileStoreKey other) {
        return Comparator.comparing(FileStoreKey::getStoreUUID)
                .thenComparing(FileStoreKey::getIndex)
                .thenComparing(FileStoreKey::getName)
                .compare(this, other);
    }
}
