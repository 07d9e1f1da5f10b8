// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBase;
import org.restauro.standin.CellStreams;

/** A configuration tree that may also hold data types, cells and row keys. */
public abstract class Config extends ConfigBase implements ConfigRO, ConfigWO {
    private static final long serialVersionUID = 1L;

    protected Config(String key) {
        super(key);
    }

    @Override
    public abstract Config getInstance(String key);

    @Override
    public final Config getConfig(String key) throws InvalidSettingsException {
        return (Config) getConfigBase(key);
    }

    @Override
    public final Config addConfig(String key) {
        return (Config) addConfigBase(key);
    }

    @Override
    public final void addDataType(String key, DataType type) {
        Config child = addConfig(key);
        if (type != null) {
            type.save(child);
        }
    }

    @Override
    public final DataType getDataType(String key) throws InvalidSettingsException {
        Config child = getConfig(key);
        return child.keySet().isEmpty() ? null : DataType.load(child);
    }

    @Override
    public final DataType getDataType(String key, DataType def) {
        try {
            return getDataType(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public final void addDataTypeArray(String key, DataType... types) {
        Config child = addConfig(key);
        if (types != null) {
            child.addInt("array-size", types.length);
            for (int i = 0; i < types.length; i++) {
                child.addDataType(Integer.toString(i), types[i]);
            }
        }
    }

    @Override
    public final DataType[] getDataTypeArray(String key) throws InvalidSettingsException {
        Config child = getConfig(key);
        if (!child.containsKey("array-size")) {
            return null;
        }
        DataType[] result =
                new DataType[Math.min(child.getInt("array-size"), child.getChildCount())];
        for (int i = 0; i < result.length; i++) {
            result[i] = child.getDataType(Integer.toString(i));
        }
        return result;
    }

    @Override
    public final DataType[] getDataTypeArray(String key, DataType... def) {
        try {
            return getDataTypeArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public final void addRowKey(String key, RowKey rowKey) {
        addString(key, rowKey == null ? null : rowKey.getString());
    }

    @Override
    public final RowKey getRowKey(String key) throws InvalidSettingsException {
        String text = getString(key);
        return text == null ? null : new RowKey(text);
    }

    @Override
    public final RowKey getRowKey(String key, RowKey def) {
        try {
            return getRowKey(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    /** Cells are kept as their class and serialised bytes. */
    @Override
    public final void addDataCell(String key, DataCell cell) {
        Config child = addConfig(key);
        if (cell != null) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                CellStreams.write(cell, bytes);
                child.addString("datacell", cell.getClass().getName());
                child.addByteArray("bytes", bytes.toByteArray());
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "The cell \"" + cell + "\" cannot be stored under \"" + key + "\"", e);
            }
        }
    }

    @Override
    public final DataCell getDataCell(String key) throws InvalidSettingsException {
        Config child = getConfig(key);
        if (child.keySet().isEmpty()) {
            return null;
        }
        try {
            return CellStreams.read(new ByteArrayInputStream(child.getByteArray("bytes")));
        } catch (IOException e) {
            throw new InvalidSettingsException("The cell \"" + key + "\" cannot be read: " + e, e);
        }
    }

    @Override
    public final DataCell getDataCell(String key, DataCell def) {
        try {
            return getDataCell(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }
}
