// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.swing.tree.TreeNode;
import org.knime.core.node.InvalidSettingsException;

/**
 * An ordered tree of typed entries. Getters do not convert: {@code getInt} on a long entry fails
 * just as on an absent one. Arrays are sub configurations of {@code array-size} and entries {@code
 * 0, 1…}; a null array is an empty sub configuration.
 */
public abstract class ConfigBase extends AbstractConfigEntry implements ConfigBaseRO, ConfigBaseWO {
    private static final long serialVersionUID = 1L;
    private static final String ARRAY_SIZE = "array-size";

    private final Map<String, AbstractConfigEntry> entries = new LinkedHashMap<>();

    protected ConfigBase(String key) {
        super(ConfigEntries.config, key);
    }

    /**
     * Makes an empty configuration of the same kind, for a child.
     *
     * @param key its key
     * @return the child, not yet added
     */
    public abstract ConfigBase getInstance(String key);

    private void put(AbstractConfigEntry entry) {
        entry.setParent(this);
        entries.put(entry.getKey(), entry);
    }

    /**
     * Adds an entry built elsewhere, replacing one of the same key.
     *
     * @param entry a leaf or configuration
     */
    protected final void addEntry(AbstractConfigEntry entry) {
        put(entry);
    }

    /**
     * Looks an entry up, whatever its type.
     *
     * @param key the key
     * @return the entry, or null when there is none
     */
    public final AbstractConfigEntry getEntry(String key) {
        return entries.get(key);
    }

    private Object value(String key, ConfigEntries type, String name)
            throws InvalidSettingsException {
        AbstractConfigEntry entry = entries.get(key);
        if (entry == null || entry.getType() != type) {
            throw new InvalidSettingsException(name + " for key \"" + key + "\" not found.");
        }
        return ((ValueEntry) entry).value();
    }

    private Object value(String key, ConfigEntries type, Object def) {
        AbstractConfigEntry entry = entries.get(key);
        return entry == null || entry.getType() != type ? def : ((ValueEntry) entry).value();
    }

    /** The elements of an array as a config, null for a null array. */
    private ConfigBase array(String key, ConfigEntries type, String name)
            throws InvalidSettingsException {
        AbstractConfigEntry entry = entries.get(key);
        if (!(entry instanceof ConfigBase)) {
            throw new InvalidSettingsException(name + " array for key \"" + key + "\" not found.");
        }
        ConfigBase elements = (ConfigBase) entry;
        return elements.entries.get(ARRAY_SIZE) == null ? null : elements;
    }

    private int arraySize() throws InvalidSettingsException {
        int size = getInt(ARRAY_SIZE);
        if (size < 0 || size > entries.size()) {
            throw new InvalidSettingsException(
                    "The array \""
                            + getKey()
                            + "\" claims "
                            + size
                            + " elements but has "
                            + (entries.size() - 1)
                            + ".");
        }
        return size;
    }

    private ConfigBase newArray(String key, Object array, int size) {
        ConfigBase elements = addConfigBase(key);
        if (array != null) {
            elements.addInt(ARRAY_SIZE, size);
        }
        return elements;
    }

    @Override
    public void addInt(String key, int value) {
        put(new ValueEntry(ConfigEntries.xint, key, value));
    }

    @Override
    public int getInt(String key) throws InvalidSettingsException {
        return (Integer) value(key, ConfigEntries.xint, "Int");
    }

    @Override
    public int getInt(String key, int def) {
        return (Integer) value(key, ConfigEntries.xint, (Object) def);
    }

