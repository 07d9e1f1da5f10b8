// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.workflow;

import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigEntries;

/** Looks at settings without knowing what they mean: types of leaves and arrays. */
final class ConfigShape {
    private ConfigShape() {}

    static boolean isArray(ConfigBase config, String key) {
        AbstractConfigEntry entry = config.getEntry(key);
        return entry instanceof ConfigBase && ((ConfigBase) entry).containsKey("array-size");
    }

    /** The type of a leaf or of an array's elements; null for other configurations and nothing. */
    static ConfigEntries of(ConfigBase config, String key) {
        AbstractConfigEntry entry = config.getEntry(key);
        if (entry instanceof ConfigBase) {
            AbstractConfigEntry first = ((ConfigBase) entry).getEntry("0");
            return isArray(config, key) && first != null ? first.getType() : null;
        }
        return entry == null ? null : entry.getType();
    }

    static String describe(ConfigBase config, String key) {
        ConfigEntries type = of(config, key);
        return type == null
                ? config.containsKey(key) ? "config" : "none"
                : type + (isArray(config, key) ? " array" : "");
    }

    static void put(ConfigBase config, String key, ConfigEntries type, Object value) {
        Number number = value instanceof Number ? (Number) value : 0;
        switch (type) {
            case xboolean:
                config.addBoolean(key, Boolean.parseBoolean(String.valueOf(value)));
                break;
            case xbyte:
                config.addByte(key, number.byteValue());
                break;
            case xshort:
                config.addShort(key, number.shortValue());
                break;
            case xint:
                config.addInt(key, number.intValue());
                break;
            case xlong:
                config.addLong(key, number.longValue());
                break;
            case xfloat:
                config.addFloat(key, number.floatValue());
                break;
            case xdouble:
                config.addDouble(key, number.doubleValue());
                break;
            case xchar:
                config.addChar(key, String.valueOf(value).charAt(0));
                break;
            default:
                config.addString(key, value == null ? null : String.valueOf(value));
        }
    }
}
