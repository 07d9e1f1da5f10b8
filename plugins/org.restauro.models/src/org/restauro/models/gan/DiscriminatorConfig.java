// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Shape and options of a discriminator. Options that a family does not know are ignored by it.
 *
 * @param family kind of network
 * @param resolution side of the pictures, a power of two from 8 to 1024
 * @param imageChannels 3 for colour
 * @param labelSize number of classes, 0 for none
 * @param fusedScale of the halving layers (PGGAN, StyleGAN)
 * @param architecture of StyleGAN2's levels
 * @param equalised whether weights are scaled at run time
 * @param deviationGroup largest group of the minibatch standard deviation; 1 or less for none
 * @param deviationChannels channels that it adds
 * @param embedding size of a label's embedding (StyleGAN2-ADA), 0 for as many as there are channels
 * @param channelBase channels of a level are this divided by its side
 * @param channelMax and at most this
 * @param clamp largest magnitude of the results of StyleGAN2's convolutions, 0 for no limit
 * @param mappingLayers dense layers after a label's embedding (StyleGAN2-ADA); NVIDIA's PyTorch
 *     networks have 8, GenForce's none
 * @param mappingRate factor of their learning rate
 * @param denseWidth channels between StyleGAN2's two dense layers, 0 for as many as a level of 2×2
 *     would have
 */
public record DiscriminatorConfig(
        GanFamily family,
        int resolution,
        int imageChannels,
        int labelSize,
        FusedScale fusedScale,
        Architecture architecture,
        boolean equalised,
        int deviationGroup,
        int deviationChannels,
        int embedding,
        int channelBase,
        int channelMax,
        double clamp,
        int mappingLayers,
        double mappingRate,
        int denseWidth) {
    /** Checks the numbers. */
    public DiscriminatorConfig {
        GeneratorConfig.checkResolution(resolution);
        GeneratorConfig.positive("image_channels", imageChannels);
        GeneratorConfig.positive("minibatch_std_channels", deviationChannels);
        GeneratorConfig.positive("fmaps_max", channelMax);
        GeneratorConfig.checkChannels(channelBase, resolution);
        GeneratorConfig.checkClamp(clamp);
        notNegative("label_size", labelSize);
        notNegative("mapping_fmaps", embedding);
        notNegative("mapping_layers", mappingLayers);
        notNegative("dense_fmaps", denseWidth);
        if (!(mappingRate > 0)) {
            throw new IllegalArgumentException(
                    "mapping_lr_mul is " + mappingRate + ", must be more than 0.");
        }
        if (family == GanFamily.PGGAN && deviationChannels != 1) {
            throw new IllegalArgumentException(
                    "minibatch_std_channels is "
                            + deviationChannels
                            + "; a PGGAN discriminator has 1.");
        }
    }

    private static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 0 or more.");
        }
    }

    /** The published network, for so many classes (0 for none). */
    public static DiscriminatorConfig published(GanFamily family, int resolution, int labelSize) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", resolution);
        return fromJson(json.put("label_size", labelSize));
    }

    /**
     * Reads a JSON object: {@code gan_type}, {@code resolution} and any options by their published
     * names; what is missing is as published.
     *
     * @throws IllegalArgumentException if a value does not fit or an option is unknown
     */
    public static DiscriminatorConfig fromJson(JsonNode json) {
        NetworkOptions o = new NetworkOptions(json);
        GanFamily family = GanFamily.parse(o.text("gan_type"));
        DiscriminatorConfig config =
                new DiscriminatorConfig(
                        family,
                        o.integer("resolution", 0),
                        o.integer("image_channels", 3),
                        o.integer("label_size", 0),
                        o.choice(
                                "fused_scale",
                                FusedScale.class,
                                family == GanFamily.PGGAN ? FusedScale.FALSE : FusedScale.AUTO),
                        o.choice("architecture", Architecture.class, Architecture.RESNET),
                        o.flag("use_wscale", true),
                        o.integer("minibatch_std_group_size", family.deviationGroup()),
                        o.integer("minibatch_std_channels", 1),
                        o.integer("mapping_fmaps", 0),
                        o.integer("fmaps_base", family.channelBase()),
                        o.integer("fmaps_max", 512),
                        o.number("conv_clamp", 0),
                        o.integer("mapping_layers", 0),
                        o.number("mapping_lr_mul", 0.01),
                        o.integer("dense_fmaps", 0));
        o.finish();
        return config;
    }

    /** What {@link #fromJson} reads. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", resolution);
        json.put("image_channels", imageChannels).put("label_size", labelSize);
        json.put("fused_scale", GeneratorConfig.lower(fusedScale));
        json.put("architecture", GeneratorConfig.lower(architecture)).put("use_wscale", equalised);
        json.put("minibatch_std_group_size", deviationGroup);
        json.put("minibatch_std_channels", deviationChannels).put("mapping_fmaps", embedding);
        json.put("fmaps_base", channelBase).put("fmaps_max", channelMax);
        json.put("conv_clamp", clamp).put("mapping_layers", mappingLayers);
        return json.put("mapping_lr_mul", mappingRate).put("dense_fmaps", denseWidth);
    }

    /** Channels of the level of a side. */
    public int channels(int side) {
        return Math.min(channelBase / side, channelMax);
    }

    /** Halvings down to 4×4; also the largest level of detail. */
    public int levels() {
        return Integer.numberOfTrailingZeros(resolution / GeneratorConfig.START);
    }

    /** Size of a label's embedding. */
    int embeddingSize() {
        return embedding > 0 ? embedding : channels(1);
    }

    /** Channels between the two dense layers. */
    int hiddenSize() {
        return denseWidth > 0 && !family.progressive()
                ? denseWidth
                : channels(GeneratorConfig.START / 2);
    }

    /** Channels that the minibatch standard deviation adds. */
    int addedChannels() {
        return deviationGroup > 1 ? deviationChannels : 0;
    }
}
