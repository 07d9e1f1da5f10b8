// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * The XML dialect of configurations. Reading takes no document type: no entity is expanded and no
 * other file or address is opened, whatever the document says.
 */
final class XmlDialect {
    private static final String NAMESPACE = "http://www.knime.org/2008/09/XMLConfig";
    private static final String SCHEMA = "http://www.knime.org/XMLConfig_2008_09.xsd";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Deeper nesting than this is an attack on the stack, not a setting. */
    private static final int MAX_DEPTH = 500;

    /** Every character above this one is escaped, as is every one below the space. */
    private static final char LAST_PLAIN = 0xD7FF;

    private XmlDialect() {}

    static void write(ConfigBase root, OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory()
                            .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("config");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeNamespace("xsi", XSI);
            xml.writeAttribute("xsi:schemaLocation", NAMESPACE + " " + SCHEMA);
            xml.writeAttribute("key", escape(root.getKey()));
            writeEntries(root, xml, 1);
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
            out.flush();
        } catch (XMLStreamException e) {
            throw new IOException("Cannot write the settings \"" + root.getKey() + "\": " + e, e);
        }
    }

    private static void writeEntries(ConfigBase config, XMLStreamWriter xml, int depth)
            throws XMLStreamException {
        String indent = "\n" + "    ".repeat(depth);
        for (String key : config) {
            AbstractConfigEntry entry = config.getEntry(key);
            xml.writeCharacters(indent);
            if (entry instanceof ConfigBase) {
                if (entry.getChildCount() == 0) {
                    xml.writeEmptyElement("config");
                    xml.writeAttribute("key", escape(key));
                } else {
                    xml.writeStartElement("config");
                    xml.writeAttribute("key", escape(key));
                    writeEntries((ConfigBase) entry, xml, depth + 1);
                    xml.writeCharacters(indent);
                    xml.writeEndElement();
                }
            } else {
                String value = entry.toStringValue();
                if (entry.getType() == ConfigEntries.xtransientstring) {
                    value = null;
                }
                xml.writeEmptyElement("entry");
                xml.writeAttribute("key", escape(key));
                xml.writeAttribute("type", entry.getType().name());
                if (value == null) {
                    xml.writeAttribute("isnull", "true");
                }
                xml.writeAttribute("value", value == null ? "" : escape(value));
            }
        }
    }

    static void read(ConfigBase root, InputStream in) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            Deque<ConfigBase> open = new ArrayDeque<>();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    readElement(root, xml, open);
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("config")) {
                    open.pop();
                } else if (event == XMLStreamConstants.DTD
                        || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new IOException(
                            "Line "
                                    + xml.getLocation().getLineNumber()
                                    + ": a settings file must not declare or use entities");
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("Not a valid XML settings file: " + e.getMessage(), e);
        }
    }

    private static void readElement(ConfigBase root, XMLStreamReader xml, Deque<ConfigBase> open)
            throws IOException {
        String key = xml.getAttributeValue(null, "key");
        int line = xml.getLocation().getLineNumber();
        if (key == null) {
            throw new IOException(
                    "Line " + line + ": <" + xml.getLocalName() + "> has no attribute \"key\"");
        }
        switch (xml.getLocalName()) {
            case "config":
                if (open.size() >= MAX_DEPTH) {
                    throw new IOException(
                            "Line " + line + ": nested deeper than " + MAX_DEPTH + " levels");
                }
                open.push(open.isEmpty() ? root : open.peek().addConfigBase(unescape(key)));
                break;
            case "entry":
                if (open.isEmpty()) {
                    throw new IOException("Line " + line + ": the root must be <config>");
                }
                open.peek().addEntry(entry(xml, unescape(key), line));
                break;
            default:
                throw new IOException(
                        "Line " + line + ": unknown element <" + xml.getLocalName() + ">");
        }
    }

    private static AbstractConfigEntry entry(XMLStreamReader xml, String key, int line)
            throws IOException {
        String typeName = xml.getAttributeValue(null, "type");
        String value = xml.getAttributeValue(null, "value");
        ConfigEntries type;
        try {
            type = ConfigEntries.valueOf(String.valueOf(typeName));
        } catch (IllegalArgumentException e) {
            type = ConfigEntries.config;
        }
        if (type == ConfigEntries.config) {
            throw new IOException(
                    "Line " + line + ": entry \"" + key + "\" has the unknown type " + typeName);
        }
        boolean text =
                type == ConfigEntries.xstring
                        || type == ConfigEntries.xpassword
                        || type == ConfigEntries.xtransientstring;
        if (text && "true".equals(xml.getAttributeValue(null, "isnull"))) {
            return new ValueEntry(type, key, null);
        }
        if (value == null) {
            throw new IOException("Line " + line + ": entry \"" + key + "\" has no value");
        }
        try {
            return ValueEntry.parse(type, key, unescape(value));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "Line "
                            + line
                            + ": entry \""
                            + key
                            + "\" of type "
                            + type
                            + " cannot have the value \""
                            + value
                            + "\"",
                    e);
        }
    }

    static String escape(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped =
                    c < ' '
                            || c > LAST_PLAIN
                            || c == '%' && i + 1 < text.length() && text.charAt(i + 1) == '%';
            if (escaped && out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped) {
                out.append(String.format("%%%%%05d", (int) c));
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }

    static String unescape(String text) {
        int at = text.indexOf("%%");
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0 && at + 7 <= text.length()) {
            String digits = text.substring(at + 2, at + 7);
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9')
                    && Integer.parseInt(digits) <= Character.MAX_VALUE) {
                out.append(text, from, at).append((char) Integer.parseInt(digits));
                from = at + 7;
                at = text.indexOf("%%", from);
            } else {
                at = text.indexOf("%%", at + 1);
            }
        }
        return out.append(text, from, text.length()).toString();
    }
}
