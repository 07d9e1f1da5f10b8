// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import javax.swing.JComponent;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A port object that is stored as a configuration; equal when its configuration is. */
public abstract class AbstractSimplePortObject implements PortObject {
    public AbstractSimplePortObject() {}

    protected abstract void save(ModelContentWO model, ExecutionMonitor exec)
            throws CanceledExecutionException;

    protected abstract void load(ModelContentRO model, PortObjectSpec spec, ExecutionMonitor exec)
            throws InvalidSettingsException, CanceledExecutionException;

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    private ModelContent content() {
        ModelContent content = new ModelContent("content.xml");
        content.addInt("version", 1);
        content.addString("class_name", getClass().getName());
        try {
            save(content.addModelContent("model"), new ExecutionMonitor());
        } catch (CanceledExecutionException e) {
            throw new IllegalStateException("A comparison was cancelled", e);
        }
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((AbstractSimplePortObject) other).content().equals(content());
    }

    @Override
    public int hashCode() {
        return content().hashCode();
    }

    /**
     * Stores such objects as {@code content.xml}.
     *
     * @param <T> the class
     */
    public abstract static class AbstractSimplePortObjectSerializer<
                    T extends AbstractSimplePortObject>
            extends PortObjectSerializer<T> {
        @Override
        public final void savePortObject(
                T portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            ModelContent content = new ModelContent("content.xml");
            content.addInt("version", 1);
            content.addString("class_name", portObject.getClass().getName());
            portObject.save(content.addModelContent("model"), exec);
            PortContent.writeEntry(out, content, "content.xml");
        }

        @Override
        @SuppressWarnings("unchecked")
        public final T loadPortObject(
                PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            ModelContentRO content = PortContent.readEntry(in, "content.xml");
            T object = (T) PortContent.newInstance(content, this);
            try {
                object.load(content.getModelContent("model"), spec, exec);
            } catch (InvalidSettingsException e) {
                throw new IOException(
                        "Unable to load " + object.getClass().getName() + ": " + e.getMessage(), e);
            }
            return object;
        }
    }
}
