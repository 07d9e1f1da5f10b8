// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A specification that is stored as a configuration; equal when its configuration is. */
public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {
    public AbstractSimplePortObjectSpec() {}

    protected abstract void save(ModelContentWO model);

    protected abstract void load(ModelContentRO model) throws InvalidSettingsException;

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    private ModelContent content() {
        ModelContent content = new ModelContent("content.xml");
        content.addInt("version", 1);
        content.addString("class_name", getClass().getName());
        save(content.addModelContent("model"));
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((AbstractSimplePortObjectSpec) other).content().equals(content());
    }

    @Override
    public int hashCode() {
        return content().hashCode();
    }

    /**
     * Stores such specifications as {@code content.xml}.
     *
     * @param <T> the class
     */
    public abstract static class AbstractSimplePortObjectSpecSerializer<
                    T extends AbstractSimplePortObjectSpec>
            extends PortObjectSpecSerializer<T> {
        @Override
        public final void savePortObjectSpec(T spec, PortObjectSpecZipOutputStream out)
                throws IOException {
            PortContent.writeEntry(
                    out, ((AbstractSimplePortObjectSpec) spec).content(), "content.xml");
        }

        @Override
        @SuppressWarnings("unchecked")
        public final T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException {
            ModelContentRO content = PortContent.readEntry(in, "content.xml");
            T spec = (T) PortContent.newInstance(content, this);
            try {
                spec.load(content.getModelContent("model"));
            } catch (InvalidSettingsException e) {
                throw new IOException(
                        "Unable to load " + spec.getClass().getName() + ": " + e.getMessage(), e);
            }
            return spec;
        }
    }
}
