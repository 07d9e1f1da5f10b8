// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;

/**
 * Style injection of the full design: {@code gs + μ·fusion_layer([gs, style_mapper(style)])}.
 *
 * <p>State: {@code gate} (μ, a scalar that begins at 0), {@code style_mapper}, {@code fusion_layer}
 * (fully connected, leaky ReLU). 2,623,489 parameters for styles of 1024 and 512 values.
 */
public final class ReferenceStyleInjection extends Module implements Injector {
    private final Parameter gate = parameter("gate", Initial.constant(0));
    private final FullyConnected mapper;
    private final FullyConnected fusion;

    /**
     * Makes an injection.
     *
     * @param styleSize values of the style of an image
     * @param referenceSize values of the style of a reference
     */
    public ReferenceStyleInjection(int styleSize, int referenceSize) {
        mapper =
                child(
                        "style_mapper",
                        new FullyConnected(referenceSize, styleSize, Activation.LEAKY_RELU));
        fusion =
                child(
                        "fusion_layer",
                        new FullyConnected(2 * styleSize, styleSize, Activation.LEAKY_RELU));
    }

    @Override
    public NDArray inject(Pass pass, NDArray style, Guidance guidance) {
        try (NDArray mapped = mapper.forward(pass, guidance.style());
                NDArray both = Ops.concat(1, style, mapped);
                NDArray y = fusion.forward(pass, both)) {
            return GATED.apply(style, y, gate.array(), guidance.present());
        }
    }
}
