// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore;

import java.io.IOException;
import org.knime.core.node.ExecutionContext;

/** Makes file stores. */
public abstract class FileStoreFactory {
    FileStoreFactory() {}

    public abstract FileStore createFileStore(String name) throws IOException;

    public abstract void close();

    public static final FileStoreFactory createFileStoreFactory(ExecutionContext exec) {
        return new FileStoreFactory() {
            @Override
            public FileStore createFileStore(String name) throws IOException {
                return exec.createFileStore(name);
            }

            @Override
            public void close() {}
        };
    }
}
