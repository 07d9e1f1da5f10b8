// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

/** Write access to a configuration; adding a key again replaces it. */
public interface ConfigBaseWO {
    ConfigBase addConfigBase(String key);

    String getKey();

    void addInt(String key, int value);

    void addIntArray(String key, int... value);

    void addDouble(String key, double value);

    void addDoubleArray(String key, double... value);

    void addFloat(String key, float value);

    void addFloatArray(String key, float... value);

    void addChar(String key, char value);

    void addCharArray(String key, char... value);

    void addByte(String key, byte value);

    void addByteArray(String key, byte... value);

    void addShort(String key, short value);

    void addShortArray(String key, short... value);

    void addLong(String key, long value);

    void addLongArray(String key, long... value);

    void addBoolean(String key, boolean value);

    void addBooleanArray(String key, boolean... value);

    void addString(String key, String value);

    void addStringArray(String key, String... value);

    void addPassword(String key, String encryptionKey, String value);

    void addTransientString(String key, String value);
}
