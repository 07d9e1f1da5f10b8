// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.filestore.internal.FileStoreProxy.FlushCallback;

/** A cell whose bulk lies in file stores; the serializer writes only the small rest. */
public abstract class FileStoreCell extends DataCell implements FlushCallback {
    private static final long serialVersionUID = 1L;

    private transient FileStore[] stores;

    protected FileStoreCell(FileStore[] fileStores) {
        stores = fileStores.clone();
    }

    protected FileStoreCell(FileStore fileStore) {
        this(new FileStore[] {fileStore});
    }

    protected FileStoreCell() {
        stores = new FileStore[0];
    }

    final void setStores(FileStore[] resolved) {
        stores = resolved;
    }

    protected FileStore getFileStore() {
        return stores[0];
    }

    protected FileStore[] getFileStores() {
        return stores.clone();
    }

    protected void postConstruct() throws IOException {}

    protected void flushToFileStore() throws IOException {}

    @Override
    public String toString() {
        return Arrays.toString(stores);
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return keys((FileStoreCell) other).equals(keys(this));
    }

    private static List<FileStoreKey> keys(FileStoreCell cell) {
        return FileStore.keys(Arrays.asList(cell.stores));
    }

    @Override
    public int hashCode() {
        return keys(this).hashCode();
    }
}
