// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.filestore.internal;

/** Holder of the call-back that cells and port objects with file stores implement. */
public final class FileStoreProxy {
    private FileStoreProxy() {}

    /** Called before the owner is written somewhere. */
    public interface FlushCallback {}
}