    @Override
    public void addIntArray(String key, int... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addInt(Integer.toString(i), value[i]);
        }
    }

    @Override
    public int[] getIntArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xint, "Int");
        if (elements == null) {
            return null;
        }
        int[] result = new int[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getInt(Integer.toString(i));
        }
        return result;
    }

    @Override
    public int[] getIntArray(String key, int... def) {
        try {
            return getIntArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addDouble(String key, double value) {
        put(new ValueEntry(ConfigEntries.xdouble, key, value));
    }

    @Override
    public double getDouble(String key) throws InvalidSettingsException {
        return (Double) value(key, ConfigEntries.xdouble, "Double");
    }

    @Override
    public double getDouble(String key, double def) {
        return (Double) value(key, ConfigEntries.xdouble, (Object) def);
    }

    @Override
    public void addDoubleArray(String key, double... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addDouble(Integer.toString(i), value[i]);
        }
    }

    @Override
    public double[] getDoubleArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xdouble, "Double");
        if (elements == null) {
            return null;
        }
        double[] result = new double[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getDouble(Integer.toString(i));
        }
        return result;
    }

    @Override
    public double[] getDoubleArray(String key, double... def) {
        try {
            return getDoubleArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addFloat(String key, float value) {
        put(new ValueEntry(ConfigEntries.xfloat, key, value));
    }

    @Override
    public float getFloat(String key) throws InvalidSettingsException {
        return (Float) value(key, ConfigEntries.xfloat, "Float");
    }

    @Override
    public float getFloat(String key, float def) {
        return (Float) value(key, ConfigEntries.xfloat, (Object) def);
    }

    @Override
    public void addFloatArray(String key, float... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addFloat(Integer.toString(i), value[i]);
        }
    }

    @Override
    public float[] getFloatArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xfloat, "Float");
        if (elements == null) {
            return null;
        }
        float[] result = new float[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getFloat(Integer.toString(i));
        }
        return result;
    }

    @Override
    public float[] getFloatArray(String key, float... def) {
        try {
            return getFloatArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addChar(String key, char value) {
        put(new ValueEntry(ConfigEntries.xchar, key, value));
    }

    @Override
    public char getChar(String key) throws InvalidSettingsException {
        return (Character) value(key, ConfigEntries.xchar, "Char");
    }

    @Override
    public char getChar(String key, char def) {
        return (Character) value(key, ConfigEntries.xchar, (Object) def);
    }

    @Override
    public void addCharArray(String key, char... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addChar(Integer.toString(i), value[i]);
        }
    }

    @Override
    public char[] getCharArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xchar, "Char");
        if (elements == null) {
            return null;
        }
        char[] result = new char[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getChar(Integer.toString(i));
        }
        return result;
    }

    @Override
    public char[] getCharArray(String key, char... def) {
        try {
            return getCharArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addByte(String key, byte value) {
        put(new ValueEntry(ConfigEntries.xbyte, key, value));
    }

    @Override
    public byte getByte(String key) throws InvalidSettingsException {
        return (Byte) value(key, ConfigEntries.xbyte, "Byte");
    }

    @Override
    public byte getByte(String key, byte def) {
        return (Byte) value(key, ConfigEntries.xbyte, (Object) def);
    }

    @Override
    public void addByteArray(String key, byte... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addByte(Integer.toString(i), value[i]);
        }
    }

    @Override
    public byte[] getByteArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xbyte, "Byte");
        if (elements == null) {
            return null;
        }
        byte[] result = new byte[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getByte(Integer.toString(i));
        }
        return result;
    }

    @Override
    public byte[] getByteArray(String key, byte... def) {
        try {
            return getByteArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addShort(String key, short value) {
        put(new ValueEntry(ConfigEntries.xshort, key, value));
    }

    @Override
    public short getShort(String key) throws InvalidSettingsException {
        return (Short) value(key, ConfigEntries.xshort, "Short");
    }

    @Override
    public short getShort(String key, short def) {
        return (Short) value(key, ConfigEntries.xshort, (Object) def);
    }

    @Override
    public void addShortArray(String key, short... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addShort(Integer.toString(i), value[i]);
        }
    }

    @Override
    public short[] getShortArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xshort, "Short");
        if (elements == null) {
            return null;
        }
        short[] result = new short[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getShort(Integer.toString(i));
        }
        return result;
    }

    @Override
    public short[] getShortArray(String key, short... def) {
        try {
            return getShortArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addLong(String key, long value) {
        put(new ValueEntry(ConfigEntries.xlong, key, value));
    }

    @Override
    public long getLong(String key) throws InvalidSettingsException {
        return (Long) value(key, ConfigEntries.xlong, "Long");
    }

    @Override
    public long getLong(String key, long def) {
        return (Long) value(key, ConfigEntries.xlong, (Object) def);
    }

    @Override
    public void addLongArray(String key, long... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addLong(Integer.toString(i), value[i]);
        }
    }

    @Override
    public long[] getLongArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xlong, "Long");
        if (elements == null) {
            return null;
        }
        long[] result = new long[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getLong(Integer.toString(i));
        }
        return result;
    }

    @Override
    public long[] getLongArray(String key, long... def) {
        try {
            return getLongArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addBoolean(String key, boolean value) {
        put(new ValueEntry(ConfigEntries.xboolean, key, value));
    }

    @Override
    public boolean getBoolean(String key) throws InvalidSettingsException {
        return (Boolean) value(key, ConfigEntries.xboolean, "Boolean");
    }

    @Override
    public boolean getBoolean(String key, boolean def) {
        return (Boolean) value(key, ConfigEntries.xboolean, (Object) def);
    }

    @Override
    public void addBooleanArray(String key, boolean... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addBoolean(Integer.toString(i), value[i]);
        }
    }

    @Override
    public boolean[] getBooleanArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xboolean, "Boolean");
        if (elements == null) {
            return null;
        }
        boolean[] result = new boolean[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getBoolean(Integer.toString(i));
        }
        return result;
    }

    @Override
    public boolean[] getBooleanArray(String key, boolean... def) {
        try {
            return getBooleanArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addString(String key, String value) {
        put(new ValueEntry(ConfigEntries.xstring, key, value));
    }

    @Override
    public String getString(String key) throws InvalidSettingsException {
        return (String) value(key, ConfigEntries.xstring, "String");
    }

    @Override
    public String getString(String key, String def) {
        return (String) value(key, ConfigEntries.xstring, (Object) def);
    }

    @Override
    public void addStringArray(String key, String... value) {
        ConfigBase elements = newArray(key, value, value == null ? 0 : value.length);
        for (int i = 0; value != null && i < value.length; i++) {
            elements.addString(Integer.toString(i), value[i]);
        }
    }

    @Override
    public String[] getStringArray(String key) throws InvalidSettingsException {
        ConfigBase elements = array(key, ConfigEntries.xstring, "String");
        if (elements == null) {
            return null;
        }
        String[] result = new String[elements.arraySize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements.getString(Integer.toString(i));
        }
        return result;
    }

    @Override
    public String[] getStringArray(String key, String... def) {
        try {
            return getStringArray(key);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addPassword(String key, String encryptionKey, String value) {
        put(new ValueEntry(ConfigEntries.xpassword, key, WeakCipher.encrypt(encryptionKey, value)));
    }

    @Override
    public String getPassword(String key, String encryptionKey) throws InvalidSettingsException {
        return WeakCipher.decrypt(
                encryptionKey, (String) value(key, ConfigEntries.xpassword, "Password"));
    }

    @Override
    public String getPassword(String key, String encryptionKey, String def) {
        try {
            return getPassword(key, encryptionKey);
        } catch (InvalidSettingsException absent) {
            return def;
        }
    }

    @Override
    public void addTransientString(String key, String value) {
        put(new ValueEntry(ConfigEntries.xtransientstring, key, value));
    }

    @Override
    public String getTransientString(String key) {
        return (String) value(key, ConfigEntries.xtransientstring, (Object) null);
    }

    @Override
    public ConfigBase addConfigBase(String key) {
        ConfigBase child = getInstance(key);
        put(child);
        return child;
    }

    @Override
    public ConfigBase getConfigBase(String key) throws InvalidSettingsException {
        AbstractConfigEntry entry = entries.get(key);
        if (!(entry instanceof ConfigBase)) {
            throw new InvalidSettingsException("Config for key \"" + key + "\" not found.");
        }
        return (ConfigBase) entry;
    }

    @Override
    public void copyTo(ConfigBaseWO target) {
        ConfigBase to = (ConfigBase) target;
        for (AbstractConfigEntry entry : entries.values()) {
            if (entry instanceof ConfigBase) {
                ((ConfigBase) entry).copyTo(to.addConfigBase(entry.getKey()));
            } else {
                to.put(
                        new ValueEntry(
                                entry.getType(),
                                entry.getKey(),
                                (java.io.Serializable) ((ValueEntry) entry).value()));
            }
        }
    }

    @Override
    public boolean containsKey(String key) {
        return entries.containsKey(key);
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public Iterator<String> iterator() {
        return keySet().iterator();
    }

    @Override
    public void saveToXML(OutputStream out) throws IOException {
        XmlDialect.write(this, out);
    }

    /**
     * Fills this configuration from XML.
     *
     * @param in the document
     * @throws IOException when it cannot be read or is no such configuration
     */
    public final void load(InputStream in) throws IOException {
        XmlDialect.read(this, in);
    }

    @Override
    public String toStringValue() {
        return null;
    }

    @Override
    public Enumeration<? extends TreeNode> children() {
        return Collections.enumeration(entries.values());
    }

    @Override
    public boolean getAllowsChildren() {
        return true;
    }

    @Override
    public TreeNode getChildAt(int index) {
        return entries.values().stream().skip(index).findFirst().orElseThrow();
    }

    @Override
    public int getChildCount() {
        return entries.size();
    }

    @Override
    public int getIndex(TreeNode node) {
        return java.util.List.copyOf(entries.values()).indexOf(node);
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public String toString() {
        return getKey() + "=" + entries.values();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigBase
                && ((ConfigBase) other).getKey().equals(getKey())
                && ((ConfigBase) other).entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return getKey().hashCode() * 31 + entries.hashCode();
    }
}
