// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import java.awt.Color;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Stores values of one class that settings can hold directly. */
final class BasicValue {
    private static final Map<Class<?>, BasicValue> ALL = new HashMap<>();

    private final Object empty;
    private final Saver<Object> saver;
    private final Loader<Object> loader;

    private BasicValue(Object empty, Saver<Object> saver, Loader<Object> loader) {
        this.empty = empty;
        this.saver = saver;
        this.loader = loader;
    }

    /** Writes a value. */
    @FunctionalInterface
    interface Saver<T> {
        void save(NodeSettingsWO settings, String key, T value);
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Loader<T> {
        T load(NodeSettingsRO settings, String key) throws InvalidSettingsException;
    }

    static {
        add(0, NodeSettingsWO::addInt, NodeSettingsRO::getInt, int.class, Integer.class);
        add(null, NodeSettingsWO::addIntArray, NodeSettingsRO::getIntArray, int[].class);
        add(0L, NodeSettingsWO::addLong, NodeSettingsRO::getLong, long.class, Long.class);
        add(null, NodeSettingsWO::addLongArray, NodeSettingsRO::getLongArray, long[].class);
        add(0.0, NodeSettingsWO::addDouble, NodeSettingsRO::getDouble, double.class, Double.class);
        add(null, NodeSettingsWO::addDoubleArray, NodeSettingsRO::getDoubleArray, double[].class);
        add(0f, NodeSettingsWO::addFloat, NodeSettingsRO::getFloat, float.class, Float.class);
        add(null, NodeSettingsWO::addFloatArray, NodeSettingsRO::getFloatArray, float[].class);
        add(
                false,
                NodeSettingsWO::addBoolean,
                NodeSettingsRO::getBoolean,
                boolean.class,
                Boolean.class);
        add(
                null,
                NodeSettingsWO::addBooleanArray,
                NodeSettingsRO::getBooleanArray,
                boolean[].class);
        add((byte) 0, NodeSettingsWO::addByte, NodeSettingsRO::getByte, byte.class, Byte.class);
        add(null, NodeSettingsWO::addByteArray, NodeSettingsRO::getByteArray, byte[].class);
        add(
                (char) 0,
                NodeSettingsWO::addChar,
                NodeSettingsRO::getChar,
                char.class,
                Character.class);
        add(null, NodeSettingsWO::addCharArray, NodeSettingsRO::getCharArray, char[].class);
        add(null, NodeSettingsWO::addString, NodeSettingsRO::getString, String.class);
        add(null, NodeSettingsWO::addStringArray, NodeSettingsRO::getStringArray, String[].class);
        add(null, NodeSettingsWO::addDataType, NodeSettingsRO::getDataType, DataType.class);
        addText(LocalDate.class, LocalDate::parse, Object::toString);
        addText(LocalTime.class, LocalTime::parse, Object::toString);
        addText(LocalDateTime.class, LocalDateTime::parse, Object::toString);
        addText(ZonedDateTime.class, ZonedDateTime::parse, Object::toString);
        addText(ZoneId.class, ZoneId::of, Object::toString);
        addText(
                Color.class,
                Color::decode,
                c -> String.format("#%06X", ((Color) c).getRGB() & 0xFFFFFF));
    }

    @SafeVarargs
    @SuppressWarnings("unchecked")
    private static <T> void add(
            T empty, Saver<T> saver, Loader<T> loader, Class<? extends Object>... types) {
        for (Class<?> type : types) {
            ALL.put(type, new BasicValue(empty, (Saver<Object>) saver, (Loader<Object>) loader));
        }
    }

    private static <T> void addText(
            Class<T> type, Function<String, T> parse, Function<Object, String> format) {
        ALL.put(
                type,
                new BasicValue(
                        null,
                        (settings, key, value) ->
                                settings.addString(key, value == null ? null : format.apply(value)),
                        (settings, key) -> {
                            String text = settings.getString(key);
                            try {
                                return text == null ? null : parse.apply(text);
                            } catch (RuntimeException e) {
                                throw new InvalidSettingsException(
                                        "Invalid value '" + text + "' for key \"" + key + "\"", e);
                            }
                        }));
    }

    /** The way to store a class; null when settings cannot hold it directly. */
    static BasicValue of(Class<?> type) {
        return ALL.get(type);
    }

    void save(Object value, String key, NodeSettingsWO settings) {
        saver.save(settings, key, value);
    }

    void saveEmpty(String key, NodeSettingsWO settings) {
        saver.save(settings, key, empty);
    }

    Object load(String key, NodeSettingsRO settings) throws InvalidSettingsException {
        return loader.load(settings, key);
    }
}
