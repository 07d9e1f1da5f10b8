// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import java.util.List;

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
