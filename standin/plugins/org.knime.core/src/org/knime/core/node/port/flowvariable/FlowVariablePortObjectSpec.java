// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port.flowvariable;

import javax.swing.JComponent;
import org.knime.core.node.port.PortObjectSpec;

/** The one specification of flow variable ports. */
public final class FlowVariablePortObjectSpec implements PortObjectSpec {
    /** The only instance. */
    public static final FlowVariablePortObjectSpec INSTANCE = new FlowVariablePortObjectSpec();

    private FlowVariablePortObjectSpec() {}

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
