// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shape of a MAT network.
 *
 * @param resolution side of the images it is built for, in pixels; a power of two, 32 … 1024
 * @param channels features at each side 4, 8, 16 … resolution of the second stage and the
 *     discriminator
 * @param tokenResolution tokens a side at the transformer's entry; a power of two, 8 … resolution/2
 * @param dim features of the first stage and the transformer
 * @param heads attention heads; divides dim
 * @param depths blocks of the five transformer stages
 * @param windows tokens a side of the five stages' windows; clipped to the stage's tokens
 * @param mlpRatio hidden features of a block by dim
 * @param zDim values of a latent
 * @param wDim values of a style
 * @param mappingLayers layers from latent to style
 */
public record MatConfig(
        int resolution,
        Map<Integer, Integer> channels,
        int tokenResolution,
        int dim,
        int heads,
        List<Integer> depths,
        List<Integer> windows,
        double mlpRatio,
        int zDim,
        int wDim,
        int mappingLayers) {
    /** Side at which the second stage turns from encoding to decoding. */
    static final int BOTTOM = 16;

    /** Number of transformer stages. */
    static final int STAGES = 5;

    /** Features of the published networks: 32768 / side, at most 512. */
    private static final int CHANNEL_BASE = 32768;

    private static final int CHANNEL_MAX = 512;
    private static final int LARGEST = 1024;
    private static final int SMALLEST = 32;
    private static final int SMALLEST_TOKENS = 8;
    private static final int SMALLEST_CHANNELS = 4;

    /** The published 512² network. */
    public static final MatConfig MAT_512 = published(512);

    /** The published 256² network. */
    public static final MatConfig MAT_256 = published(256);

    /** Checks that the parts fit together. */
    public MatConfig {
        require(
                powerOfTwo(resolution) && resolution >= SMALLEST && resolution <= LARGEST,
                "resolution is " + resolution + ", must be a power of two from 32 to 1024");
        require(
                powerOfTwo(tokenResolution)
                        && tokenResolution >= SMALLEST_TOKENS
                        && tokenResolution <= resolution / 2,
                "tokenResolution is "
                        + tokenResolution
                        + ", must be a power of two from 8 to "
                        + resolution / 2);
        channels = Map.copyOf(new TreeMap<>(channels));
        for (int r = 4; r <= resolution; r *= 2) {
            Integer c = channels.get(r);
            require(
                    c != null && c >= 2 && c % 2 == 0,
                    "channels at " + r + " are " + c + ", must be an even number");
        }
        require(
                dim > 0 && heads > 0 && dim % heads == 0,
                "dim " + dim + " is no multiple of heads " + heads);
        depths = List.copyOf(depths);
        require(
                depths.size() == STAGES && windows.size() == STAGES,
                "depths and windows need 5 values each, one a stage");
        List<Integer> clipped = new ArrayList<>();
        for (int s = 0; s < STAGES; s++) {
            int side = stageResolution(tokenResolution, s);
            int window = Math.min(windows.get(s), side);
            clipped.add(window);
            require(depths.get(s) > 0, "depth of stage " + s + " is " + depths.get(s));
            require(
                    window > 0 && side % window == 0,
                    "window "
                            + windows.get(s)
                            + " of stage "
                            + s
                            + " does not divide its "
                            + side
                            + " tokens a side");
        }
        windows = List.copyOf(clipped);
        require(mlpRatio > 0, "mlpRatio is " + mlpRatio);
        require(
                zDim > 0 && wDim > 0 && mappingLayers > 0,
                "zDim, wDim and mappingLayers must be positive");
    }

    /** A network of the published widths at another resolution, with 64 tokens a side or fewer. */
    public static MatConfig published(int resolution) {
        return new MatConfig(
                resolution,
                channelTable(resolution, CHANNEL_BASE, CHANNEL_MAX),
                Math.min(64, resolution / 4),
                180,
                6,
                List.of(2, 3, 4, 3, 2),
                List.of(8, 16, 16, 16, 8),
                2,
                512,
                512,
                8);
    }

    /** A small network for tests and for training on a CPU. */
    public static MatConfig small(int resolution) {
        return new MatConfig(
                resolution,
                channelTable(resolution, 1024, 32),
                resolution / 4,
                24,
                2,
                List.of(2, 2, 2, 2, 2),
                List.of(4, 4, 4, 4, 4),
                2,
                32,
                32,
                2);
    }

    /** base / side, from 4 to max, at each side from 4 to the resolution. */
    public static Map<Integer, Integer> channelTable(int resolution, int base, int max) {
        Map<Integer, Integer> table = new TreeMap<>();
        for (int r = 4; r <= resolution; r *= 2) {
            table.put(r, Math.max(SMALLEST_CHANNELS, Math.min(base / r, max)));
        }
        return table;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("Not a MAT configuration: " + otherwise + ".");
        }
    }

    private static boolean powerOfTwo(int n) {
        return Integer.bitCount(n) == 1;
    }

    /** Features at a side of the second stage. */
    public int channels(int side) {
        return channels.get(side);
    }

    /** Styles a sample: two a level, from 16². */
    public int styles() {
        return 2 * log2(resolution) - 6;
    }

    /** Halvings before the transformer. */
    int entryHalvings() {
        return log2(resolution / tokenResolution);
    }

    /** Tokens a side of a stage. */
    int stageResolution(int stage) {
        return stageResolution(tokenResolution, stage);
    }

    private static int stageResolution(int tokens, int stage) {
        return tokens >> Math.min(stage, STAGES - 1 - stage);
    }

    static int log2(int powerOfTwo) {
        return Integer.numberOfTrailingZeros(powerOfTwo);
    }

    /** As JSON, the form kept in model files. */
    public ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("resolution", resolution);
        ObjectNode table = json.putObject("channels");
        new TreeMap<>(channels).forEach((r, c) -> table.put(Integer.toString(r), c));
        json.put("tokenResolution", tokenResolution).put("dim", dim).put("heads", heads);
        ArrayNode d = json.putArray("depths");
        depths.forEach(d::add);
        ArrayNode w = json.putArray("windows");
        windows.forEach(w::add);
        json.put("mlpRatio", mlpRatio).put("zDim", zDim).put("wDim", wDim);
        json.put("mappingLayers", mappingLayers);
        return json;
    }

    /**
     * Reads what {@link #toJson} wrote; what is missing is as published.
     *
     * @throws IllegalArgumentException if a value does not fit
     */
    public static MatConfig fromJson(JsonNode json) {
        int resolution = integer(json, "resolution", MAT_512.resolution);
        MatConfig base = published(resolution);
        Map<Integer, Integer> channels = new TreeMap<>(base.channels);
        JsonNode table = json.path("channels");
        table.fieldNames()
                .forEachRemaining(
                        side -> {
                            require(
                                    side.matches("\\d{1,5}") && table.get(side).isInt(),
                                    "channels hold '" + side + "': " + table.get(side));
                            channels.put(Integer.parseInt(side), table.get(side).asInt());
                        });
        return new MatConfig(
                resolution,
                channels,
                integer(json, "tokenResolution", base.tokenResolution),
                integer(json, "dim", base.dim),
                integer(json, "heads", base.heads),
                integers(json, "depths", base.depths),
                integers(json, "windows", base.windows),
                json.path("mlpRatio").asDouble(base.mlpRatio),
                integer(json, "zDim", base.zDim),
                integer(json, "wDim", base.wDim),
                integer(json, "mappingLayers", base.mappingLayers));
    }

    private static int integer(JsonNode json, String name, int otherwise) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        require(value.isInt(), name + " is " + value + ", must be a whole number");
        return value.asInt();
    }

    private static List<Integer> integers(JsonNode json, String name, List<Integer> otherwise) {
        JsonNode value = json.path(name);
        if (!value.isArray()) {
            return otherwise;
        }
        Integer[] all = new Integer[value.size()];
        for (int i = 0; i < all.length; i++) {
            require(value.get(i).isInt(), name + " hold " + value.get(i));
            all[i] = value.get(i).asInt();
        }
        return List.of(all);
    }
}
