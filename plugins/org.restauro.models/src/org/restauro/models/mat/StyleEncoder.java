// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ModuleList;

/** Style of the whole image: (b, c, 16, 16) → three halvings, mean, (b, 2c). */
final class StyleEncoder extends Module {
    private static final int HALVINGS = 3;

    private final ModuleList<EqualConv> conv;
    private final FullyConnected fc;

    StyleEncoder(int channels) {
        conv = child("conv", new ModuleList<>());
        for (int i = 0; i < HALVINGS; i++) {
            conv.add(new EqualConv(channels, channels, 3, 1, 2, Activation.LEAKY_RELU, true));
        }
        fc = child("fc", new FullyConnected(channels, 2 * channels, Activation.LEAKY_RELU));
    }

    NDArray forward(Pass pass, NDArray x) {
        try (NDArray a = conv.get(0).forward(pass, x);
                NDArray b = conv.get(1).forward(pass, a);
                NDArray c = conv.get(2).forward(pass, b);
                NDArray pooled = Blend.pool(c)) {
            return fc.forward(pass, pooled);
        }
    }
}
