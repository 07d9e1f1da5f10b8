// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.WeightFileException;

/**
 * What a model is.
 *
 * @param family the kind of network, such as {@code mat}; {@link #UNKNOWN} if it was not recognised
 * @param config the network's configuration, a JSON object whose fields the family defines
 * @param licence under which the weights may be used, or {@link #UNKNOWN}
 * @param origin where the weights come from, in words
 * @param more other facts by name, such as the class the source file named; ordered
 */
public record ModelDescription(
        String family, JsonNode config, String licence, String origin, Map<String, String> more) {
    /** Family or licence that nobody stated. */
    public static final String UNKNOWN = "unknown";

    /** Beginning of keys in {@link #more} of what a user should know of a conversion. */
    static final String NOTE = "note.";

    private static final String CONFIG_OF = "config.";
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** Checks that everything is stated and copies what could change. */
    public ModelDescription {
        if (family == null || licence == null || origin == null) {
            throw new IllegalArgumentException(
                    "A model description needs a family, a licence and an origin; use \""
                            + UNKNOWN
                            + "\" where one is not known.");
        }
        if (config == null || !config.isObject()) {
            throw new IllegalArgumentException("A model's configuration must be a JSON object.");
        }
        config = config.deepCopy();
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /**
     * Key in {@link #more} of the configuration, as JSON text, of another network than the one that
     * {@link #config} describes.
     */
    public static String configOf(String network) {
        return CONFIG_OF + network;
    }

    /** What a user should know of the conversion the model comes from, a sentence each. */
    public List<String> notes() {
        return more.entrySet().stream()
                .filter(e -> e.getKey().startsWith(NOTE))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The same description with another licence text. */
    public ModelDescription withLicence(String text) {
        return new ModelDescription(family, config, text, origin, more);
    }

    /** The JSON text kept in the metadata of a model file. */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", SCHEMA).put("family", family).set("config", config);
        json.put("licence", licence).put("origin", origin);
        ObjectNode others = json.putObject("more");
        more.forEach(others::put);
        return json.toString();
    }

    public static ModelDescription fromJson(String text) throws WeightFileException {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new WeightFileException(
                    "the model description is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (!json.path("schema").isInt() || json.get("schema").asInt() != SCHEMA) {
            throw new WeightFileException(
                    "the model description has the schema "
                            + json.path("schema")
                            + "; this program reads "
                            + SCHEMA);
        }
        Map<String, String> more = new LinkedHashMap<>();
        json.path("more")
                .fields()
                .forEachRemaining(e -> more.put(e.getKey(), e.getValue().asText()));
        if (!json.path("family").isTextual() || !json.path("config").isObject()) {
            throw new WeightFileException("the model description lacks a family or configuration");
        }
        return new ModelDescription(
                json.get("family").asText(),
                json.get("config"),
                json.path("licence").asText(UNKNOWN),
                json.path("origin").asText(UNKNOWN),
                more);
    }
}
