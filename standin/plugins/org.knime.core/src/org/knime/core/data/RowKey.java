// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Arrays;

/** The name of a row, unique within its table. */
public final class RowKey implements RowKeyValue {
    private final String text;

    public RowKey(String text) {
        if (text == null) {
            throw new NullPointerException("A row key must not be null");
        }
        this.text = text;
    }

    @Override
    public String getString() {
        return text;
    }

    @Override
    public RowKey materializeRowKey() {
        return this;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey && ((RowKey) other).text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    public static String[] toStrings(RowKey... keys) {
        return Arrays.stream(keys).map(RowKey::getString).toArray(String[]::new);
    }

    public static RowKey[] toRowKeys(String... texts) {
        return Arrays.stream(texts).map(RowKey::new).toArray(RowKey[]::new);
    }

    public static RowKey createRowKey(int index) {
        return createRowKey((long) index);
    }

    public static RowKey createRowKey(long index) {
        return new RowKey("Row" + index);
    }
}
