// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.util.Objects;

/** A leaf: a boxed value, its type given apart because null strings have one too. */
final class ValueEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1L;

    /** Serializable: a box or a string. */
    private final java.io.Serializable value;

    ValueEntry(ConfigEntries type, String key, java.io.Serializable value) {
        super(type, key);
        this.value = value;
    }

    static ValueEntry parse(ConfigEntries type, String key, String text) {
        return new ValueEntry(type, key, parse(type, text));
    }

    private static java.io.Serializable parse(ConfigEntries type, String text) {
        switch (type) {
            case xboolean:
                if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is neither \"true\" nor \"false\"");
                }
                return Boolean.valueOf(text);
            case xbyte:
                return Byte.valueOf(text);
            case xchar:
                if (text.length() != 1) {
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is not a single character");
                }
                return text.charAt(0);
            case xdouble:
                return Double.valueOf(text);
            case xfloat:
                return Float.valueOf(text);
            case xint:
                return Integer.valueOf(text);
            case xlong:
                return Long.valueOf(text);
            case xshort:
                return Short.valueOf(text);
            default:
                return text;
        }
    }

    Object value() {
        return value;
    }

    @Override
    public String toStringValue() {
        return value == null ? null : value.toString();
    }

    @Override
    public String toString() {
        return getKey() + "=" + value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueEntry
                && ((ValueEntry) other).getKey().equals(getKey())
                && ((ValueEntry) other).getType() == getType()
                && Objects.equals(((ValueEntry) other).value, value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getKey(), getType(), value);
    }
}
