// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.restauro.standin.CellClasses;

/**
 * The type of a column or cell: native, when it stands for the cells of one class (and, for
 * collections, of one element type), else the set of value classes its cells share.
 */
public final class DataType {
    private static final Map<List<Object>, DataType> NATIVE = new ConcurrentHashMap<>();

    private final Class<? extends DataCell> cellClass;
    private final DataType elementType;
    private final List<Class<? extends DataValue>> valueClasses;

    private DataType(
            Class<? extends DataCell> cellClass,
            DataType elementType,
            List<Class<? extends DataValue>> valueClasses) {
        this.cellClass = cellClass;
        this.elementType = elementType;
        this.valueClasses = List.copyOf(valueClasses);
    }

    public static DataType getType(Class<? extends DataCell> cellClass) {
        return getType(cellClass, null);
    }

    public static DataType getType(Class<? extends DataCell> cellClass, DataType elementType) {
        return getType(cellClass, elementType, Collections.emptyList());
    }

    public static DataType getType(
            Class<? extends DataCell> cellClass,
            DataType elementType,
            List<Class<? extends DataValue>> adapterValueClasses) {
        List<Object> key = new ArrayList<>(adapterValueClasses);
        key.add(cellClass);
        key.add(String.valueOf(elementType == null ? null : elementType.identity()));
        return NATIVE.computeIfAbsent(
                key,
                k -> {
                    Set<Class<? extends DataValue>> values = new LinkedHashSet<>();
                    CellClasses.collectValues(cellClass, values);
                    values.addAll(adapterValueClasses);
                    return new DataType(cellClass, elementType, new ArrayList<>(values));
                });
    }

    static DataType ofCell(DataCell cell) {
        if (cell instanceof org.knime.core.data.collection.CollectionDataValue) {
            return getType(
                    cell.getClass(),
                    ((org.knime.core.data.collection.CollectionDataValue) cell).getElementType());
        }
        return getType(cell.getClass());
    }

    public static DataType createNonNativeType(
            List<Class<? extends DataValue>> valueClasses,
            DataType collectionElementType,
            List<Class<? extends DataValue>> adapterValueClasses) {
        Set<Class<? extends DataValue>> values = new LinkedHashSet<>(valueClasses);
        values.addAll(adapterValueClasses);
        values.add(DataValue.class);
        return new DataType(null, collectionElementType, new ArrayList<>(values));
    }

    /**
     * The narrowest type both fit into.
     *
     * @param t1 one type
     * @param t2 the other
     * @return one of them, or a non-native type of the value classes they share
     */
    public static DataType getCommonSuperType(DataType t1, DataType t2) {
        if (t1.isMissingValueType() || t2.isASuperTypeOf(t1)) {
            return t2;
        }
        if (t2.isMissingValueType() || t1.isASuperTypeOf(t2)) {
            return t1;
        }
        List<Class<? extends DataValue>> shared = new ArrayList<>(t1.valueClasses);
        shared.retainAll(t2.valueClasses);
        DataType element =
                t1.isCollectionType() && t2.isCollectionType()
                        ? getCommonSuperType(t1.elementType, t2.elementType)
                        : null;
        return createNonNativeType(shared, element, List.of());
    }

    public static DataCell getMissingCell() {
        return MissingCell.INSTANCE;
    }

    public static <T extends DataCell> DataCellSerializer<T> getCellSerializer(Class<T> cellClass) {
        return CellClasses.serializer(cellClass).orElse(null);
    }

    public boolean isMissingValueType() {
        return cellClass == MissingCell.class;
    }

    public DataType getCollectionElementType() {
        return elementType;
    }

    public boolean isCollectionType() {
        return elementType != null;
    }

    public List<Class<? extends DataValue>> getValueClasses() {
        return valueClasses;
    }

    public Class<? extends DataValue> getPreferredValueClass() {
        return valueClasses.get(0);
    }

    public Class<? extends DataCell> getCellClass() {
        return cellClass;
    }

    public boolean isCompatible(Class<? extends DataValue> valueClass) {
        return isMissingValueType() || valueClasses.contains(valueClass);
    }

    public boolean isAdaptable(Class<? extends DataValue> valueClass) {
        return isCompatible(valueClass);
    }

    public boolean isASuperTypeOf(DataType type) {
        if (type == null) {
            throw new NullPointerException("The type must not be null");
        }
        if (this == type || type.isMissingValueType()) {
            return true;
        }
        if (cellClass != null) {
            return cellClass == type.cellClass
                    && (elementType == null
                            ? type.elementType == null
                            : type.elementType != null
                                    && (type.elementType.isMissingValueType()
                                            || elementType.isASuperTypeOf(type.elementType)));
        }
        return type.valueClasses.containsAll(valueClasses)
                && (elementType == null
                        || type.elementType != null
                                && elementType.isASuperTypeOf(type.elementType));
    }

    public DataValueComparator getComparator() {
        return CellClasses.comparator(this);
    }

    public Optional<DataCellFactory> getCellFactory(ExecutionContext exec) {
        return CellClasses.factory(cellClass);
    }

    public void save(ConfigWO config) {
        config.addString("cell_class", cellClass == null ? null : cellClass.getName());
        if (cellClass == null) {
            config.addStringArray(
                    "value_classes",
                    valueClasses.stream().map(Class::getName).toArray(String[]::new));
        }
        if (elementType != null) {
            elementType.save(config.addConfig("collection_element_type"));
        }
    }

    public static DataType load(ConfigRO config) throws InvalidSettingsException {
        String className = config.getString("cell_class");
        DataType element =
                config.containsKey("collection_element_type")
                        ? load(config.getConfig("collection_element_type"))
                        : null;
        if (className != null) {
            return getType(
                    CellClasses.cellClass(className)
                            .orElseThrow(
                                    () ->
                                            new InvalidSettingsException(
                                                    "Data cell class '"
                                                            + className
                                                            + "' not found.")),
                    element);
        }
        List<Class<? extends DataValue>> values = new ArrayList<>();
        for (String name : config.getStringArray("value_classes")) {
            values.add(
                    CellClasses.valueClass(name)
                            .orElseThrow(
                                    () ->
                                            new InvalidSettingsException(
                                                    "Data value class '" + name + "' not found.")));
        }
        return createNonNativeType(values, element, List.of());
    }

    private String identity() {
        return (cellClass == null
                        ? new LinkedHashSet<>(valueClasses).toString()
                        : cellClass.getName())
                + (elementType == null ? "" : "<" + elementType.identity() + ">");
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof DataType)) {
            return false;
        }
        DataType that = (DataType) other;
        return cellClass == that.cellClass
                && Objects.equals(elementType, that.elementType)
                && Set.copyOf(valueClasses).equals(Set.copyOf(that.valueClasses));
    }

    @Override
    public int hashCode() {
        return Objects.hash(cellClass, Set.copyOf(valueClasses));
    }

    public String getName() {
        String name = CellClasses.typeName(this);
        return elementType == null ? name : name + " of " + elementType.getName();
    }

    public String getIdentifier() {
        return identity();
    }

    public String toPrettyString() {
        return getName();
    }

    @Override
    public String toString() {
        return isMissingValueType() ? "?" : getName();
    }
}
