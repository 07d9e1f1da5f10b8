// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.workflow;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.config.Config;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigEntries;

/**
 * The type of a flow variable: how it is stored, converted, and put into settings.
 *
 * @param <T> the values' class
 */
public abstract class VariableType<T> {
    private static final String VALUE = "value";

    public VariableType() {}

    /**
     * All types a workflow may hold.
     *
     * @return the singletons
     */
    static List<VariableType<?>> all() {
        return List.of(
                StringType.INSTANCE,
                DoubleType.INSTANCE,
                IntType.INSTANCE,
                LongType.INSTANCE,
                BooleanType.INSTANCE,
                StringArrayType.INSTANCE,
                DoubleArrayType.INSTANCE,
                IntArrayType.INSTANCE,
                LongArrayType.INSTANCE,
                BooleanArrayType.INSTANCE);
    }

    static VariableValue<?> load(NodeSettingsRO settings) throws InvalidSettingsException {
        String id = settings.getString("class");
        for (VariableType<?> type : all()) {
            if (type.getIdentifier().equals(id)) {
                return type.loadValue(settings);
            }
        }
        throw new InvalidSettingsException(
                "No flow variable type for identifier/class '" + id + "'");
    }

    public String getIdentifier() {
        return getClass().getSimpleName().replace("Type", "").toUpperCase(Locale.ROOT);
    }

    public final boolean isConvertible(VariableType<?> type) {
        return equals(type) || getConvertibleTypes().contains(type);
    }

    public Set<VariableType<?>> getConvertibleTypes() {
        return Set.of(this);
    }

    protected <U> U getAs(T value, VariableType<U> conversionTarget) {
        if (equals(conversionTarget)) {
            return conversionTarget.getSimpleType().cast(value);
        }
        throw createNotConvertibleException(this, conversionTarget);
    }

    protected static IllegalArgumentException createNotConvertibleException(
            VariableType<?> from, VariableType<?> to) {
        return new IllegalArgumentException(
                "Flow variables of the type '"
                        + from.getIdentifier()
                        + "' cannot be converted to '"
                        + to.getIdentifier()
                        + "'.");
    }

    public abstract Class<T> getSimpleType();

    protected abstract VariableValue<T> loadValue(NodeSettingsRO settings)
            throws InvalidSettingsException;

    protected abstract void saveValue(NodeSettingsWO settings, VariableValue<T> value);

    protected abstract VariableValue<T> newValue(T value);

    protected abstract VariableValue<T> defaultValue();

    protected abstract boolean canOverwrite(Config config, String configKey);

    protected abstract void overwrite(T value, Config config, String configKey)
            throws InvalidConfigEntryException;

    protected abstract boolean canCreateFrom(Config config, String configKey);

    protected abstract T createFrom(Config config, String configKey)
            throws InvalidSettingsException, InvalidConfigEntryException;

    @Override
    public String toString() {
        return getIdentifier();
    }

