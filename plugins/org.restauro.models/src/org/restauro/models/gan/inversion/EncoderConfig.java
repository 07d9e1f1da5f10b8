// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.gan.NetworkOptions;

/**
 * Shape of an inversion encoder.
 *
 * @param resolution side of the pictures, a power of two from 16 to 1024
 * @param codeSizes size of each code, in order
 * @param codesOfHeads how many codes each head makes; they sum up to the number of codes. The first
 *     head sees the largest map.
 * @param imageChannels 3 for colour
 * @param depth of the residual network: 18, 34, 50, 101 or 152
 * @param startChannels after the first convolution; published 64
 * @param maxChannels of a stage, before the expansion of bottleneck blocks
 * @param pyramid whether maps are joined from the smallest to the largest (Lin et al. 2017); has no
 *     effect on a single head
 * @param pyramidChannels channels of the joined maps
 * @param aligned whether maps are brought to the smallest size by convolutions that share the
 *     smallest map; has no effect on a single head
 * @param alignedChannels channels of the aligned maps
 */
public record EncoderConfig(
        int resolution,
        List<Integer> codeSizes,
        List<Integer> codesOfHeads,
        int imageChannels,
        int depth,
        int startChannels,
        int maxChannels,
        boolean pyramid,
        int pyramidChannels,
        boolean aligned,
        int alignedChannels) {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 1024;

    /** Side of the smallest map. */
    static final int END = 4;

    /** Checks the numbers. */
    public EncoderConfig {
        codeSizes = List.copyOf(codeSizes);
        codesOfHeads = List.copyOf(codesOfHeads);
        if (resolution < SMALLEST || resolution > LARGEST || Integer.bitCount(resolution) != 1) {
            throw new IllegalArgumentException(
                    "The resolution is "
                            + resolution
                            + "; a power of two from 16 to 1024 would be right.");
        }
        blocks(depth);
        int stages = Integer.numberOfTrailingZeros(resolution / END) - 1;
        boolean sums =
                codesOfHeads.stream().mapToInt(Integer::intValue).sum() == codeSizes.size()
                        && codesOfHeads.stream().allMatch(n -> n > 0)
                        && codeSizes.stream().allMatch(n -> n > 0);
        if (!sums || codesOfHeads.isEmpty() || codesOfHeads.size() > stages + 1) {
            throw new IllegalArgumentException(
                    "Heads of "
                            + codesOfHeads
                            + " codes do not fit codes of sizes "
                            + codeSizes
                            + "; 1 to "
                            + (stages + 1)
                            + " heads that make "
                            + codeSizes.size()
                            + " codes together would be right.");
        }
        if (imageChannels < 1
                || startChannels < 1
                || maxChannels < 1
                || pyramidChannels < 1
                || alignedChannels < 1) {
            throw new IllegalArgumentException("Numbers of channels must be 1 or more.");
        }
    }

    /** As published but for these. */
    public static EncoderConfig published(
            int resolution, int depth, List<Integer> codeSizes, List<Integer> codesOfHeads) {
        return new EncoderConfig(
                resolution, codeSizes, codesOfHeads, 3, depth, 64, 512, true, 512, true, 512);
    }

    /**
     * Reads a JSON object of the published option names: {@code resolution}, {@code latent_dim} (a
     * list or one number), {@code num_latents_per_head} and any others; what is missing is as
     * published. {@code gan_type} is allowed, as published configurations have it, and means
     * nothing to an encoder.
     *
     * @throws IllegalArgumentException if a value does not fit or an option is unknown
     */
    public static EncoderConfig fromJson(JsonNode json) {
        NetworkOptions o = new NetworkOptions(json);
        if (json.has("gan_type")) {
            o.text("gan_type");
        }
        EncoderConfig config =
                new EncoderConfig(
                        o.integer("resolution", 0),
                        o.integers("latent_dim"),
                        o.integers("num_latents_per_head"),
                        o.integer("image_channels", 3),
                        o.integer("network_depth", 18),
                        o.integer("inplanes", 64),
                        o.integer("max_channels", 512),
                        o.flag("use_fpn", true),
                        o.integer("fpn_channels", 512),
                        o.flag("use_sam", true),
                        o.integer("sam_channels", 512));
        o.finish();
        return config;
    }

    /** What {@link #fromJson} reads. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("resolution", resolution);
        codeSizes.forEach(json.putArray("latent_dim")::add);
        codesOfHeads.forEach(json.putArray("num_latents_per_head")::add);
        json.put("image_channels", imageChannels).put("network_depth", depth);
        json.put("inplanes", startChannels).put("max_channels", maxChannels);
        json.put("use_fpn", pyramid).put("fpn_channels", pyramidChannels);
        return json.put("use_sam", aligned).put("sam_channels", alignedChannels);
    }

    /**
     * Tells a configuration from the names and shapes of an encoder's tensors.
     *
     * <p>How a head's values are cut into codes leaves no trace. They are taken as the modulations
     * of StyleGAN if their sizes are those of the published network, and as codes of 512 where that
     * divides them; else each head makes one code. Where that is not what was trained, {@link
     * #withCodes} states it.
     *
     * @throws IllegalArgumentException if the tensors are no such encoder's
     */
    public static EncoderConfig of(StateDict weights) {
        return new EncoderConfigReader(weights).read();
    }

    /** Whether these look like the tensors of an encoder. */
    public static boolean recognises(StateDict weights) {
        return EncoderConfigReader.recognises(weights);
    }

    /** The same network with the values of its heads cut into other codes. */
    public EncoderConfig withCodes(List<Integer> sizes, List<Integer> ofHeads) {
        return new EncoderConfig(
                resolution,
                sizes,
                ofHeads,
                imageChannels,
                depth,
                startChannels,
                maxChannels,
                pyramid,
                pyramidChannels,
                aligned,
                alignedChannels);
    }

    /** Blocks of the first four stages; later ones have one. */
    static int[] blocks(int depth) {
        return switch (depth) {
            case 18 -> new int[] {2, 2, 2, 2};
            case 34, 50 -> new int[] {3, 4, 6, 3};
            case 101 -> new int[] {3, 4, 23, 3};
            case 152 -> new int[] {3, 8, 36, 3};
            default ->
                    throw new IllegalArgumentException(
                            "The depth is " + depth + "; 18, 34, 50, 101 or 152 would be right.");
        };
    }

    /** Whether blocks are of the bottleneck kind, whose results have four times the channels. */
    boolean bottleneck() {
        return depth >= 50;
    }

    /** Stages after the first convolution. */
    int stages() {
        return Integer.numberOfTrailingZeros(resolution / END) - 1;
    }

    /**
     * Channels of a stage's blocks, stage 1 being the first. Published stages of plain blocks grow
     * by 2, 4, 8 … over the stage before (64, 128, 512); those of bottleneck blocks, which are not
     * published, double (64, 128, 256, 512), as in the networks the blocks are from.
     */
    int channels(int stage) {
        int channels = Math.min(maxChannels, startChannels);
        for (int i = 2; i <= stage; i++) {
            int growth = bottleneck() ? 2 : 1 << (i - 1);
            channels = Math.min(maxChannels, channels * growth);
        }
        return channels;
    }

    /** Number of heads. */
    int heads() {
        return codesOfHeads.size();
    }

    boolean joins() {
        return pyramid && heads() > 1;
    }

    boolean aligns() {
        return aligned && heads() > 1;
    }
}
