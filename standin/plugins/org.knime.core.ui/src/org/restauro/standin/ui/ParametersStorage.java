// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/**
 * Stores parameter classes in settings and reads them back. Every field that is not private, static
 * or transient is an entry; its key is the field's name without a leading {@code m_} unless {@link
 * Persist} names it. Reading wants every key there, with the exact type.
 */
public final class ParametersStorage {
    private ParametersStorage() {}

    /**
     * Makes parameters with their first values.
     *
     * @param <P> their class
     * @param type their class
     * @param input what is known of the node's inputs; null for the constructor without arguments
     * @return new parameters
     */
    public static <P> P defaults(Class<P> type, NodeParametersInput input) {
        if (input != null) {
            try {
                Constructor<P> constructor = type.getDeclaredConstructor(NodeParametersInput.class);
                constructor.setAccessible(true);
                return create(constructor, input);
            } catch (NoSuchMethodException e) {
                return defaults(type, null);
            }
        }
        try {
            Constructor<P> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return create(constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    "The parameter class "
                            + type.getName()
                            + " needs a constructor without arguments",
                    e);
        }
    }

    private static <P> P create(Constructor<P> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The constructor of "
                            + constructor.getDeclaringClass().getName()
                            + " failed: "
                            + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    constructor.getDeclaringClass().getName() + " cannot be created", e);
        }
    }

    /**
     * Stores parameters.
     *
     * @param parameters a {@link NodeParameters} or other {@link Persistable}
     * @param settings takes one entry a field
     */
    public static void save(Object parameters, NodeSettingsWO settings) {
        NodeParametersPersistor<Object> own = persistor(parameters.getClass());
        if (own != null) {
            own.save(parameters, settings);
            return;
        }
        for (Field field : fields(parameters.getClass())) {
            Object value = get(field, parameters);
            NodeParametersPersistor<Object> persistor = persistor(field);
            if (persistor != null) {
                persistor.save(value, settings);
            } else {
                saveValue(field.getGenericType(), value, key(field), settings);
            }
        }
    }

    /**
     * Reads parameters.
     *
     * @param <P> their class
     * @param type their class
     * @param settings what {@link #save} wrote
     * @return new parameters
     * @throws InvalidSettingsException when a key is missing or of another type
     */
    @SuppressWarnings("unchecked")
    public static <P> P load(Class<P> type, NodeSettingsRO settings)
            throws InvalidSettingsException {
        Optional<Object> migrated = migrate(type.getAnnotation(Migration.class), settings);
        if (migrated.isPresent()) {
            return (P) migrated.get();
        }
        NodeParametersPersistor<Object> own = persistor(type);
        if (own != null) {
            return (P) own.load(settings);
        }
        P parameters = defaults(type, null);
        for (Field field : fields(type)) {
            set(field, parameters, loadField(field, parameters, settings));
        }
        return parameters;
    }

    private static Object loadField(Field field, Object parameters, NodeSettingsRO settings)
            throws InvalidSettingsException {
        String key = key(field);
        NodeParametersPersistor<Object> persistor = persistor(field);
        boolean absent = persistor == null && isAbsent(field, key, settings);
        Migration migration = field.getAnnotation(Migration.class);
        if (migration != null) {
            boolean byDefault =
                    org.knime.node.parameters.migration.DefaultProvider.class.isAssignableFrom(
                            migration.value());
            if (!byDefault || absent) {
                Optional<Object> migrated = migrate(migration, settings);
                if (migrated.isPresent()) {
                    return migrated.get();
                }
            }
        }
        Migrate migrate = field.getAnnotation(Migrate.class);
        if (absent && migrate != null && migrate.loadDefaultIfAbsent()) {
            return get(field, parameters);
        }
        return persistor != null
                ? persistor.load(settings)
                : loadValue(field.getGenericType(), key, settings);
    }

    private static boolean isAbsent(Field field, String key, NodeSettingsRO settings) {
        return !settings.containsKey(key)
                && !(field.getType() == Optional.class
                        && settings.containsKey(key + OptionalValue.SUFFIX));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Object> migrate(Migration migration, NodeSettingsRO settings)
            throws InvalidSettingsException {
        if (migration == null) {
            return Optional.empty();
        }
        NodeParametersMigration<Object> found =
                (NodeParametersMigration<Object>) defaults(migration.value(), null);
        for (ConfigMigration<Object> way : found.getConfigMigrations()) {
            if (way.getMatcher().test(settings)) {
                return Optional.ofNullable(way.getLoader().load(settings));
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static NodeParametersPersistor<Object> persistor(
            java.lang.reflect.AnnotatedElement element) {
        Persistor persistor = element.getAnnotation(Persistor.class);
        return persistor == null
                ? null
                : (NodeParametersPersistor<Object>) defaults(persistor.value(), null);
    }

    /**
     * The stored fields of a class, those of its super classes first.
     *
     * @param type a parameter class
     * @return the fields, accessible
     */
    static List<Field> fields(Class<?> type) {
        List<Field> result = new ArrayList<>();
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            result.addAll(fields(type.getSuperclass()));
        }
        for (Field field : type.getDeclaredFields()) {
            int m = field.getModifiers();
            if (!Modifier.isPrivate(m)
                    && !Modifier.isStatic(m)
                    && !Modifier.isTransient(m)
                    && !field.isSynthetic()) {
                field.setAccessible(true);
                result.add(field);
            }
        }
        return result;
    }

    /**
     * The key a field is stored under.
     *
     * @param field a field of a parameter class
     * @return its key
     */
    static String key(Field field) {
        Persist persist = field.getAnnotation(Persist.class);
        String name = field.getName();
        String key = name.startsWith("m_") ? name.substring(2) : name;
        if (persist != null && !persist.configKey().isEmpty()) {
            key = persist.configKey();
        }
        return persist != null && persist.hidden() ? key + "_Internals" : key;
    }

    private static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be set", e);
        }
    }

    private static Class<?> raw(Type type) {
        return type instanceof Class
                ? (Class<?>) type
                : (Class<?>) ((ParameterizedType) type).getRawType();
    }

    static Class<?> argument(Type type) {
        return raw(((ParameterizedType) type).getActualTypeArguments()[0]);
    }

    static void saveValue(Type type, Object value, String key, NodeSettingsWO settings) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            OptionalValue.save(argument(type), (Optional<?>) value, key, settings);
        } else if (BasicValue.of(raw) != null) {
            BasicValue.of(raw).save(value, key, settings);
        } else if (raw.isEnum()) {
            settings.addString(key, value == null ? null : ((Enum<?>) value).name());
        } else if (Collection.class.isAssignableFrom(raw) && isNested(argument(type))) {
            saveElements(value == null ? null : ((Collection<?>) value).toArray(), key, settings);
        } else if (raw.isArray() && isNested(raw.getComponentType())) {
            saveElements((Object[]) value, key, settings);
        } else if (isNested(raw)) {
            save(value, settings.addNodeSettings(key));
        } else if (raw != Void.class) {
            throw unsupported(type);
        }
    }

    private static boolean isNested(Class<?> type) {
        return Persistable.class.isAssignableFrom(type);
    }

    private static IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException(
                "No default persistor available for type '" + type.getTypeName() + "'");
    }

    private static void saveElements(Object[] elements, String key, NodeSettingsWO settings) {
        NodeSettingsWO list = settings.addNodeSettings(key);
        if (elements == null) {
            list.addBoolean("is_null", true);
            return;
        }
        for (int i = 0; i < elements.length; i++) {
            save(elements[i], list.addNodeSettings(Integer.toString(i)));
        }
    }

    static Object loadValue(Type type, String key, NodeSettingsRO settings)
            throws InvalidSettingsException {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return OptionalValue.load(argument(type), key, settings);
        }
        if (BasicValue.of(raw) != null) {
            return BasicValue.of(raw).load(key, settings);
        }
        if (raw.isEnum()) {
            return constant(raw, settings.getString(key));
        }
        if (Collection.class.isAssignableFrom(raw) && isNested(argument(type))) {
            List<Object> elements = loadElements(argument(type), settings.getNodeSettings(key));
            return elements;
        }
        if (raw.isArray() && isNested(raw.getComponentType())) {
            List<Object> elements =
                    loadElements(raw.getComponentType(), settings.getNodeSettings(key));
            return elements == null
                    ? null
                    : elements.toArray((Object[]) Array.newInstance(raw.getComponentType(), 0));
        }
        if (isNested(raw)) {
            return load(raw, settings.getNodeSettings(key));
        }
        if (raw == Void.class) {
            return null;
        }
        throw unsupported(type);
    }

    private static List<Object> loadElements(Class<?> type, NodeSettingsRO list)
            throws InvalidSettingsException {
        if (list.containsKey("is_null") && list.getBoolean("is_null")) {
            return null;
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; list.containsKey(Integer.toString(i)); i++) {
            elements.add(load(type, list.getNodeSettings(Integer.toString(i))));
        }
        return elements;
    }

    private static Object constant(Class<?> type, String name) throws InvalidSettingsException {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        String[] names =
                Arrays.stream(constants).map(c -> ((Enum<?>) c).name()).toArray(String[]::new);
        throw new InvalidSettingsException(
                "Invalid value '" + name + "'. Possible values: " + String.join(", ", names));
    }

    /**
     * Stores parameters in new settings, for tests.
     *
     * @param parameters the parameters
     * @return settings with the key {@code model}
     */
    public static NodeSettings toSettings(NodeParameters parameters) {
        NodeSettings settings = new NodeSettings("model");
        save(parameters, settings);
        return settings;
    }
}
