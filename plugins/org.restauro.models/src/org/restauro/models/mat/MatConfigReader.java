// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.restauro.engine.weights.StateDict;

/** Tells a generator's configuration from the names and shapes of its state dictionary. */
final class MatConfigReader {
    private static final String FIRST = "synthesis.first_stage.";

    private final StateDict dict;

    private MatConfigReader(StateDict dict) {
        this.dict = dict;
    }

    /** Whether a state dictionary is that of a MAT generator. */
    static boolean fits(StateDict dict) {
        return dict.contains(FIRST + "conv_first.conv.weight")
                && dict.contains("mapping.fc0.weight")
                && dict.contains("synthesis.to_square.weight");
    }

    static MatConfig read(StateDict dict) {
        if (!fits(dict)) {
            throw new IllegalArgumentException(
                    "These "
                            + dict.size()
                            + " tensors are no MAT generator: there is no "
                            + FIRST
                            + "conv_first.conv.weight, mapping.fc0.weight or"
                            + " synthesis.to_square.weight.");
        }
        return new MatConfigReader(dict).read();
    }

    private MatConfig read() {
        Map<Integer, Integer> channels = new TreeMap<>();
        for (int r = MatConfig.BOTTOM; r <= 4096; r *= 2) {
            String name = "synthesis.enc.EncConv_Block_" + r + "x" + r + ".conv0.weight";
            if (dict.contains(name)) {
                channels.put(r, size(name, 0));
            }
        }
        if (channels.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no synthesis.enc.EncConv_Block_16x16 in this state dictionary.");
        }
        int resolution = channels.keySet().stream().max(Integer::compare).orElseThrow();
        // only the discriminator has levels below 16², and its file is another one
        int bottom = channels.getOrDefault(MatConfig.BOTTOM, 512);
        channels.putIfAbsent(4, bottom);
        channels.putIfAbsent(8, bottom);
        int dim = size(FIRST + "conv_first.conv.weight", 0);
        int tokens = resolution >> count(FIRST + "enc_conv.%d.conv.weight");
        List<Integer> depths = new ArrayList<>();
        List<Integer> windows = new ArrayList<>();
        MatConfig published = MatConfig.published(resolution);
        for (int s = 0; s < MatConfig.STAGES; s++) {
            String blocks = FIRST + "tran." + s + ".blocks.";
            depths.add(count(blocks + "%d.fuse.weight"));
            String mask = blocks + "1.attn_mask";
            windows.add(
                    dict.contains(mask)
                            ? (int) Math.round(Math.sqrt(size(mask, 1)))
                            : published.windows().get(s));
        }
        String fc1 = FIRST + "tran.0.blocks.0.mlp.fc1.weight";
        return new MatConfig(
                resolution,
                channels,
                tokens,
                dim,
                heads(dim, published.heads()),
                depths,
                windows,
                size(fc1, 0) / (double) size(fc1, 1),
                size("mapping.fc0.weight", 1),
                size("mapping.fc0.weight", 0),
                count("mapping.fc%d.weight"));
    }

    /** Weights do not tell the number of heads; the published one is taken where it divides. */
    private static int heads(int dim, int published) {
        int heads = published;
        while (dim % heads != 0) {
            heads--;
        }
        return heads;
    }

    private int size(String name, int dimension) {
        return Math.toIntExact(dict.get(name).shape()[dimension]);
    }

    private int count(String pattern) {
        int n = 0;
        while (dict.contains(pattern.replace("%d", Integer.toString(n)))) {
            n++;
        }
        return n;
    }
}
