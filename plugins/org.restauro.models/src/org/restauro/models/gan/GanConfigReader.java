// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.restauro.engine.weights.StateDict;

/**
 * Tells configurations from the names and shapes of state dictionaries in GenForce's layout.
 *
 * <p>What leaves no trace is taken as published: no limit of magnitudes, fused scale (but for
 * PGGAN's doubling layers, whose kernels are stored the other way round), demodulation, equalised
 * weights, the mapping's learning rate, groups of the minibatch standard deviation. StyleGAN2-ADA
 * without classes is StyleGAN2; a PGGAN's first layer of more than 512 inputs has classes.
 */
final class GanConfigReader {
    private static final int PUBLISHED_WIDTH = 512;

    /** More than the layers of any network. */
    private static final int MOST_NUMBERS = 32;

    private static final String S = "synthesis.";

    private final StateDict dict;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private GanConfigReader(StateDict dict) {
        this.dict = dict;
    }

    /** The family of a generator's tensors; empty if they are no generator's. */
    static Optional<GanFamily> generatorFamily(StateDict dict) {
        // either will do: of a broken file it is better to say what it lacks
        if (dict.contains("mapping.dense0.weight") || dict.contains("truncation.w_avg")) {
            if (dict.contains(S + "layer0.apply_noise.weight")) {
                return Optional.of(GanFamily.STYLEGAN);
            }
            if (dict.contains(S + "layer0.noise_strength")) {
                return Optional.of(
                        dict.contains("mapping.LabelEmbed.weight")
                                ? GanFamily.STYLEGAN2_ADA
                                : GanFamily.STYLEGAN2);
            }
        }
        boolean pggan =
                dict.contains("lod")
                        && dict.contains("layer0.weight")
                        && dict.contains("output0.weight")
                        && shape(dict, "layer0.weight").length == 4
                        && shape(dict, "layer0.weight")[2] == GeneratorConfig.START;
        return pggan ? Optional.of(GanFamily.PGGAN) : Optional.empty();
    }

    /** The family of a discriminator's tensors; empty if they are no discriminator's. */
    static Optional<GanFamily> discriminatorFamily(StateDict dict) {
        if (!dict.contains("input0.weight") || !dict.contains("layer0.weight")) {
            return Optional.empty();
        }
        if (dict.contains("lod")) {
            boolean wide = dict.contains("layer1.blur.kernel");
            return Optional.of(wide ? GanFamily.STYLEGAN : GanFamily.PGGAN);
        }
        return Optional.of(
                dict.contains("LabelEmbed.weight") ? GanFamily.STYLEGAN2_ADA : GanFamily.STYLEGAN2);
    }

