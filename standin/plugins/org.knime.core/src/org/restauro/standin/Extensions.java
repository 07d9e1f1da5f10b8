// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The elements that plugin.xml files contribute. Outside OSGi these are all plugin.xml files of the
 * class path; inside, those that a class's own bundle sees.
 */
public final class Extensions {
    private static final Map<ClassLoader, List<Extensions>> KNOWN = new ConcurrentHashMap<>();
    private static final Set<ClassLoader> LOADERS =
            Collections.synchronizedSet(new LinkedHashSet<>());

    private final String element;
    private final Map<String, String> attributes;

    private Extensions(String element, Map<String, String> attributes) {
        this.element = element;
        this.attributes = attributes;
    }

    /**
     * All elements that a class can see.
     *
     * @param type the class
     * @return the elements of all extension points
     */
    public static List<Extensions> of(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return List.of();
        }
        LOADERS.add(loader);
        return KNOWN.computeIfAbsent(loader, Extensions::read);
    }

    /**
     * Whether this element has a name.
     *
     * @param name such as {@code node} or {@code portType}
     * @return whether it is one
     */
    public boolean is(String name) {
        return element.equals(name);
    }

    /**
     * An attribute.
     *
     * @param attribute its name
     * @return its value; null when absent
     */
    public String get(String attribute) {
        return attributes.get(attribute);
    }

    Object create(String attribute, Class<?> neighbour) {
        String name = get(attribute);
        try {
            return Class.forName(name, true, neighbour.getClassLoader())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The "
                            + attribute
                            + " "
                            + name
                            + " of plugin.xml cannot be created: it must be a public class with a"
                            + " public constructor without arguments",
                    e);
        }
    }

    static Optional<Object> callStatic(Class<?> type, String method) {
        try {
            return Optional.ofNullable(type.getMethod(method).invoke(null));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type.getName() + "." + method + " failed", e);
        }
    }

    static <T> Optional<Class<? extends T>> load(String name, Class<T> parent) {
        List<ClassLoader> loaders = new ArrayList<>();
        loaders.add(Extensions.class.getClassLoader());
        loaders.add(Thread.currentThread().getContextClassLoader());
        synchronized (LOADERS) {
            loaders.addAll(LOADERS);
        }
        for (ClassLoader loader : loaders) {
            try {
                Class<?> found = Class.forName(name, true, loader);
                if (parent.isAssignableFrom(found)) {
                    return Optional.of(found.asSubclass(parent));
                }
            } catch (ClassNotFoundException | LinkageError e) {
                continue; // the next loader may know it
            }
        }
        return Optional.empty();
    }

    private static List<Extensions> read(ClassLoader loader) {
        List<Extensions> found = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources("plugin.xml"))) {
                try (InputStream in = url.openStream()) {
                    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                    factory.setFeature(
                            "http://apache.org/xml/features/disallow-doctype-decl", true);
                    collect(factory.newDocumentBuilder().parse(in), found);
                } catch (SAXException | ParserConfigurationException e) {
                    throw new IllegalStateException(url + " is not valid: " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The plugin.xml files cannot be read: " + e, e);
        }
        return List.copyOf(found);
    }

    private static void collect(Document document, List<Extensions> into) {
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            Map<String, String> attributes = new HashMap<>();
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                attributes.put(
                        element.getAttributes().item(a).getNodeName(),
                        element.getAttributes().item(a).getNodeValue());
            }
            into.add(new Extensions(element.getTagName(), attributes));
        }
    }
}
