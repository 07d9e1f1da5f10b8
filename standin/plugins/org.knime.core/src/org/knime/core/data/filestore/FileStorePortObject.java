// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.List;
import org.knime.core.data.filestore.internal.FileStoreProxy.FlushCallback;
import org.knime.core.node.port.PortObject;

/** A port object whose bulk lies in file stores; its copies share them. */
public abstract class FileStorePortObject implements PortObject, FlushCallback {
    private List<FileStore> stores;

    protected FileStorePortObject(List<FileStore> fileStores) {
        stores = List.copyOf(fileStores);
    }

    protected FileStorePortObject() {
        stores = List.of();
    }

    final void setStores(List<FileStore> resolved) {
        stores = resolved;
    }

    final List<FileStore> stores() {
        return stores;
    }

    protected void postConstruct() throws IOException {}

    protected void flushToFileStore() throws IOException {}

    protected int getFileStoreCount() {
        return stores.size();
    }

    protected FileStore getFileStore(int index) {
        return stores.get(index);
    }

    @Override
    public String toString() {
        return stores.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && FileStore.keys(((FileStorePortObject) other).stores)
                        .equals(FileStore.keys(stores));
    }

    @Override
    public int hashCode() {
        return FileStore.keys(stores).hashCode();
    }
}