    static GeneratorConfig generator(StateDict dict) {
        GanFamily family =
                generatorFamily(dict)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "These "
                                                        + dict.size()
                                                        + " tensors are no generator of PGGAN,"
                                                        + " StyleGAN, StyleGAN2 or"
                                                        + " StyleGAN2-ADA."));
        return new GanConfigReader(dict).generator(family);
    }

    static GeneratorConfig generator(StateDict dict, GanFamily family) {
        return new GanConfigReader(dict).generator(family);
    }

    static DiscriminatorConfig discriminator(StateDict dict, GanFamily family) {
        return new GanConfigReader(dict).discriminator(family);
    }

    static DiscriminatorConfig discriminator(StateDict dict) {
        GanFamily family =
                discriminatorFamily(dict)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "These "
                                                        + dict.size()
                                                        + " tensors are no discriminator of PGGAN,"
                                                        + " StyleGAN, StyleGAN2 or"
                                                        + " StyleGAN2-ADA."));
        return new GanConfigReader(dict).discriminator(family);
    }

    private GeneratorConfig generator(GanFamily family) {
        json.put("gan_type", family.toString());
        String prefix = family == GanFamily.PGGAN ? "" : S;
        boolean second = !family.progressive();
        int levels = (second ? last(S + "layer%d.weight") : last(prefix + "layer%d.bias") - 1) / 2;
        json.put("resolution", GeneratorConfig.START << levels);
        int[] channels = new int[levels + 1];
        for (int level = 0; level <= levels; level++) {
            int layer = second ? 2 * level : 2 * level + 1;
            channels[level] = size(prefix + "layer" + layer + ".bias", 0);
        }
        channels(channels, GeneratorConfig.START, family.channelBase());
        json.put("image_channels", size(prefix + "output" + levels + ".bias", 0));
        if (family == GanFamily.PGGAN) {
            progressive(channels);
        } else {
            mapping();
            synthesis(second, levels);
        }
        return GeneratorConfig.fromJson(json);
    }

    private void progressive(int[] channels) {
        int in = size("layer0.weight", 1);
        int labels = Math.max(0, in - PUBLISHED_WIDTH);
        json.put("z_space_dim", in - labels).put("label_size", labels);
        for (int level = 1; level < channels.length; level++) {
            if (channels[level] != channels[level - 1]) {
                boolean turned = size("layer" + 2 * level + ".weight", 0) == channels[level - 1];
                json.put("fused_scale", turned);
            }
        }
    }

    private void mapping() {
        int labels = 0;
        int embedding = 0;
        if (dict.contains("mapping.label_weight")) {
            labels = size("mapping.label_weight", 0);
            embedding = size("mapping.label_weight", 1);
        } else if (dict.contains("mapping.LabelEmbed.weight")) {
            labels = size("mapping.LabelEmbed.weight", 1);
            embedding = size("mapping.LabelEmbed.weight", 0);
        }
        int layers = last("mapping.dense%d.weight") + 1;
        int in = size("mapping.dense0.weight", 1);
        int w = size(S + "layer0.style.weight", 1);
        int z = in - embedding;
        json.put("label_size", labels).put("z_space_dim", z);
        json.put("embed_features", embedding == z ? 0 : embedding);
        json.put("w_space_dim", w).put("mapping_layers", layers);
        if (layers > 1) {
            json.put("mapping_fmaps", size("mapping.dense0.weight", 0));
        }
        json.put("repeat_w", size("mapping.dense" + (layers - 1) + ".weight", 0) == w);
    }

    private void synthesis(boolean second, int levels) {
        long[] noise = shape(dict, S + "layer0." + (second ? "noise" : "apply_noise.noise"));
        json.put("noise_type", noise.length == 4 && noise[1] > 1 ? "channel" : "spatial");
        String constant = S + (second ? "early_layer" : "layer0") + ".const";
        json.put("const_input", dict.contains(constant));
        if (second) {
            boolean resnet = dict.contains(S + "skip_layer0.weight");
            boolean skip = levels > 0 && dict.contains(S + "output0.weight");
            json.put("architecture", resnet ? "resnet" : skip ? "skip" : "origin");
            json.put("shared_filter", !dict.contains(S + "upsample1.kernel"));
        }
    }

    private DiscriminatorConfig discriminator(GanFamily family) {
        json.put("gan_type", family.toString());
        int levels = (last("layer%d.weight") - 2) / 2;
        json.put("resolution", GeneratorConfig.START << levels);
        int[] channels = new int[levels + 1];
        for (int k = 0; k <= levels; k++) {
            channels[levels - k] = size("layer" + 2 * k + ".weight", 0);
        }
        int dense = size("layer" + (2 * levels + 1) + ".weight", 0);
        int[] withDense = new int[levels + 2];
        withDense[0] = dense;
        System.arraycopy(channels, 0, withDense, 1, levels + 1);
        if (channels(withDense, GeneratorConfig.START / 2, family.channelBase())) {
            json.put("dense_fmaps", 0);
        } else {
            channels(channels, GeneratorConfig.START, family.channelBase());
            json.put("dense_fmaps", family.progressive() ? 0 : dense);
        }
        json.put("image_channels", size("input0.weight", 1));
        int added = size("layer" + 2 * levels + ".weight", 1) - channels[0];
        json.put("minibatch_std_channels", Math.max(1, added));
        if (added == 0) {
            json.put("minibatch_std_group_size", 0);
        }
        int outputs = size("layer" + (2 * levels + 2) + ".weight", 0);
        if (family == GanFamily.STYLEGAN2_ADA) {
            json.put("label_size", size("LabelEmbed.weight", 1)).put("mapping_fmaps", outputs);
        } else {
            boolean progressive = family == GanFamily.PGGAN;
            json.put("label_size", outputs == 1 ? 0 : progressive ? outputs - 1 : outputs);
        }
        if (!family.progressive()) {
            boolean resnet = dict.contains("skip_layer0.weight");
            boolean skip = dict.contains("input1.weight");
            json.put("architecture", resnet ? "resnet" : skip ? "skip" : "origin");
            json.put("mapping_layers", last("mapping.dense%d.weight") + 1);
        }
        return DiscriminatorConfig.fromJson(json);
    }

    /**
     * States the base and the maximum that give these channels, of sides from the smallest on.
     *
     * @return whether there are such
     */
    private boolean channels(int[] channels, int smallest, int published) {
        int most = Arrays.stream(channels).max().orElseThrow();
        int base = 0;
        for (int i = 0; i < channels.length; i++) {
            if (channels[i] < most) {
                base = Math.max(base, channels[i] * (smallest << i));
            }
        }
        if (base == 0) {
            base = Math.max(published, most * (smallest << (channels.length - 1)));
        }
        json.put("fmaps_base", base).put("fmaps_max", most);
        for (int i = 0; i < channels.length; i++) {
            if (channels[i] != Math.min(base / (smallest << i), most)) {
                return false;
            }
        }
        return true;
    }

    /** The largest number under which a tensor stands; there must be one under each below it. */
    private int last(String pattern) {
        int i = 0;
        while (dict.contains(String.format(Locale.ROOT, pattern, i))) {
            i++;
        }
        for (int later = i + 1; later < i + MOST_NUMBERS; later++) {
            String name = String.format(Locale.ROOT, pattern, later);
            if (dict.contains(name)) {
                throw new IllegalArgumentException(
                        "The tensor "
                                + String.format(Locale.ROOT, pattern, i)
                                + " is missing, while there is "
                                + name
                                + ".");
            }
        }
        return i - 1;
    }

    private int size(String name, int axis) {
        long[] shape = shape(dict, name);
        if (axis >= shape.length) {
            throw new IllegalArgumentException(
                    "The tensor " + name + " has the shape " + Arrays.toString(shape) + ".");
        }
        return (int) shape[axis];
    }

    private static long[] shape(StateDict dict, String name) {
        return dict.get(name).shape();
    }
}
