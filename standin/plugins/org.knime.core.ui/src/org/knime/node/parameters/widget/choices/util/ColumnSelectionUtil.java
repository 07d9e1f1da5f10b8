// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices.util;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.node.parameters.NodeParametersInput;

/** Finds columns of the input tables; nothing while an input is not connected. */
public final class ColumnSelectionUtil {
    private ColumnSelectionUtil() {}

    public static List<DataColumnSpec> getAllColumns(NodeParametersInput context, int portIndex) {
        return getFilteredColumns(context, portIndex, c -> true);
    }

    public static List<DataColumnSpec> getAllColumnsOfFirstPort(NodeParametersInput context) {
        return getAllColumns(context, 0);
    }

    public static Optional<DataColumnSpec> getFirstColumn(
            NodeParametersInput context, int portIndex) {
        return getAllColumns(context, portIndex).stream().findFirst();
    }

    public static Optional<DataColumnSpec> getFirstColumnOfFirstPort(NodeParametersInput context) {
        return getFirstColumn(context, 0);
    }

    public static List<DataColumnSpec> getFilteredColumns(
            NodeParametersInput context, int portIndex, Predicate<DataColumnSpec> filter) {
        return context.getInTableSpec(portIndex).stream()
                .flatMap(DataTableSpec::stream)
                .filter(filter)
                .collect(Collectors.toList());
    }

    @SafeVarargs
    public static List<DataColumnSpec> getCompatibleColumns(
            NodeParametersInput context,
            int portIndex,
            Class<? extends DataValue>... valueClasses) {
        return getFilteredColumns(context, portIndex, any(Arrays.asList(valueClasses)));
    }

    @SafeVarargs
    public static List<DataColumnSpec> getCompatibleColumnsOfFirstPort(
            NodeParametersInput context, Class<? extends DataValue>... valueClasses) {
        return getCompatibleColumns(context, 0, valueClasses);
    }

    @SafeVarargs
    public static Optional<DataColumnSpec> getFirstCompatibleColumn(
            NodeParametersInput context,
            int portIndex,
            Class<? extends DataValue>... valueClasses) {
        return getCompatibleColumns(context, portIndex, valueClasses).stream().findFirst();
    }

    @SafeVarargs
    public static Optional<DataColumnSpec> getFirstCompatibleColumnOfFirstPort(
            NodeParametersInput context, Class<? extends DataValue>... valueClasses) {
        return getFirstCompatibleColumn(context, 0, valueClasses);
    }

    public static List<DataColumnSpec> getStringColumns(
            NodeParametersInput context, int portIndex) {
        return getCompatibleColumns(context, portIndex, StringValue.class);
    }

    public static List<DataColumnSpec> getStringColumns(DataTableSpec inSpec) {
        return getCompatibleColumns(inSpec, StringValue.class);
    }

    public static List<DataColumnSpec> getStringColumnsOfFirstPort(NodeParametersInput context) {
        return getStringColumns(context, 0);
    }

    public static List<DataColumnSpec> getDoubleColumns(
            NodeParametersInput context, int portIndex) {
        return getCompatibleColumns(context, portIndex, DoubleValue.class);
    }

    public static List<DataColumnSpec> getDoubleColumns(DataTableSpec inSpec) {
        return getCompatibleColumns(inSpec, DoubleValue.class);
    }

    @SafeVarargs
    public static List<DataColumnSpec> getCompatibleColumns(
            DataTableSpec spec, Class<? extends DataValue>... valueClasses) {
        return getCompatibleColumns(spec, Arrays.asList(valueClasses));
    }

    public static List<DataColumnSpec> getCompatibleColumns(
            DataTableSpec spec, Collection<Class<? extends DataValue>> valueClasses) {
        return Optional.ofNullable(spec).stream()
                .flatMap(DataTableSpec::stream)
                .filter(any(valueClasses))
                .collect(Collectors.toList());
    }

    @SafeVarargs
    public static Optional<DataColumnSpec> getFirstCompatibleColumn(
            DataTableSpec spec, Class<? extends DataValue>... valueClasses) {
        return getCompatibleColumns(spec, valueClasses).stream().findFirst();
    }

    private static Predicate<DataColumnSpec> any(
            Collection<Class<? extends DataValue>> valueClasses) {
        return c -> valueClasses.stream().anyMatch(c.getType()::isCompatible);
    }
}
