// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.workflow;

import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.workflow.VariableType.VariableValue;

/** A named, typed value that flows along a workflow. */
public final class FlowVariable extends FlowObject {
    /** The prefix of constants. */
    public static final String GLOBAL_CONST_ID = "knime";

    private final String name;
    private final VariableValue<?> value;

    public <T> FlowVariable(String name, VariableType<T> type) {
        this(name, type.defaultValue());
    }

    public <T> FlowVariable(String name, VariableType<T> type, T value) {
        this(name, type.newValue(value));
    }

    public FlowVariable(String name, String value) {
        this(name, VariableType.StringType.INSTANCE, value);
    }

    public FlowVariable(String name, double value) {
        this(name, VariableType.DoubleType.INSTANCE, value);
    }

    public FlowVariable(String name, int value) {
        this(name, VariableType.IntType.INSTANCE, value);
    }

    private FlowVariable(String name, VariableValue<?> value) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank: \"" + name + "\"");
        }
        this.name = name;
        this.value = value;
    }

    public String getName() {
        return name;
    }

    public boolean isGlobalConstant() {
        return name.startsWith(GLOBAL_CONST_ID + ".");
    }

    public VariableType<?> getVariableType() {
        return value.getType();
    }

    public <T> T getValue(VariableType<T> type) {
        return value.getAs(type);
    }

    public String getStringValue() {
        return getValue(VariableType.StringType.INSTANCE);
    }

    public double getDoubleValue() {
        return getValue(VariableType.DoubleType.INSTANCE);
    }

    public int getIntValue() {
        return getValue(VariableType.IntType.INSTANCE);
    }

    public String getValueAsString() {
        return value.asText();
    }

    public void save(NodeSettingsWO settings) {
        settings.addString("name", name);
        value.save(settings);
    }

    public static FlowVariable load(NodeSettingsRO settings) throws InvalidSettingsException {
        String name = settings.getString("name");
        if (name == null || name.isBlank()) {
            throw new InvalidSettingsException("name must not be null");
        }
        return new FlowVariable(name, VariableType.load(settings));
    }

    public FlowVariable withNewName(String newName) {
        return new FlowVariable(newName, value);
    }

    @Override
    public String toString() {
        return "\"" + name + "\" (" + getVariableType() + ": " + getValueAsString() + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlowVariable
                && ((FlowVariable) other).name.equals(name)
                && ((FlowVariable) other).getVariableType() == getVariableType()
                && ((FlowVariable) other).getValueAsString().equals(getValueAsString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, getVariableType());
    }
}
