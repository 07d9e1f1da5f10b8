// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.util.Optional;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.flowvariable.FlowVariablePortObject;

/** What plugin.xml files say of classes of port objects. */
public final class PortClasses {
    private PortClasses() {}

    /**
     * An attribute of the declared port type.
     *
     * @param objectClass the class of the port objects
     * @param name the attribute
     * @return its value, if the type is declared and has it
     */
    public static Optional<String> attribute(Class<? extends PortObject> objectClass, String name) {
        if (objectClass == BufferedDataTable.class) {
            return Optional.ofNullable(name.equals("name") ? "Table" : null);
        }
        if (objectClass == FlowVariablePortObject.class) {
            return Optional.ofNullable(name.equals("name") ? "Flow Variable" : null);
        }
        return Extensions.of(objectClass).stream()
                .filter(e -> e.is("portType"))
                .filter(e -> objectClass.getName().equals(e.get("objectClass")))
                .findFirst()
                .map(e -> e.get(name));
    }

    public static <T> Optional<Class<? extends T>> find(String className, Class<T> parent) {
        return Extensions.load(className, parent);
    }

    /**
     * The serializer of a class: declared in plugin.xml, or given by a static method of old.
     *
     * @param type a class of port objects or specifications
     * @param attribute how plugin.xml names it
     * @param method the static method
     * @return the serializer, if there is one
     */
    public static Optional<Object> serializer(Class<?> type, String attribute, String method) {
        String of = attribute.equals("objectSerializer") ? "objectClass" : "specClass";
        Optional<Object> declared =
                Extensions.of(type).stream()
                        .filter(e -> e.is("portType") && type.getName().equals(e.get(of)))
                        .filter(e -> e.get(attribute) != null)
                        .findFirst()
                        .map(e -> e.create(attribute, type));
        return declared.isPresent() ? declared : Extensions.callStatic(type, method);
    }
}
