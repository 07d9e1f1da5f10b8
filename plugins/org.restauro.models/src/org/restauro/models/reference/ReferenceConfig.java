// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shape of a reference module.
 *
 * @param variant which of the two designs
 * @param features channels at the end of the encoder, a multiple of 16
 * @param sides sides of the features that look at the reference, of 16, 32 and 64 at the built
 *     size; those that a network does not have are left out
 * @param heads attention heads
 * @param grid tokens a side that a reference is cut into
 * @param pictureSize side that references are resized to before they are encoded, in pixels
 * @param aligned whether references show the same place as the image, such as an old photograph of
 *     it: then heads, but for the first ones, prefer tokens near the place that asks, by fixed
 *     slopes (as Press et al. 2022, "Train short, test long", over distances of the plane), which
 *     adds no parameters. Otherwise attention knows no places, as specified
 */
public record ReferenceConfig(
        Variant variant,
        int features,
        List<Integer> sides,
        int heads,
        int grid,
        int pictureSize,
        boolean aligned) {
    /** The two designs. */
    public enum Variant {
        /** {@link FullReferenceModule}. */
        FULL,
        /** {@link MinimalReferenceModule}. */
        LIGHTWEIGHT
    }

    private static final List<Integer> SIDES = List.of(16, 32, 64);
    private static final int GRID = 8;
    private static final int PICTURE = 128;
    private static final int STEP = 16;
    private static final int SMALLEST_PICTURE = 16;
    private static final int LARGEST = 4096;

    /** The full design: 9,057,220 parameters beside the published 512² network. */
    public static final ReferenceConfig FULL =
            new ReferenceConfig(Variant.FULL, 512, SIDES, 8, GRID, PICTURE);

    /** The lightweight design: 1,223,332 parameters beside the published 512² network. */
    public static final ReferenceConfig LIGHTWEIGHT =
            new ReferenceConfig(Variant.LIGHTWEIGHT, 256, SIDES, 4, GRID, PICTURE);

    /** A shape whose attention knows no places. */
    public ReferenceConfig(
            Variant variant,
            int features,
            List<Integer> sides,
            int heads,
            int grid,
            int pictureSize) {
        this(variant, features, sides, heads, grid, pictureSize, false);
    }

    /** Checks that the parts fit together. */
    public ReferenceConfig {
        require(variant != null, "no variant is given; full or lightweight would be right");
        require(
                features > 0 && features % STEP == 0 && features <= LARGEST,
                "features are " + features + ", must be a multiple of 16 up to 4096");
        sides = List.copyOf(sides);
        require(
                !sides.isEmpty() && SIDES.containsAll(sides),
                "sides are " + sides + ", must be some of 16, 32 and 64");
        int inner = variant == Variant.FULL ? features : features / 2;
        require(heads > 0 && inner % heads == 0, "heads are " + heads + ", must divide " + inner);
        require(grid > 0 && grid <= PICTURE, "grid is " + grid + ", must be from 1 to 128");
        require(
                pictureSize >= SMALLEST_PICTURE && pictureSize <= LARGEST,
                "pictureSize is " + pictureSize + ", must be from 16 to 4096");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("Not a reference configuration: " + otherwise + ".");
        }
    }

    /** The same with other channels: fewer for a small network. */
    public ReferenceConfig withFeatures(int other) {
        return new ReferenceConfig(variant, other, sides, heads, grid, pictureSize, aligned);
    }

    /** The same looking at the reference elsewhere. */
    public ReferenceConfig withSides(Integer... others) {
        return new ReferenceConfig(
                variant, features, List.of(others), heads, grid, pictureSize, aligned);
    }

    /** The same for pictures of another side. */
    public ReferenceConfig withPictureSize(int other) {
        return new ReferenceConfig(variant, features, sides, heads, grid, other, aligned);
    }

    /** The same cut into another number of tokens. */
    public ReferenceConfig withGrid(int other) {
        return new ReferenceConfig(variant, features, sides, heads, other, pictureSize, aligned);
    }

    /** The same for references that show the same place, or for others. */
    public ReferenceConfig withAligned(boolean yes) {
        return new ReferenceConfig(variant, features, sides, heads, grid, pictureSize, yes);
    }

    /** Tokens of one reference. */
    public int tokens() {
        return grid * grid;
    }

    /** Values of a token. */
    public int tokenSize() {
        return variant == Variant.FULL ? features : features / 2;
    }

    /** Values of the style of a reference. */
    public int styleSize() {
        return features;
    }

    /** As JSON, the form kept in model files. */
    public ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("variant", variant.name().toLowerCase(Locale.ROOT)).put("features", features);
        ArrayNode all = json.putArray("sides");
        sides.forEach(all::add);
        json.put("heads", heads).put("grid", grid).put("pictureSize", pictureSize);
        return aligned ? json.put("aligned", true) : json;
    }

    /**
     * Reads what {@link #toJson} wrote; what is missing is as in {@link #LIGHTWEIGHT} or {@link
     * #FULL}.
     *
     * @throws IllegalArgumentException if a value does not fit
     */
    public static ReferenceConfig fromJson(JsonNode json) {
        String name = json.path("variant").asText();
        require(
                List.of("full", "lightweight").contains(name),
                "variant is \"" + name + "\", must be full or lightweight");
        ReferenceConfig base = "full".equals(name) ? FULL : LIGHTWEIGHT;
        List<Integer> sides = new ArrayList<>();
        json.path("sides").forEach(side -> sides.add(side.asInt()));
        return new ReferenceConfig(
                base.variant,
                integer(json, "features", base.features),
                json.has("sides") ? sides : base.sides,
                integer(json, "heads", base.heads),
                integer(json, "grid", base.grid),
                integer(json, "pictureSize", base.pictureSize),
                json.path("aligned").asBoolean());
    }

    private static int integer(JsonNode json, String name, int otherwise) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        require(value.isInt(), name + " is " + value + ", must be a whole number");
        return value.asInt();
    }
}
