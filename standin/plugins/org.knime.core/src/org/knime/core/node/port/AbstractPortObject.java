// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.ModelContent;

/** A port object that writes and reads itself; needs a public constructor without arguments. */
public abstract class AbstractPortObject implements PortObject {
    public AbstractPortObject() {}

    protected abstract void save(PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    protected abstract void load(
            PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    /**
     * Stores such objects: an entry {@code meta.xml} with the class, then what the object writes.
     *
     * @param <T> the class
     */
    public abstract static class AbstractPortObjectSerializer<T extends AbstractPortObject>
            extends PortObjectSerializer<T> {
        @Override
        public final void savePortObject(
                T portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            ModelContent meta = new ModelContent("meta.xml");
            meta.addInt("version", 1);
            meta.addString("class_name", portObject.getClass().getName());
            PortContent.writeEntry(out, meta, "meta.xml");
            portObject.save(out, exec);
        }

        @Override
        @SuppressWarnings("unchecked")
        public final T loadPortObject(
                PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            T object = (T) PortContent.newInstance(PortContent.readEntry(in, "meta.xml"), this);
            object.load(in, spec, exec);
            return object;
        }
    }
}