    /** A setting that a variable can neither overwrite nor be made from. */
    public static final class InvalidConfigEntryException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidConfigEntryException(String message) {
            super(message);
        }
    }

    /**
     * A value together with its type.
     *
     * @param <T> the value's class
     */
    protected abstract static class VariableValue<T> {
        private final VariableType<T> type;
        private final T value;

        protected VariableValue(VariableType<T> type, T value) {
            this.type = type;
            this.value = value;
        }

        VariableType<T> getType() {
            return type;
        }

        T get() {
            return value;
        }

        <U> U getAs(VariableType<U> target) {
            return type.getAs(value, target);
        }

        String asText() {
            return value instanceof Object[]
                    ? Arrays.toString((Object[]) value)
                    : String.valueOf(value);
        }

        void save(NodeSettingsWO settings) {
            settings.addString("class", type.getIdentifier());
            type.saveValue(settings, this);
        }
    }

    /** The types the stand-in knows, all alike but for tables of what fits what. */
    private abstract static class BasicType<T> extends VariableType<T> {
        private final Class<T> simpleType;
        private final T initial;
        private final Set<ConfigEntries> overwrites;
        private final ConfigEntries source;

        BasicType(
                Class<T> simpleType, T initial, ConfigEntries source, ConfigEntries... overwrites) {
            this.simpleType = simpleType;
            this.initial = initial;
            this.source = source;
            this.overwrites = EnumSet.of(source, overwrites);
        }

        @Override
        public final Class<T> getSimpleType() {
            return simpleType;
        }

        @Override
        protected final VariableValue<T> newValue(T value) {
            return new VariableValue<>(this, value) {};
        }

        @Override
        protected final VariableValue<T> defaultValue() {
            return newValue(initial);
        }

        @Override
        protected final VariableValue<T> loadValue(NodeSettingsRO settings)
                throws InvalidSettingsException {
            return newValue(get((Config) settings, VALUE));
        }

        @Override
        protected final void saveValue(NodeSettingsWO settings, VariableValue<T> value) {
            put((Config) settings, VALUE, source, value.get());
        }

        @Override
        protected final boolean canOverwrite(Config config, String configKey) {
            ConfigEntries there = ConfigShape.of(config, configKey);
            return there != null
                    && overwrites.contains(there)
                    && (!isArray() || ConfigShape.isArray(config, configKey));
        }

        boolean isArray() {
            return simpleType.isArray();
        }

        @Override
        protected final void overwrite(T value, Config config, String configKey)
                throws InvalidConfigEntryException {
            if (!canOverwrite(config, configKey)) {
                throw new InvalidConfigEntryException(
                        "A variable of type "
                                + this
                                + " cannot overwrite the setting \""
                                + configKey
                                + "\" of type "
                                + ConfigShape.describe(config, configKey));
            }
            ConfigEntries there = ConfigShape.of(config, configKey);
            if (ConfigShape.isArray(config, configKey)) {
                Object[] values =
                        value instanceof Object[] ? (Object[]) value : new Object[] {value};
                ConfigBase array = config.addConfig(configKey);
                array.addInt("array-size", values.length);
                for (int i = 0; i < values.length; i++) {
                    ConfigShape.put(array, Integer.toString(i), there, values[i]);
                }
            } else {
                ConfigShape.put(config, configKey, there, value);
            }
        }

        @Override
        protected final boolean canCreateFrom(Config config, String configKey) {
            return ConfigShape.of(config, configKey) == source
                    && ConfigShape.isArray(config, configKey) == isArray();
        }

        @Override
        protected final T createFrom(Config config, String configKey)
                throws InvalidSettingsException, InvalidConfigEntryException {
            if (!canCreateFrom(config, configKey)) {
                throw new InvalidConfigEntryException(
                        "No variable of type "
                                + this
                                + " can be made from the setting \""
                                + configKey
                                + "\" of type "
                                + ConfigShape.describe(config, configKey));
            }
            return get(config, configKey);
        }

        abstract T get(Config config, String key) throws InvalidSettingsException;

        void put(Config config, String key, ConfigEntries type, T value) {
            ConfigShape.put(config, key, type, value);
        }
    }

    /** Boolean values. */
    public static final class BooleanType extends BasicType<Boolean> {
        /** The only instance. */
        public static final BooleanType INSTANCE = new BooleanType();

        private BooleanType() {
            super(Boolean.class, false, ConfigEntries.xboolean, ConfigEntries.xstring);
        }

        @Override
        Boolean get(Config config, String key) throws InvalidSettingsException {
            return config.getBoolean(key);
        }

        @Override
        public Set<VariableType<?>> getConvertibleTypes() {
            return Set.of(this, StringType.INSTANCE);
        }

        @Override
        protected <U> U getAs(Boolean value, VariableType<U> target) {
            if (target == StringType.INSTANCE) {
                return target.getSimpleType().cast(value.toString());
            }
            return super.getAs(value, target);
        }
    }

    /** Arrays of Boolean values. */
    public static final class BooleanArrayType extends BasicType<Boolean[]> {
        /** The only instance. */
        public static final BooleanArrayType INSTANCE = new BooleanArrayType();

        private BooleanArrayType() {
            super(Boolean[].class, new Boolean[0], ConfigEntries.xboolean);
        }

        @Override
        Boolean[] get(Config config, String key) throws InvalidSettingsException {
            boolean[] values = config.getBooleanArray(key);
            Boolean[] boxed = new Boolean[values.length];
            for (int i = 0; i < boxed.length; i++) {
                boxed[i] = values[i];
            }
            return boxed;
        }

        @Override
        void put(Config config, String key, ConfigEntries type, Boolean[] value) {
            ConfigBase array = config.addConfig(key);
            array.addInt("array-size", value.length);
            for (int i = 0; i < value.length; i++) {
                ConfigShape.put(array, Integer.toString(i), type, value[i]);
            }
        }
    }

    /** Double values. */
    public static final class DoubleType extends BasicType<Double> {
        /** The only instance. */
        public static final DoubleType INSTANCE = new DoubleType();

        private DoubleType() {
            super(
                    Double.class,
                    0.0,
                    ConfigEntries.xdouble,
                    ConfigEntries.xfloat,
                    ConfigEntries.xstring);
        }

        @Override
        Double get(Config config, String key) throws InvalidSettingsException {
            return config.getDouble(key);
        }

        @Override
        public Set<VariableType<?>> getConvertibleTypes() {
            return Set.of(this, StringType.INSTANCE);
        }

        @Override
        protected <U> U getAs(Double value, VariableType<U> target) {
            if (target == StringType.INSTANCE) {
                return target.getSimpleType().cast(value.toString());
            }
            return super.getAs(value, target);
        }
    }

    /** Arrays of Double values. */
    public static final class DoubleArrayType extends BasicType<Double[]> {
        /** The only instance. */
        public static final DoubleArrayType INSTANCE = new DoubleArrayType();

        private DoubleArrayType() {
            super(Double[].class, new Double[0], ConfigEntries.xdouble);
        }

        @Override
        Double[] get(Config config, String key) throws InvalidSettingsException {
            double[] values = config.getDoubleArray(key);
            Double[] boxed = new Double[values.length];
            for (int i = 0; i < boxed.length; i++) {
                boxed[i] = values[i];
            }
            return boxed;
        }

        @Override
        void put(Config config, String key, ConfigEntries type, Double[] value) {
            ConfigBase array = config.addConfig(key);
            array.addInt("array-size", value.length);
            for (int i = 0; i < value.length; i++) {
                ConfigShape.put(array, Integer.toString(i), type, value[i]);
            }
        }
    }

    /** Integer values. */
    public static final class IntType extends BasicType<Integer> {
        /** The only instance. */
        public static final IntType INSTANCE = new IntType();

        private IntType() {
            super(
                    Integer.class,
                    0,
                    ConfigEntries.xint,
                    ConfigEntries.xbyte,
                    ConfigEntries.xshort,
                    ConfigEntries.xlong,
                    ConfigEntries.xfloat,
                    ConfigEntries.xdouble,
                    ConfigEntries.xchar,
                    ConfigEntries.xstring);
        }

        @Override
        public String getIdentifier() {
            return "INTEGER";
        }

        @Override
        Integer get(Config config, String key) throws InvalidSettingsException {
            return config.getInt(key);
        }

        @Override
        public Set<VariableType<?>> getConvertibleTypes() {
            return Set.of(this, LongType.INSTANCE, DoubleType.INSTANCE, StringType.INSTANCE);
        }

        @Override
        protected <U> U getAs(Integer value, VariableType<U> target) {
            if (target == LongType.INSTANCE) {
                return target.getSimpleType().cast(value.longValue());
            }
            if (target == DoubleType.INSTANCE) {
                return target.getSimpleType().cast(value.doubleValue());
            }
            if (target == StringType.INSTANCE) {
                return target.getSimpleType().cast(value.toString());
            }
            return super.getAs(value, target);
        }
    }

    /** Arrays of Integer values. */
    public static final class IntArrayType extends BasicType<Integer[]> {
        /** The only instance. */
        public static final IntArrayType INSTANCE = new IntArrayType();

        private IntArrayType() {
            super(Integer[].class, new Integer[0], ConfigEntries.xint);
        }

        @Override
        Integer[] get(Config config, String key) throws InvalidSettingsException {
            int[] values = config.getIntArray(key);
            Integer[] boxed = new Integer[values.length];
            for (int i = 0; i < boxed.length; i++) {
                boxed[i] = values[i];
            }
            return boxed;
        }

        @Override
        void put(Config config, String key, ConfigEntries type, Integer[] value) {
            ConfigBase array = config.addConfig(key);
            array.addInt("array-size", value.length);
            for (int i = 0; i < value.length; i++) {
                ConfigShape.put(array, Integer.toString(i), type, value[i]);
            }
        }
    }

    /** Long values. */
    public static final class LongType extends BasicType<Long> {
        /** The only instance. */
        public static final LongType INSTANCE = new LongType();

        private LongType() {
            super(
                    Long.class,
                    0L,
                    ConfigEntries.xlong,
                    ConfigEntries.xfloat,
                    ConfigEntries.xdouble,
                    ConfigEntries.xstring);
        }

        @Override
        Long get(Config config, String key) throws InvalidSettingsException {
            return config.getLong(key);
        }

        @Override
        public Set<VariableType<?>> getConvertibleTypes() {
            return Set.of(this, DoubleType.INSTANCE, StringType.INSTANCE);
        }

        @Override
        protected <U> U getAs(Long value, VariableType<U> target) {
            if (target == DoubleType.INSTANCE) {
                return target.getSimpleType().cast(value.doubleValue());
            }
            if (target == StringType.INSTANCE) {
                return target.getSimpleType().cast(value.toString());
            }
            return super.getAs(value, target);
        }
    }

    /** Arrays of Long values. */
    public static final class LongArrayType extends BasicType<Long[]> {
        /** The only instance. */
        public static final LongArrayType INSTANCE = new LongArrayType();

        private LongArrayType() {
            super(Long[].class, new Long[0], ConfigEntries.xlong);
        }

        @Override
        Long[] get(Config config, String key) throws InvalidSettingsException {
            long[] values = config.getLongArray(key);
            Long[] boxed = new Long[values.length];
            for (int i = 0; i < boxed.length; i++) {
                boxed[i] = values[i];
            }
            return boxed;
        }

        @Override
        void put(Config config, String key, ConfigEntries type, Long[] value) {
            ConfigBase array = config.addConfig(key);
            array.addInt("array-size", value.length);
            for (int i = 0; i < value.length; i++) {
                ConfigShape.put(array, Integer.toString(i), type, value[i]);
            }
        }
    }

    /** String values. */
    public static final class StringType extends BasicType<String> {
        /** The only instance. */
        public static final StringType INSTANCE = new StringType();

        private StringType() {
            super(
                    String.class,
                    "",
                    ConfigEntries.xstring,
                    ConfigEntries.xboolean,
                    ConfigEntries.xchar);
        }

        @Override
        String get(Config config, String key) throws InvalidSettingsException {
            return config.getString(key);
        }
    }

    /** Arrays of String values. */
    public static final class StringArrayType extends BasicType<String[]> {
        /** The only instance. */
        public static final StringArrayType INSTANCE = new StringArrayType();

        private StringArrayType() {
            super(String[].class, new String[0], ConfigEntries.xstring);
        }

        @Override
        String[] get(Config config, String key) throws InvalidSettingsException {
            return config.getStringArray(key);
        }

        @Override
        void put(Config config, String key, ConfigEntries type, String[] value) {
            ConfigBase array = config.addConfig(key);
            array.addInt("array-size", value.length);
            for (int i = 0; i < value.length; i++) {
                ConfigShape.put(array, Integer.toString(i), type, value[i]);
            }
        }
    }
}
