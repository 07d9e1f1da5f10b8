// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory;
import org.knime.core.data.DataCellSerializer;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.DataValueComparator;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.image.png.PNGImageCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;

/** What is known of classes of cells: serializers, names, orders, factories. */
public final class CellClasses {
    private static final Map<Class<?>, Optional<DataCellSerializer<?>>> SERIALIZERS =
            new ConcurrentHashMap<>();

    /** What types are called, by their preferred value. */
    private static final Map<Class<?>, String> NAMES =
            Map.of(
                    StringValue.class, "String",
                    IntValue.class, "Number (Integer)",
                    LongValue.class, "Number (Long Integer)",
                    DoubleValue.class, "Number (Float)",
                    BooleanValue.class, "Boolean",
                    PNGImageValue.class, "Image (PNG)",
                    ListDataValue.class, "Collection (List)");

    private CellClasses() {}

    /**
     * Collects the value interfaces of a class, the preferred one first.
     *
     * @param type a class of cells or values
     * @param into takes them
     */
    public static void collectValues(Class<?> type, Set<Class<? extends DataValue>> into) {
        if (type == null || type == Object.class) {
            return;
        }
        if (type.isInterface()
                && type != DataValue.class
                && DataValue.class.isAssignableFrom(type)) {
            into.add(type.asSubclass(DataValue.class));
        }
        for (Class<?> parent : type.getInterfaces()) {
            collectValues(parent, into);
        }
        collectValues(type.getSuperclass(), into);
        if (!type.isInterface()) {
            into.add(DataValue.class);
        }
    }

    public static Optional<Class<? extends DataCell>> cellClass(String name) {
        return Extensions.load(name, DataCell.class);
    }

    public static Optional<Class<? extends DataValue>> valueClass(String name) {
        return Extensions.load(name, DataValue.class);
    }

    static DataCellSerializer<? extends DataCell> serializerOf(Class<? extends DataCell> type) {
        return serializer(type)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No serializer is registered for "
                                                + type.getName()
                                                + "; declare it at the extension point"
                                                + " org.knime.core.DataType"));
    }

    /**
     * The serializer of a class: declared in plugin.xml, or given by {@code getCellSerializer}.
     *
     * @param <T> the class
     * @param type the class
     * @return the serializer, if there is one
     */
    @SuppressWarnings("unchecked")
    public static <T extends DataCell> Optional<DataCellSerializer<T>> serializer(Class<T> type) {
        return SERIALIZERS
                .computeIfAbsent(type, CellClasses::findSerializer)
                .map(s -> (DataCellSerializer<T>) s);
    }

    private static Optional<DataCellSerializer<?>> findSerializer(Class<?> type) {
        Optional<DataCellSerializer<?>> declared =
                Extensions.of(type).stream()
                        .filter(e -> e.is("serializer"))
                        .filter(e -> type.getName().equals(e.get("cellClass")))
                        .findFirst()
                        .map(e -> (DataCellSerializer<?>) e.create("serializerClass", type));
        return declared.isPresent()
                ? declared
                : Extensions.callStatic(type, "getCellSerializer")
                        .map(s -> (DataCellSerializer<?>) s);
    }

    public static Optional<DataCellFactory> factory(Class<? extends DataCell> cellClass) {
        return cellClass == PNGImageCell.class
                ? Optional.of(new PNGImageCellFactory())
                : Optional.empty();
    }

    public static String typeName(DataType type) {
        Class<?> cellClass = type.getCellClass();
        return NAMES.getOrDefault(
                type.getPreferredValueClass(),
                cellClass == null ? "Unknown" : cellClass.getSimpleName());
    }

    /**
     * The order of a type's cells: numbers by value, all else by text.
     *
     * @param type the type
     * @return its order, missing cells first
     */
    public static DataValueComparator comparator(DataType type) {
        if (type.isCompatible(LongValue.class)) {
            return order(Comparator.comparingLong(v -> ((LongValue) v).getLongValue()));
        }
        if (type.isCompatible(DoubleValue.class)) {
            return order(Comparator.comparingDouble(v -> ((DoubleValue) v).getDoubleValue()));
        }
        return order(Comparator.comparing(Object::toString));
    }

    private static DataValueComparator order(Comparator<DataValue> values) {
        return new DataValueComparator() {
            @Override
            protected int compareDataValues(DataValue v1, DataValue v2) {
                return values.compare(v1, v2);
            }
        };
    }
}
