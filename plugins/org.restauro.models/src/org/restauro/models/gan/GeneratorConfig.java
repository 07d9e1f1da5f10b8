// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Shape and options of a generator. Options that a family does not know are ignored by it.
 *
 * @param family kind of network
 * @param resolution side of its pictures, a power of two from 8 to 1024
 * @param zDim size of a latent
 * @param wDim size of a style
 * @param labelSize number of classes, 0 for none
 * @param mappingLayers layers from latent to style
 * @param mappingWidth channels between them
 * @param mappingRate factor of their learning rate
 * @param repeatW whether all layers share the mapped style; else the mapping makes one for each
 * @param imageChannels 3 for colour
 * @param finalTanh whether pictures end with tanh
 * @param constInput whether synthesis starts at a learned constant; else at the first style, which
 *     a 4×4 convolution (StyleGAN) or a dense layer (StyleGAN2) turns into the first map
 * @param fusedScale of the doubling layers (PGGAN, StyleGAN)
 * @param architecture of StyleGAN2's levels
 * @param demodulate whether StyleGAN2's kernels are normalised
 * @param equalised whether weights are scaled at run time
 * @param noiseType of the synthesis layers
 * @param channelBase channels of a level are this divided by its side
 * @param channelMax and at most this
 * @param clamp largest magnitude of the results of StyleGAN2's layers, 0 for no limit; networks of
 *     StyleGAN2-ADA that were trained in half precision have 256
 * @param sharedFilter whether StyleGAN2's levels share the filter that doubles pictures, as
 *     published; else each has its own
 * @param embedding size of a label's embedding (StyleGAN2-ADA), 0 for as many as a latent has, as
 *     GenForce's networks; NVIDIA's PyTorch networks have as many as a style has
 */
public record GeneratorConfig(
        GanFamily family,
        int resolution,
        int zDim,
        int wDim,
        int labelSize,
        int mappingLayers,
        int mappingWidth,
        double mappingRate,
        boolean repeatW,
        int imageChannels,
        boolean finalTanh,
        boolean constInput,
        FusedScale fusedScale,
        Architecture architecture,
        boolean demodulate,
        boolean equalised,
        NoiseType noiseType,
        int channelBase,
        int channelMax,
        double clamp,
        boolean sharedFilter,
        int embedding) {
    static final int SMALLEST = 8;
    static final int LARGEST = 1024;

    /** Side of the first map. */
    static final int START = 4;

    /** Checks the numbers. */
    public GeneratorConfig {
        checkResolution(resolution);
        positive("z_space_dim", zDim);
        positive("w_space_dim", wDim);
        positive("mapping_layers", mappingLayers);
        positive("mapping_fmaps", mappingWidth);
        positive("image_channels", imageChannels);
        positive("fmaps_max", channelMax);
        checkChannels(channelBase, resolution);
        checkClamp(clamp);
        if (embedding < 0) {
            throw new IllegalArgumentException(
                    "embed_features is " + embedding + ", must be 0 or more.");
        }
        if (labelSize < 0 || !(mappingRate > 0)) {
            throw new IllegalArgumentException(
                    "label_size "
                            + labelSize
                            + " and mapping_lr_mul "
                            + mappingRate
                            + ": 0 or more, and more than 0, would be right.");
        }
    }

    static void checkResolution(int resolution) {
        if (resolution < SMALLEST || resolution > LARGEST || Integer.bitCount(resolution) != 1) {
            throw new IllegalArgumentException(
                    "The resolution is "
                            + resolution
                            + "; a power of two from 8 to 1024 would be right.");
        }
    }

    static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 1 or more.");
        }
    }

    static void checkClamp(double clamp) {
        if (!(clamp >= 0 && clamp < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "conv_clamp is " + clamp + "; 0 for no limit, or more, would be right.");
        }
    }

    static void checkChannels(int channelBase, int resolution) {
        if (channelBase < resolution) {
            throw new IllegalArgumentException(
                    "fmaps_base is "
                            + channelBase
                            + ", which leaves no channel at "
                            + resolution
                            + "; at least "
                            + resolution
                            + " would be right.");
        }
    }

    /** The published network, for so many classes (0 for none). */
    public static GeneratorConfig published(GanFamily family, int resolution, int labelSize) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", resolution);
        return fromJson(json.put("label_size", labelSize));
    }

    /**
     * Reads a JSON object: {@code gan_type}, {@code resolution} and any options by their published
     * names, such as {@code fmaps_base}; what is missing is as published.
     *
     * @throws IllegalArgumentException if a value does not fit or an option is unknown
     */
    public static GeneratorConfig fromJson(JsonNode json) {
        NetworkOptions o = new NetworkOptions(json);
        GanFamily family = GanFamily.parse(o.text("gan_type"));
        GeneratorConfig config =
                new GeneratorConfig(
                        family,
                        o.integer("resolution", 0),
                        o.integer("z_space_dim", 512),
                        o.integer("w_space_dim", 512),
                        o.integer("label_size", 0),
                        o.integer("mapping_layers", 8),
                        o.integer("mapping_fmaps", 512),
                        o.number("mapping_lr_mul", 0.01),
                        o.flag("repeat_w", true),
                        o.integer("image_channels", 3),
                        o.flag("final_tanh", false),
                        o.flag("const_input", true),
                        o.choice(
                                "fused_scale",
                                FusedScale.class,
                                family == GanFamily.PGGAN ? FusedScale.FALSE : FusedScale.AUTO),
                        o.choice("architecture", Architecture.class, Architecture.SKIP),
                        o.flag("demodulate", true),
                        o.flag("use_wscale", true),
                        o.choice("noise_type", NoiseType.class, NoiseType.SPATIAL),
                        o.integer("fmaps_base", family.channelBase()),
                        o.integer("fmaps_max", 512),
                        o.number("conv_clamp", 0),
                        o.flag("shared_filter", true),
                        o.integer("embed_features", 0));
        // how StyleGAN2 computes a modulated convolution: the results are the same
        o.flag("fused_modulate", true);
        o.finish();
        return config;
    }

    /** What {@link #fromJson} reads. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", resolution);
        json.put("z_space_dim", zDim).put("w_space_dim", wDim).put("label_size", labelSize);
        json.put("mapping_layers", mappingLayers).put("mapping_fmaps", mappingWidth);
        json.put("mapping_lr_mul", mappingRate).put("repeat_w", repeatW);
        json.put("image_channels", imageChannels).put("final_tanh", finalTanh);
        json.put("const_input", constInput).put("fused_scale", lower(fusedScale));
        json.put("architecture", lower(architecture)).put("demodulate", demodulate);
        json.put("use_wscale", equalised).put("noise_type", lower(noiseType));
        json.put("fmaps_base", channelBase).put("fmaps_max", channelMax);
        if (embedding > 0) {
            json.put("embed_features", embedding);
        }
        return json.put("conv_clamp", clamp).put("shared_filter", sharedFilter);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Channels of the level of a side. */
    public int channels(int side) {
        return Math.min(channelBase / side, channelMax);
    }

    /** Size of a label's embedding. */
    int embeddingSize() {
        return embedding > 0 && family == GanFamily.STYLEGAN2_ADA ? embedding : zDim;
    }

    /** Number of styles a picture needs: two for every level. */
    public int layers() {
        return 2 * (levels() + 1);
    }

    /** Levels above the first, of 4×4; also the largest level of detail. */
    public int levels() {
        return Integer.numberOfTrailingZeros(resolution / START);
    }
}
