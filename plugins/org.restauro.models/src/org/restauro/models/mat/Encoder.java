// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Module;

/** Convolutional encoder of the second stage, from the full size down to 16². */
final class Encoder extends Module {
    /** Channels of the input: mask, picture so far, known image. */
    private static final int INPUT = 7;

    private final Map<Integer, Block> blocks = new LinkedHashMap<>();

    private static final class Block extends Module {
        private final EqualConv conv0;
        private final EqualConv conv1;

        Block(int in, int out, boolean entry) {
            conv0 =
                    child(
                            "conv0",
                            entry
                                    ? new EqualConv(in, out, 1, Activation.LEAKY_RELU)
                                    : new EqualConv(in, out, 3, 1, 2, Activation.LEAKY_RELU, true));
            conv1 = child("conv1", new EqualConv(out, out, 3, Activation.LEAKY_RELU));
        }

        List<NDArray> forward(Pass pass, List<NDArray> in) {
            try (NDArray x = conv0.forward(pass, in.get(0))) {
                return List.of(conv1.forward(pass, x));
            }
        }
    }

    Encoder(MatConfig config) {
        int in = INPUT;
        for (int r = config.resolution(); r >= MatConfig.BOTTOM; r /= 2) {
            int out = config.channels(r);
            Block block = new Block(in, out, r == config.resolution());
            blocks.put(r, child("EncConv_Block_" + r + "x" + r, block));
            in = out;
        }
    }

    /** Features by built side: of 16, 32 … resolution. Leaves x open. */
    Map<Integer, NDArray> forward(Pass pass, NDArray x) {
        Map<Integer, NDArray> features = new TreeMap<>();
        NDArray y = x;
        for (Map.Entry<Integer, Block> e : blocks.entrySet()) {
            y = pass.segment(1, List.of(y), e.getValue()::forward).get(0);
            features.put(e.getKey(), y);
        }
        return features;
    }
}
