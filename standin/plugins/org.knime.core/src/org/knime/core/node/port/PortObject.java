// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import javax.swing.JComponent;
import org.knime.core.internal.SerializerMethodLoader.Serializer;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** What travels between nodes. */
public interface PortObject {
    /** The type of ports that take anything. */
    PortType TYPE = PortTypeRegistry.getInstance().getPortType(PortObject.class);

    /** The type of optional ports that take anything. */
    PortType TYPE_OPTIONAL = PortTypeRegistry.getInstance().getPortType(PortObject.class, true);

    String getSummary();

    PortObjectSpec getSpec();

    JComponent[] getViews();

    /**
     * Stores port objects of one class; registered in plugin.xml.
     *
     * @param <T> the class
     */
    abstract class PortObjectSerializer<T extends PortObject> implements Serializer<T> {
        public PortObjectSerializer() {}

        public abstract void savePortObject(
                T portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException;

        public abstract T loadPortObject(
                PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException;
    }
}
