// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import java.util.Objects;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/**
 * What is known about a data set without opening an image: where it lies, how many images it has,
 * and whether they come with masks and references.
 */
public final class DataSetPortObjectSpec extends AbstractSimplePortObjectSpec {

    /** The number of images before the node that lists them has run. */
    public static final long UNKNOWN_SIZE = -1;

    private static final String KEY_NAME = "name";
    private static final String KEY_LOCATION = "location";
    private static final String KEY_SIZE = "size";
    private static final String KEY_MASKS = "has_masks";
    private static final String KEY_REFERENCES = "has_references";

    private String name = "";
    private String location = "";
    private long size = UNKNOWN_SIZE;
    private boolean hasMasks;
    private boolean hasReferences;

    /** For KNIME, which fills the object by {@link #load}. */
    public DataSetPortObjectSpec() {}

    /**
     * @param name what to call the data set
     * @param location the folder the images were listed from
     * @param size the number of images, or {@link #UNKNOWN_SIZE}
     * @param hasMasks whether masks were looked for
     * @param hasReferences whether references were looked for
     */
    public DataSetPortObjectSpec(
            final String name,
            final String location,
            final long size,
            final boolean hasMasks,
            final boolean hasReferences) {
        this.name = Objects.requireNonNull(name);
        this.location = Objects.requireNonNull(location);
        this.size = size;
        this.hasMasks = hasMasks;
        this.hasReferences = hasReferences;
    }

    /** What to call the data set. */
    public String name() {
        return name;
    }

    /** The folder the images were listed from. */
    public String location() {
        return location;
    }

    /** The number of images, or {@link #UNKNOWN_SIZE}. */
    public long size() {
        return size;
    }

    /** Whether images may have masks. */
    public boolean hasMasks() {
        return hasMasks;
    }

    /** Whether images may have references. */
    public boolean hasReferences() {
        return hasReferences;
    }

    /** One line for the port's tooltip. */
    public String summary() {
        return "\"%s\": %s images%s%s, in %s"
                .formatted(
                        name,
                        size == UNKNOWN_SIZE ? "not yet counted" : Long.toString(size),
                        hasMasks ? ", with masks" : "",
                        hasReferences ? ", with references" : "",
                        location);
    }

    @Override
    protected void save(final ModelContentWO model) {
        model.addString(KEY_NAME, name);
        model.addString(KEY_LOCATION, location);
        model.addLong(KEY_SIZE, size);
        model.addBoolean(KEY_MASKS, hasMasks);
        model.addBoolean(KEY_REFERENCES, hasReferences);
    }

    @Override
    protected void load(final ModelContentRO model) throws InvalidSettingsException {
        name = model.getString(KEY_NAME);
        location = model.getString(KEY_LOCATION);
        size = model.getLong(KEY_SIZE);
        hasMasks = model.getBoolean(KEY_MASKS);
        hasReferences = model.getBoolean(KEY_REFERENCES);
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof DataSetPortObjectSpec that
                && name.equals(that.name)
                && location.equals(that.location)
                && size == that.size
                && hasMasks == that.hasMasks
                && hasReferences == that.hasReferences;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, location, size, hasMasks, hasReferences);
    }

    /** Writes and reads the spec; registered in {@code plugin.xml}. */
    public static final class Serializer
            extends AbstractSimplePortObjectSpecSerializer<DataSetPortObjectSpec> {}
}
