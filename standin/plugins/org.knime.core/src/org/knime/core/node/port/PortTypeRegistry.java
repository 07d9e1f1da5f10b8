// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.util.Optional;
import org.restauro.standin.PortClasses;

/** Finds port types and the serializers that plugin.xml files declare. */
public final class PortTypeRegistry {
    private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();

    private PortTypeRegistry() {}

    public static PortTypeRegistry getInstance() {
        return INSTANCE;
    }

    public synchronized PortType getPortType(Class<? extends PortObject> objectClass) {
        return getPortType(objectClass, false);
    }

    public synchronized PortType getPortType(
            Class<? extends PortObject> objectClass, boolean optional) {
        return new PortType(objectClass, optional);
    }

    public Optional<Class<? extends PortObject>> getObjectClass(String className) {
        return PortClasses.find(className, PortObject.class);
    }

    public Optional<Class<? extends PortObjectSpec>> getSpecClass(String className) {
        return PortClasses.find(className, PortObjectSpec.class);
    }

    @SuppressWarnings("unchecked")
    public Optional<PortObject.PortObjectSerializer<PortObject>> getObjectSerializer(
            Class<? extends PortObject> objectClass) {
        return PortClasses.serializer(objectClass, "objectSerializer", "getPortObjectSerializer")
                .map(s -> (PortObject.PortObjectSerializer<PortObject>) s);
    }

    @SuppressWarnings("unchecked")
    public Optional<PortObjectSpec.PortObjectSpecSerializer<PortObjectSpec>> getSpecSerializer(
            Class<? extends PortObjectSpec> specClass) {
        return PortClasses.serializer(specClass, "specSerializer", "getPortObjectSpecSerializer")
                .map(s -> (PortObjectSpec.PortObjectSpecSerializer<PortObjectSpec>) s);
    }
}
