// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.restauro.standin.PortClasses;

/** The type of a port: the class of its objects, and whether it may stay unconnected. */
public final class PortType {
    /** The colour of ports without one of their own. */
    public static final int DEFAULT_COLOR = 0x9B9B9B;

    private final Class<? extends PortObject> objectClass;
    private final boolean optional;

    /**
     * For the registry; nodes use {@link PortTypeRegistry#getPortType(Class, boolean)}.
     *
     * @param objectClass the class of the objects
     * @param optional whether the port may stay unconnected
     */
    public PortType(Class<? extends PortObject> objectClass, boolean optional) {
        this.objectClass = Objects.requireNonNull(objectClass, "A port type needs a class");
        this.optional = optional;
    }

    public PortType(Class<? extends PortObject> objectClass) {
        this(objectClass, false);
    }

    public String getName() {
        return PortClasses.attribute(objectClass, "name").orElse(objectClass.getSimpleName());
    }

    public int getColor() {
        return PortClasses.attribute(objectClass, "color")
                .map(c -> Integer.parseInt(c.substring(1), 16))
                .orElse(DEFAULT_COLOR);
    }

    public Class<? extends PortObject> getPortObjectClass() {
        return objectClass;
    }

    public Class<? extends PortObjectSpec> getPortObjectSpecClass() {
        return getPortObjectSpecClass(objectClass);
    }

    /**
     * The specification class of a port object class.
     *
     * @param objectClass the port object class
     * @return what its {@code getSpec} returns
     */
    public static Class<? extends PortObjectSpec> getPortObjectSpecClass(
            Class<? extends PortObject> objectClass) {
        try {
            return objectClass
                    .getMethod("getSpec")
                    .getReturnType()
                    .asSubclass(PortObjectSpec.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isOptional() {
        return optional;
    }

    public boolean isHidden() {
        return PortClasses.attribute(objectClass, "hidden").map("true"::equals).orElse(false);
    }

    public boolean isSuperTypeOf(PortType other) {
        return objectClass.isAssignableFrom(other.objectClass);
    }

    public boolean acceptsPortObjectSpec(PortObjectSpec spec) {
        return getPortObjectSpecClass().isInstance(spec);
    }

    public boolean acceptsPortObjectClass(Class<? extends PortObject> other) {
        return objectClass.isAssignableFrom(other);
    }

    public boolean acceptsPortObject(PortObject object) {
        return objectClass.isInstance(object);
    }

    public void save(ConfigWO config) {
        config.addString("object_class", objectClass.getName());
    }

    public static PortType load(ConfigRO config) throws InvalidSettingsException {
        String name = config.getString("object_class");
        return PortTypeRegistry.getInstance()
                .getObjectClass(name)
                .map(PortTypeRegistry.getInstance()::getPortType)
                .orElseThrow(
                        () ->
                                new InvalidSettingsException(
                                        "Port object class \"" + name + "\" not found."));
    }

    @Override
    public String toString() {
        return getName();
    }

    @Override
    public int hashCode() {
        return objectClass.hashCode() ^ Boolean.hashCode(optional);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortType
                && ((PortType) other).objectClass == objectClass
                && ((PortType) other).optional == optional;
    }
}
