// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.restauro.models.file.ModelDescription;

/**
 * What is known about a model before its weights are needed: enough for a consumer to refuse a
 * model of the wrong family while the workflow is still being built.
 */
public final class ModelPortObjectSpec extends AbstractSimplePortObjectSpec {

    /** The built size of a model whose description does not say it. */
    public static final int UNKNOWN_SIZE = 0;

    private static final String KEY_NAME = "name";
    private static final String KEY_FAMILY = "family";
    private static final String KEY_SIZE = "built_size";
    private static final String KEY_LICENCE = "licence";
    private static final String KEY_ORIGIN = "origin";

    private String name = "";
    private String family = "";
    private int builtSize = UNKNOWN_SIZE;
    private String licence = "";
    private String origin = "";

    /** For KNIME, which fills the object by {@link #load}. */
    public ModelPortObjectSpec() {}

    /**
     * @param name what to call the model, usually the stem of its file
     * @param family the network family, for example {@code mat}
     * @param builtSize the edge length in pixels the network was built for, or {@link
     *     #UNKNOWN_SIZE}
     * @param licence the licence of the weights, as their source states it; may be empty
     * @param origin where the weights come from; may be empty
     */
    public ModelPortObjectSpec(
            final String name,
            final String family,
            final int builtSize,
            final String licence,
            final String origin) {
        this.name = orEmpty(name);
        this.family = orEmpty(family);
        this.builtSize = builtSize;
        this.licence = orEmpty(licence);
        this.origin = orEmpty(origin);
    }

    /**
     * The spec of a described model.
     *
     * @param name what to call the model
     * @param description the description in its file
     */
    public static ModelPortObjectSpec of(final String name, final ModelDescription description) {
        return new ModelPortObjectSpec(
                name,
                description.family(),
                size(description.config()),
                description.licence(),
                description.origin());
    }

    /** A network says its size itself, a reference model in what it says of its backbone. */
    private static int size(final JsonNode config) {
        if (config == null) {
            return UNKNOWN_SIZE;
        }
        int own = config.path("resolution").asInt(UNKNOWN_SIZE);
        return own != UNKNOWN_SIZE
                ? own
                : config.path("network").path("resolution").asInt(UNKNOWN_SIZE);
    }

    private static String orEmpty(final String text) {
        return text == null ? "" : text;
    }

    /** What to call the model. */
    public String name() {
        return name;
    }

    /** The network family, for example {@code mat}. */
    public String family() {
        return family;
    }

    /** Edge length in pixels the network was built for, or {@link #UNKNOWN_SIZE}. */
    public int builtSize() {
        return builtSize;
    }

    /** The licence of the weights; empty when their source states none. */
    public String licence() {
        return licence;
    }

    /** Where the weights come from; may be empty. */
    public String origin() {
        return origin;
    }

    /** One line for the port's tooltip: {@code mat 512 "Places" (licence …, from …)}. */
    public String summary() {
        StringBuilder text = new StringBuilder(family.isEmpty() ? "unknown family" : family);
        if (builtSize != UNKNOWN_SIZE) {
            text.append(' ').append(builtSize).append(" × ").append(builtSize);
        }
        text.append(", \"").append(name).append('"');
        if (!licence.isEmpty()) {
            text.append(", licence: ").append(licence);
        }
        if (!origin.isEmpty()) {
            text.append(", from: ").append(origin);
        }
        return text.toString();
    }

    @Override
    protected void save(final ModelContentWO model) {
        model.addString(KEY_NAME, name);
        model.addString(KEY_FAMILY, family);
        model.addInt(KEY_SIZE, builtSize);
        model.addString(KEY_LICENCE, licence);
        model.addString(KEY_ORIGIN, origin);
    }

    @Override
    protected void load(final ModelContentRO model) throws InvalidSettingsException {
        name = model.getString(KEY_NAME);
        family = model.getString(KEY_FAMILY);
        builtSize = model.getInt(KEY_SIZE);
        licence = model.getString(KEY_LICENCE);
        origin = model.getString(KEY_ORIGIN);
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ModelPortObjectSpec that
                && name.equals(that.name)
                && family.equals(that.family)
                && builtSize == that.builtSize
                && licence.equals(that.licence)
                && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, family, builtSize, licence, origin);
    }

    /** Writes and reads the spec; registered in {@code plugin.xml}. */
    public static final class Serializer
            extends AbstractSimplePortObjectSpecSerializer<ModelPortObjectSpec> {}
}
