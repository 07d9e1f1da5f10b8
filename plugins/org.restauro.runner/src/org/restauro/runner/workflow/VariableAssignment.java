// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.Map;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.VariableType;
import org.knime.core.node.workflow.VariableType.BooleanType;
import org.knime.core.node.workflow.VariableType.DoubleType;
import org.knime.core.node.workflow.VariableType.IntType;
import org.knime.core.node.workflow.VariableType.LongType;
import org.knime.core.node.workflow.VariableType.StringType;

/** Reads {@code name=value} and {@code name:type=value}. */
final class VariableAssignment {
    private static final Map<String, VariableType<?>> TYPES =
            Map.of(
                    "int", IntType.INSTANCE,
                    "long", LongType.INSTANCE,
                    "double", DoubleType.INSTANCE,
                    "boolean", BooleanType.INSTANCE,
                    "string", StringType.INSTANCE);

    private VariableAssignment() {}

    static FlowVariable parse(String assignment, Map<String, FlowVariable> known)
            throws WorkflowException {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new WorkflowException(
                    "\"" + assignment + "\" is not of the form name=value or name:type=value");
        }
        String name = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);
        int colon = name.lastIndexOf(':');
        VariableType<?> type = colon < 0 ? null : TYPES.get(name.substring(colon + 1));
        if (colon >= 0 && type == null) {
            throw new WorkflowException(
                    "\""
                            + name.substring(colon + 1)
                            + "\" is not a type of flow variables; there are "
                            + String.join(", ", new java.util.TreeSet<>(TYPES.keySet())));
        }
        if (type != null) {
            name = name.substring(0, colon);
        } else if (known.containsKey(name)) {
            type = known.get(name).getVariableType();
        } else {
            type = infer(value);
        }
        if (name.isBlank() || name.startsWith("knime.")) {
            throw new WorkflowException("A flow variable cannot be named \"" + name + "\"");
        }
        return create(name, type, value);
    }

    private static VariableType<?> infer(String value) {
        for (VariableType<?> type :
                new VariableType<?>[] {IntType.INSTANCE, LongType.INSTANCE, DoubleType.INSTANCE}) {
            try {
                create("any", type, value);
                return type;
            } catch (WorkflowException e) {
                continue; // the next wider type may hold it
            }
        }
        return value.equals("true") || value.equals("false")
                ? BooleanType.INSTANCE
                : StringType.INSTANCE;
    }

    private static FlowVariable create(String name, VariableType<?> type, String value)
            throws WorkflowException {
        try {
            if (type == IntType.INSTANCE) {
                return new FlowVariable(name, IntType.INSTANCE, Integer.valueOf(value));
            }
            if (type == LongType.INSTANCE) {
                return new FlowVariable(name, LongType.INSTANCE, Long.valueOf(value));
            }
            if (type == DoubleType.INSTANCE) {
                return new FlowVariable(name, DoubleType.INSTANCE, Double.valueOf(value));
            }
        } catch (NumberFormatException e) {
            throw new WorkflowException(
                    "The flow variable \""
                            + name
                            + "\" is of type "
                            + type
                            + " and cannot be \""
                            + value
                            + "\"",
                    e);
        }
        if (type == BooleanType.INSTANCE) {
            if (!value.equals("true") && !value.equals("false")) {
                throw new WorkflowException(
                        "The flow variable \""
                                + name
                                + "\" is of type BOOLEAN: true or false, not \""
                                + value
                                + "\"");
            }
            return new FlowVariable(name, BooleanType.INSTANCE, Boolean.valueOf(value));
        }
        if (type == StringType.INSTANCE) {
            return new FlowVariable(name, value);
        }
        throw new WorkflowException(
                "The flow variable \""
                        + name
                        + "\" of type "
                        + type
                        + " cannot be set on the command line");
    }
}
