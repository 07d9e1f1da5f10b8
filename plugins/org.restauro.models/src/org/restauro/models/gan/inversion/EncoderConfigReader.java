// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GeneratorConfig;

/** Tells an encoder's configuration from the names and shapes of its tensors. */
final class EncoderConfigReader {
    private static final int PUBLISHED_WIDTH = 512;
    private static final List<Integer> DEPTHS = List.of(18, 34, 50, 101, 152);

    private final StateDict dict;

    EncoderConfigReader(StateDict dict) {
        this.dict = dict;
    }

    static boolean recognises(StateDict dict) {
        return dict.contains("conv1.weight")
                && dict.contains("bn1.running_mean")
                && dict.contains("layer1.0.conv1.weight")
                && dict.contains("head_list.0.fc.weight");
    }

    EncoderConfig read() {
        if (!recognises(dict)) {
            throw new IllegalArgumentException(
                    "These " + dict.size() + " tensors are no inversion encoder.");
        }
        int stages = count("layer%d.0.conv1.weight", 1);
        int resolution = EncoderConfig.END << (stages + 1);
        boolean pyramid = dict.contains("fpn.lateral_conv_list.0.weight");
        boolean aligned = dict.contains("sam.fusion_conv_list.0.weight");
        int heads = count("head_list.%d.fc.weight", 0);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < heads; i++) {
            sizes.add(size("head_list." + i + ".fc.weight", 0));
        }
        List<Integer> perHead = new ArrayList<>();
        List<Integer> codes = codes(sizes, resolution, perHead);
        EncoderConfig known =
                new EncoderConfig(
                        resolution,
                        codes,
                        perHead,
                        size("conv1.weight", 1),
                        depth(stages),
                        size("conv1.weight", 0),
                        PUBLISHED_WIDTH,
                        pyramid || heads == 1,
                        pyramid ? size("fpn.lateral_conv_list.0.weight", 0) : PUBLISHED_WIDTH,
                        aligned || heads == 1,
                        aligned ? size("sam.fusion_conv_list.0.weight", 0) : PUBLISHED_WIDTH);
        return withWidth(known, stages);
    }

    /** The published largest number of channels where it fits, else the one that is there. */
    private EncoderConfig withWidth(EncoderConfig config, int stages) {
        int largest = size("conv1.weight", 0);
        boolean fits = true;
        for (int stage = 1; stage <= stages; stage++) {
            int channels = size("layer" + stage + ".0.conv1.weight", 0);
            largest = stage == 1 ? channels : Math.max(largest, channels);
            fits &= config.channels(stage) == channels;
        }
        return fits
                ? config
                : new EncoderConfig(
                        config.resolution(),
                        config.codeSizes(),
                        config.codesOfHeads(),
                        config.imageChannels(),
                        config.depth(),
                        config.startChannels(),
                        largest,
                        config.pyramid(),
                        config.pyramidChannels(),
                        config.aligned(),
                        config.alignedChannels());
    }

    private int depth(int stages) {
        boolean bottleneck = dict.contains("layer1.0.conv3.weight");
        for (int depth : DEPTHS) {
            int[] blocks = EncoderConfig.blocks(depth);
            boolean fits = bottleneck == depth >= 50;
            for (int stage = 1; stage <= Math.min(stages, blocks.length); stage++) {
                fits &= count("layer" + stage + ".%d.conv1.weight", 0) == blocks[stage - 1];
            }
            if (fits) {
                return depth;
            }
        }
        throw new IllegalArgumentException(
                "The encoder's stages have other numbers of blocks than residual networks of the"
                        + " depths "
                        + DEPTHS
                        + ".");
    }

    private static List<Integer> codes(List<Integer> sizes, int resolution, List<Integer> perHead) {
        List<Integer> modulations = modulations(resolution);
        int next = 0;
        for (int size : sizes) {
            int sum = 0;
            int first = next;
            while (sum < size && next < modulations.size()) {
                sum += modulations.get(next++);
            }
            if (sum != size) {
                break;
            }
            perHead.add(next - first);
        }
        if (perHead.size() == sizes.size() && next == modulations.size()) {
            return modulations;
        }
        perHead.clear();
        List<Integer> codes = new ArrayList<>();
        boolean even = sizes.stream().allMatch(size -> size % PUBLISHED_WIDTH == 0);
        for (int size : sizes) {
            int count = even ? size / PUBLISHED_WIDTH : 1;
            perHead.add(count);
            codes.addAll(Collections.nCopies(count, size / count));
        }
        return codes;
    }

    /** Sizes of the codes of the space Y of the published StyleGAN. */
    private static List<Integer> modulations(int resolution) {
        GeneratorConfig config = GeneratorConfig.published(GanFamily.STYLEGAN, resolution, 0);
        List<Integer> sizes = new ArrayList<>();
        for (int side = EncoderConfig.END; side <= resolution; side *= 2) {
            sizes.addAll(Collections.nCopies(2, 2 * config.channels(side)));
        }
        return sizes;
    }

    /** How many tensors there are under consecutive numbers. */
    private int count(String pattern, int first) {
        int i = first;
        while (dict.contains(pattern.replace("%d", Integer.toString(i)))) {
            i++;
        }
        return i - first;
    }

    private int size(String name, int axis) {
        long[] shape = dict.get(name).shape();
        if (axis >= shape.length) {
            throw new IllegalArgumentException(
                    "The tensor " + name + " has " + shape.length + " dimensions.");
        }
        return (int) shape[axis];
    }
}
