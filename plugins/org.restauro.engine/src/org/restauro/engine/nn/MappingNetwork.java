// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Mapping network of StyleGAN2: normalised latent → fully connected layers with learning-rate
 * factor 0.01 → one style a layer, pulled towards the running mean by truncation.
 *
 * <p>State: buffer {@code w_avg} (w), {@code fc0} … {@code fcN}. In training mode the mean moves
 * first ({@code mean + 0.995·(w_avg − mean)}) and truncation uses the moved value.
 */
public final class MappingNetwork extends Module {
    private static final double LEARNING_RATE = 0.01;
    private static final double AVERAGE_BETA = 0.995;

    private final Parameter average;
    private final List<FullyConnected> layers = new ArrayList<>();

    /** Makes a network of so many layers. */
    public MappingNetwork(int zDim, int wDim, int depth) {
        average = buffer("w_avg", Initial.constant(0), wDim);
        for (int i = 0; i < depth; i++) {
            layers.add(
                    child(
                            "fc" + i,
                            new FullyConnected(
                                    i == 0 ? zDim : wDim,
                                    wDim,
                                    Activation.LEAKY_RELU,
                                    LEARNING_RATE,
                                    0)));
        }
    }

    /** Styles of latents, untruncated: z (batch, z) → (batch, w); the running mean stays. */
    public NDArray styles(Pass pass, NDArray z) {
        NDArray x = PixelNorm.apply(z);
        for (FullyConnected layer : layers) {
            NDArray next = layer.forward(pass, x);
            x.close();
            x = next;
        }
        return x;
    }

    /**
     * Styles for the layers of a synthesis network.
     *
     * @param z (batch, z)
     * @param count styles a sample
     * @param psi truncation, 1 for none
     * @return (batch, count, w)
     */
    public NDArray forward(Pass pass, NDArray z, int count, double psi) {
        return forward(pass, z, count, psi, pass.training());
    }

    /** The same, where the caller says whether the running mean moves. */
    public NDArray forward(Pass pass, NDArray z, int count, double psi, boolean moveAverage) {
        try (NDArray w = styles(pass, z)) {
            if (moveAverage) {
                StyleAverage.move(average, w, AVERAGE_BETA);
            }
            String truncated =
                    psi == 1
                            ? "y = w\n"
                            : "y = torch.add(a, torch.mul(torch.sub(w, a), "
                                    + Ops.number(psi)
                                    + "))\n";
            return ScriptFunction.of(
                            "w: Tensor, a: Tensor",
                            "Tensor",
                            truncated
                                    + "return torch.repeat(torch.unsqueeze(y, 1), [1, "
                                    + count
                                    + ", 1])")
                    .apply(w, average.array());
        }
    }
}
