// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.restauro.engine.text.NearestName;

/**
 * Settings in groups, {@code group.key}. The defaults list every key there is; whatever is laid
 * over them must use these keys. Immutable.
 *
 * <pre>{@code
 * SettingsTree settings = defaults.over(SettingsTree.read(file)).set("training.batch", "16");
 * int batch = settings.integer("training.batch", 1, 4096);
 * }</pre>
 */
public final class SettingsTree {
    private static final int LARGEST_FILE = 1 << 20;

    private final ObjectNode tree;

    private SettingsTree(ObjectNode tree) {
        this.tree = tree;
    }

    /**
     * Defaults from a YAML text in which every key stands.
     *
     * @param where what messages call it
     */
    public static SettingsTree defaults(String yaml, String where) {
        return new SettingsTree(Yaml.table(yaml, where));
    }

    /** A table from a YAML text, to be laid over defaults. */
    public static ObjectNode parse(String yaml, String where) {
        return Yaml.table(yaml, where);
    }

    /**
     * A table from a YAML file, to be laid over defaults.
     *
     * @throws SettingsException if it holds no table
     * @throws IOException if it cannot be read
     */
    public static ObjectNode read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new SettingsException(file + " is too large for a file of settings.");
            }
            return Yaml.table(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file.", e);
        } catch (CharacterCodingException e) {
            throw new SettingsException(file + " is no text in UTF-8.", e);
        }
    }

    /**
     * These settings with others laid over them.
     *
     * @throws SettingsException for keys that do not exist, naming the nearest that does
     */
    public SettingsTree over(ObjectNode others) {
        ObjectNode copy = tree.deepCopy();
        lay(copy, others, "");
        return new SettingsTree(copy);
    }

    private void lay(ObjectNode below, ObjectNode above, String prefix) {
        for (Map.Entry<String, JsonNode> entry : above.properties()) {
            String key = prefix + entry.getKey();
            JsonNode known = below.get(entry.getKey());
            if (known == null) {
                throw unknown(key);
            }
            if (known.isObject() != entry.getValue().isObject()) {
                throw new SettingsException(
                        known.isObject()
                                ? key
                                        + " is a group of settings; '"
                                        + key
                                        + ":' with lines like '"
                                        + known.fieldNames().next()
                                        + ": …' below it would be right."
                                : key + " is one setting; a single value would be right.");
            }
            if (known.isObject()) {
                lay((ObjectNode) known, (ObjectNode) entry.getValue(), key + ".");
            } else {
                below.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private SettingsException unknown(String key) {
        List<String> all = new ArrayList<>(keys());
        tree.fieldNames().forEachRemaining(all::add);
        return new SettingsException(
                "There is no setting \"" + key + "\"" + NearestName.hint(key, all));
    }

    /**
     * These settings with one changed.
     *
     * @param key such as {@code training.batch}
     * @param yaml the value as it would stand in a file
     */
    public SettingsTree set(String key, String yaml) {
        return set(key, Yaml.value(yaml, key));
    }

    /** These settings with one changed. */
    public SettingsTree set(String key, JsonNode value) {
        if (!keys().contains(key)) {
            throw unknown(key);
        }
        String[] parts = key.split("\\.");
        ObjectNode copy = tree.deepCopy();
        ObjectNode group = copy;
        for (int i = 0; i < parts.length - 1; i++) {
            group = (ObjectNode) group.get(parts[i]);
        }
        group.set(parts[parts.length - 1], value);
        return new SettingsTree(copy);
    }

    /** Every key, in the order of the defaults. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        collect(tree, "", keys);
        return keys;
    }

    private static void collect(ObjectNode node, String prefix, List<String> keys) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (entry.getValue() instanceof ObjectNode group) {
                collect(group, prefix + entry.getKey() + ".", keys);
            } else {
                keys.add(prefix + entry.getKey());
            }
        }
    }

    /** All values by key, as text for people. */
    public Map<String, String> texts() {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        keys().forEach(key -> texts.put(key, shown(node(key))));
        return texts;
    }

    /** As a YAML text that {@link #parse} reads. */
    public String yaml() {
        return Yaml.text(tree);
    }

    /** A copy as JSON. */
    public ObjectNode json() {
        return tree.deepCopy();
    }

    private JsonNode node(String key) {
        JsonNode node = tree.at("/" + key.replace('.', '/'));
        if (node.isMissingNode()) {
            throw unknown(key);
        }
        return node;
    }

    /** Whether a setting is left open: null or an empty text. */
    public boolean isOpen(String key) {
        JsonNode node = node(key);
        return node.isNull() || node.isTextual() && node.asText().isBlank();
    }

    /** A whole number within bounds. */
    public int integer(String key, int least, int most) {
        return (int) whole(key, least, most);
    }

    /** A whole number within bounds. */
    public long whole(String key, long least, long most) {
        JsonNode node = node(key);
        boolean right =
                node.isIntegralNumber()
                        && node.canConvertToLong()
                        && node.asLong() >= least
                        && node.asLong() <= most;
        if (!right) {
            throw wrong(key, "a whole number from " + least + " to " + most);
        }
        return node.asLong();
    }

    /** A number within bounds. */
    public double number(String key, double least, double most) {
        JsonNode node = node(key);
        if (!node.isNumber() || !(node.asDouble() >= least && node.asDouble() <= most)) {
            throw wrong(
                    key,
                    Double.isInfinite(most)
                            ? "a number of " + shown(least) + " or more"
                            : "a number from " + shown(least) + " to " + shown(most));
        }
        return node.asDouble();
    }

    /** true or false. */
    public boolean flag(String key) {
        if (!node(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return node(key).asBoolean();
    }

    /** A text; numbers are texts too. */
    public String text(String key) {
        JsonNode node = node(key);
        if (!node.isTextual() && !node.isNumber()) {
            throw wrong(key, "a text");
        }
        return node.asText().strip();
    }

    /** One of the names of an enum: {@code RANDOM_CROP} is written {@code random-crop}. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(SettingsTree::name).toList();
        String text = node(key).asText().strip();
        int index = names.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!node(key).isTextual() || index < 0) {
            throw wrong(key, "one of " + String.join(", ", names));
        }
        return type.getEnumConstants()[index];
    }

    /** How a value of an enum is written in settings. */
    public static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whole numbers. */
    public List<Integer> integers(String key) {
        JsonNode node = node(key);
        List<JsonNode> values = StreamSupport.stream(node.spliterator(), false).toList();
        if (!node.isArray() || !values.stream().allMatch(JsonNode::isInt)) {
            throw wrong(key, "a list of whole numbers like [1, 2]");
        }
        return values.stream().map(JsonNode::asInt).toList();
    }

    /** Texts: a list, or one text with commas. */
    public List<String> texts(String key) {
        JsonNode node = node(key);
        List<JsonNode> values = StreamSupport.stream(node.spliterator(), false).toList();
        if (node.isTextual()) {
            return Arrays.stream(node.asText().split(","))
                    .map(String::strip)
                    .filter(t -> !t.isEmpty())
                    .toList();
        }
        if (!node.isArray() || !values.stream().allMatch(JsonNode::isTextual)) {
            throw wrong(key, "a list of texts like [one, two]");
        }
        return values.stream().map(JsonNode::asText).toList();
    }

    /** What a setting is, and what would be right. */
    public SettingsException wrong(String key, String right) {
        return new SettingsException(
                key + " is " + shown(node(key)) + "; " + right + " would be right.");
    }

    private static String shown(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(SettingsTree::shown)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isNumber() && node.isDouble() ? shown(node.asDouble()) : node.asText();
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
