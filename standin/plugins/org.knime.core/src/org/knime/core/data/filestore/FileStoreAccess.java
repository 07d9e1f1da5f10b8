// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Stand-in only: opens what the framework may do with file stores to the stand-in's own classes.
 */
public final class FileStoreAccess {
    private FileStoreAccess() {}

    /**
     * Makes a file store.
     *
     * @param key its identity
     * @param file its file
     * @return the file store
     */
    public static FileStore create(FileStoreKey key, File file) {
        return new FileStore(key, file);
    }

    /**
     * Flushes a cell and writes which file stores it has.
     *
     * @param cell the cell
     * @param out where to
     * @throws IOException when flushing or writing fails
     */
    public static void save(FileStoreCell cell, DataOutput out) throws IOException {
        cell.flushToFileStore();
        save(List.of(cell.getFileStores()), out);
    }

    /**
     * Gives a newly read cell its file stores.
     *
     * @param cell the cell
     * @param stores what {@link #load(DataInput, Function)} found
     * @throws IOException when {@code postConstruct} fails
     */
    public static void attach(FileStoreCell cell, List<FileStore> stores) throws IOException {
        cell.setStores(stores.toArray(new FileStore[0]));
        cell.postConstruct();
    }

    /**
     * Flushes a port object and writes which file stores it has.
     *
     * @param object the port object
     * @param out where to
     * @throws IOException when flushing or writing fails
     */
    public static void save(FileStorePortObject object, DataOutput out) throws IOException {
        object.flushToFileStore();
        save(object.stores(), out);
    }

    /**
     * Gives a newly read port object its file stores.
     *
     * @param object the port object
     * @param in where its stores were written
     * @param resolve finds the file of a key
     * @throws IOException when reading or {@code postConstruct} fails
     */
    public static void load(
            FileStorePortObject object, DataInput in, Function<FileStoreKey, FileStore> resolve)
            throws IOException {
        object.setStores(load(in, resolve));
        object.postConstruct();
    }

    private static void save(List<FileStore> stores, DataOutput out) throws IOException {
        out.writeInt(stores.size());
        for (FileStore store : stores) {
            store.getKey().save(out);
        }
    }

    /**
     * Reads which file stores a cell has.
     *
     * @param in where {@link #save(FileStoreCell, DataOutput)} wrote
     * @param resolve finds the file of a key
     * @return the file stores
     * @throws IOException when reading fails
     */
    public static List<FileStore> load(DataInput in, Function<FileStoreKey, FileStore> resolve)
            throws IOException {
        int count = in.readInt();
        List<FileStore> stores = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stores.add(resolve.apply(FileStoreKey.load(in)));
        }
        return stores;
    }
}
