// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import java.util.Objects;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/** What is known about encoded references without reading them. */
public final class ReferenceFeaturesPortObjectSpec extends AbstractSimplePortObjectSpec {

    /** The number of references while they are not encoded yet. */
    public static final int UNKNOWN_COUNT = -1;

    private static final String KEY_MODEL = "model";
    private static final String KEY_MODULE = "module";
    private static final String KEY_COUNT = "count";
    private static final int BRIEF = 12;

    private String model = "";
    private String module = "";
    private int count = UNKNOWN_COUNT;

    /** For KNIME, which fills the object by {@link #load}. */
    public ReferenceFeaturesPortObjectSpec() {}

    /**
     * @param model the name of the model that encodes them
     * @param module the fingerprint of its reference module; empty while it is not known
     * @param count how many there are, or {@link #UNKNOWN_COUNT}
     */
    public ReferenceFeaturesPortObjectSpec(
            final String model, final String module, final int count) {
        this.model = model;
        this.module = module;
        this.count = count;
    }

    /** The name of the model that encodes them. */
    public String model() {
        return model;
    }

    /** Fingerprint of the reference module that encodes them; empty while it is not known. */
    public String module() {
        return module;
    }

    /** How many there are, or {@link #UNKNOWN_COUNT}. */
    public int count() {
        return count;
    }

    /** One line for the port's tooltip. */
    public String summary() {
        String number = count == UNKNOWN_COUNT ? "references" : count + " references";
        String by = number + ", encoded by \"" + model + '"';
        return module.isEmpty()
                ? by
                : by + " (" + module.substring(0, Math.min(BRIEF, module.length())) + ")";
    }

    @Override
    protected void save(final ModelContentWO content) {
        content.addString(KEY_MODEL, model);
        content.addString(KEY_MODULE, module);
        content.addInt(KEY_COUNT, count);
    }

    @Override
    protected void load(final ModelContentRO content) throws InvalidSettingsException {
        model = content.getString(KEY_MODEL);
        module = content.getString(KEY_MODULE);
        count = content.getInt(KEY_COUNT);
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ReferenceFeaturesPortObjectSpec that
                && model.equals(that.model)
                && module.equals(that.module)
                && count == that.count;
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, module, count);
    }

    /** Writes and reads the spec; registered in {@code plugin.xml}. */
    public static final class Serializer
            extends AbstractSimplePortObjectSpecSerializer<ReferenceFeaturesPortObjectSpec> {}
}
