// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ModuleList;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Encoder of the full design: four equalised 4×4 convolutions that halve the size, tokens from a
 * grid of local means, a style from the mean over the picture.
 *
 * <p>State: {@code conv.0 … 3}, {@code global} and {@code style} (fully connected). (n, 3, h, w) in
 * [−1, 1] → {@link Encoded}. 3,281,856 parameters with 512 features. The head {@code global} is
 * part of the published design and is counted, but nothing there reads it; {@link #describe}
 * computes it.
 */
public final class ReferenceEncoder extends Module implements Encoder {
    private static final int KERNEL = 4;
    private static final int LEVELS = 4;
    private static final int CHANNELS = 3;

    private final ModuleList<EqualConv> conv = child("conv", new ModuleList<>());
    private final FullyConnected global;
    private final FullyConnected style;
    private final int grid;

    /**
     * Makes an encoder.
     *
     * @param features a multiple of 8
     * @param grid tokens a side
     */
    public ReferenceEncoder(int features, int grid) {
        int in = CHANNELS;
        for (int i = 0; i < LEVELS; i++) {
            int out = features >> (LEVELS - 1 - i);
            conv.add(new EqualConv(in, out, KERNEL, 1, 2, Activation.LEAKY_RELU, true));
            in = out;
        }
        global = child("global", new FullyConnected(features, features, Activation.LEAKY_RELU));
        style = child("style", new FullyConnected(features, features, Activation.LEAKY_RELU));
        this.grid = grid;
    }

    @Override
    public Encoded forward(Pass pass, NDArray pictures) {
        List<NDArray> out =
                pass.segment(
                        2,
                        List.of(pictures),
                        (p, in) -> {
                            try (NDArray x = features(p, in.get(0));
                                    NDArray mean = mean(x)) {
                                return List.of(tokens(x), style.forward(p, mean));
                            }
                        });
        return new Encoded(out.get(0), out.get(1));
    }

    /** The vector of the head {@code global}: (n, 3, h, w) → (n, features). */
    public NDArray describe(Pass pass, NDArray pictures) {
        try (NDArray x = features(pass, pictures);
                NDArray mean = mean(x)) {
            return global.forward(pass, mean);
        }
    }

    private NDArray features(Pass pass, NDArray pictures) {
        NDArray x = pictures;
        for (EqualConv layer : conv) {
            NDArray next = layer.forward(pass, x);
            if (x != pictures) {
                x.close();
            }
            x = next;
        }
        return x;
    }

    private static NDArray mean(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.mean(torch.to(x, 6), [2, 3])")
                .apply(x);
    }

    private NDArray tokens(NDArray x) {
        return ScriptFunction.of(
                        "x: Tensor", "Tensor", "return " + Encoder.tokens("torch.to(x, 6)", grid))
                .apply(x);
    }
}
