// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port.flowvariable;

import javax.swing.JComponent;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** What travels between flow variable ports: nothing, the variables go beside it. */
public class FlowVariablePortObject implements PortObject {
    /** The type of flow variable ports. */
    public static final PortType TYPE =
            PortTypeRegistry.getInstance().getPortType(FlowVariablePortObject.class);

    /** The type of optional flow variable ports. */
    public static final PortType TYPE_OPTIONAL =
            PortTypeRegistry.getInstance().getPortType(FlowVariablePortObject.class, true);

    /** The only instance. */
    public static final FlowVariablePortObject INSTANCE = new FlowVariablePortObject();

    FlowVariablePortObject() {}

    @Override
    public PortObjectSpec getSpec() {
        return FlowVariablePortObjectSpec.INSTANCE;
    }

    @Override
    public String getSummary() {
        return "Variables connection";
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public String toString() {
        return getSummary();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlowVariablePortObject;
    }

    @Override
    public int hashCode() {
        return FlowVariablePortObject.class.hashCode();
    }
}
