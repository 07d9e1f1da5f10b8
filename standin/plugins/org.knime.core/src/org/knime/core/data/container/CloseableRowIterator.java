// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.io.Closeable;
import java.util.Collections;
import java.util.Iterator;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowIterator;

/** A row iterator that holds files open until it is closed or exhausted. */
public abstract class CloseableRowIterator extends RowIterator implements Closeable {
    public CloseableRowIterator() {}

    public static CloseableRowIterator empty() {
        return from(Collections.emptyIterator());
    }

    public static CloseableRowIterator from(Iterator<? extends DataRow> rows) {
        return from(rows, () -> {});
    }

    public static CloseableRowIterator from(
            Iterator<? extends DataRow> rows, AutoCloseable onClose) {
        return new CloseableRowIterator() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public DataRow next() {
                return rows.next();
            }

            @Override
            public void close() {
                try {
                    onClose.close();
                } catch (Exception e) {
                    throw new IllegalStateException("Cannot close the rows: " + e.getMessage(), e);
                }
            }
        };
    }

    @Override
    public abstract void close();
}
