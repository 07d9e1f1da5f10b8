// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Style injection of the lightweight design: {@code gs + w·fc1(lrelu(fc0(style)))}.
 *
 * <p>State: {@code gate} (w, a scalar that begins at 0), {@code fc0}, {@code fc1}. 328,961
 * parameters for styles of 1024 and 256 values.
 */
public final class StyleInjector extends Module implements Injector {
    private final Parameter gate = parameter("gate", Initial.constant(0));
    private final Weights fc0;
    private final Weights fc1;
    private final ScriptFunction function;

    /**
     * Makes an injector.
     *
     * @param styleSize values of the style of an image
     * @param referenceSize values of the style of a reference
     */
    public StyleInjector(int styleSize, int referenceSize) {
        fc0 = child("fc0", Weights.linear(referenceSize, referenceSize));
        fc1 = child("fc1", Weights.linear(referenceSize, styleSize));
        function =
                ScriptFunction.of(
                        "x: Tensor" + Weights.declared("a", "b"),
                        "Tensor",
                        "x = torch.leaky_relu("
                                + fc0.product("x", "a", Precision.FLOAT32)
                                + ", 0.2)\nreturn "
                                + fc1.product("x", "b", Precision.FLOAT32));
    }

    @Override
    public NDArray inject(Pass pass, NDArray style, Guidance guidance) {
        try (NDArray y =
                function.apply(
                        guidance.style(),
                        fc0.weight.array(),
                        fc0.bias.array(),
                        fc1.weight.array(),
                        fc1.bias.array())) {
            return GATED.apply(style, y, gate.array(), guidance.present());
        }
    }
}
