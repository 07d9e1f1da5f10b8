// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** The list of public weights: what there is, from where, under which licence. */
public final class Catalog {
    private static final int SCHEMA = 1;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, CatalogEntry> entries;

    private Catalog(Map<String, CatalogEntry> entries) {
        this.entries = entries;
    }

    /** The catalogue that comes with this program. */
    public static Catalog bundled() throws IOException {
        try (InputStream in = Catalog.class.getResourceAsStream("catalog.json")) {
            if (in == null) {
                throw new FileNotFoundException("catalog.json is missing beside Catalog.class.");
            }
            return parse(JSON.readTree(in), Set.of("https"));
        }
    }

    /**
     * Reads a catalogue.
     *
     * @throws CatalogException if it is not valid; the message names the entry and the field
     */
    public static Catalog read(Path file) throws IOException {
        return read(file, Set.of("https"));
    }

    static Catalog read(Path file, Set<String> schemes) throws IOException {
        try {
            return parse(JSON.readTree(Files.readAllBytes(file)), schemes);
        } catch (JsonProcessingException e) {
            throw new CatalogException(
                    file + " is not valid JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    /** All entries in order. */
    public List<CatalogEntry> entries() {
        return List.copyOf(entries.values());
    }

    /**
     * The entry of an id.
     *
     * @throws CatalogException if there is none; the message lists the ids
     */
    public CatalogEntry get(String id) throws CatalogException {
        CatalogEntry entry = entries.get(id);
        if (entry == null) {
            throw new CatalogException(
                    "The catalogue has no \""
                            + id
                            + "\"; it has "
                            + String.join(", ", entries.keySet())
                            + ".");
        }
        return entry;
    }

    private static Catalog parse(JsonNode json, Set<String> schemes) throws CatalogException {
        if (json.path("schema").asInt() != SCHEMA || !json.path("models").isArray()) {
            throw new CatalogException(
                    "The catalogue is not of schema " + SCHEMA + ", or lacks its list of models.");
        }
        Map<String, CatalogEntry> entries = new LinkedHashMap<>();
        for (JsonNode node : json.get("models")) {
            CatalogEntry entry = new Fields(node, schemes).entry();
            if (entries.put(entry.id(), entry) != null) {
                throw new CatalogException("The catalogue has \"" + entry.id() + "\" twice.");
            }
        }
        return new Catalog(entries);
    }

    /** The fields of one entry, checked. */
    private record Fields(JsonNode node, Set<String> schemes) {
        CatalogEntry entry() throws CatalogException {
            return new CatalogEntry(
                    matching("id", ID).orElseThrow(() -> wrong("id")),
                    text("family"),
                    text("title"),
                    (int) positive("resolution"),
                    node.path("dataset").isTextual()
                            ? Optional.of(text("dataset"))
                            : Optional.empty(),
                    distance("fid"),
                    matching("fileName", FILE_NAME).orElseThrow(() -> wrong("fileName")),
                    address("page").orElseThrow(() -> wrong("page")),
                    address("download"),
                    matching("sha256", SHA256),
                    matching("md5", MD5),
                    positive("maxBytes"),
                    text("licence"),
                    address("licenceUrl").orElseThrow(() -> wrong("licenceUrl")),
                    text("byHand"));
        }

        private String text(String field) throws CatalogException {
            if (!node.path(field).isTextual() || node.get(field).asText().isBlank()) {
                throw wrong(field);
            }
            return node.get(field).asText();
        }

        private long positive(String field) throws CatalogException {
            if (!node.path(field).canConvertToLong() || node.get(field).asLong() <= 0) {
                throw wrong(field);
            }
            return node.get(field).asLong();
        }

        private OptionalDouble distance(String field) throws CatalogException {
            JsonNode value = node.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return OptionalDouble.empty();
            }
            if (!value.isNumber() || !(value.asDouble() > 0)) {
                throw wrong(field);
            }
            return OptionalDouble.of(value.asDouble());
        }

        private Optional<String> matching(String field, Pattern pattern) throws CatalogException {
            if (node.path(field).isNull()) {
                return Optional.empty();
            }
            String text = text(field);
            if (!pattern.matcher(text).matches()) {
                throw wrong(field);
            }
            return Optional.of(text);
        }

        private Optional<URI> address(String field) throws CatalogException {
            if (node.path(field).isNull()) {
                return Optional.empty();
            }
            try {
                URI uri = new URI(text(field));
                if (uri.getScheme() == null || !schemes.contains(uri.getScheme())) {
                    throw wrong(field);
                }
                return Optional.of(uri);
            } catch (URISyntaxException e) {
                throw wrong(field);
            }
        }

        private CatalogException wrong(String field) {
            return new CatalogException(
                    "The catalogue's entry "
                            + node.path("id")
                            + " has the "
                            + field
                            + " "
                            + (node.has(field) ? node.get(field) : "missing")
                            + "; texts may not be empty, addresses begin with https, hashes are"
                            + " lower-case hexadecimal.");
        }
    }
}
