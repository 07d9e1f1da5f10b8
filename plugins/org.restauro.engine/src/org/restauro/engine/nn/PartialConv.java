// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDList;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Mask-aware convolution (Liu et al. 2018, as in MAT): the result is divided by the share of known
 * pixels under the kernel, after bias and activation, and zero where none is known.
 *
 * <p>State: child {@code conv} ({@link EqualConv}). (batch, in, h, w) → (batch, out, h·up/down, …),
 * and the mask grown by the kernel; a null mask stays null.
 */
public final class PartialConv extends Module {
    private final Variants variants = new Variants();
    private final EqualConv conv;

    /** Makes a layer; up and down are 1 or 2. Where up is 2 the mask must be null. */
    public PartialConv(int in, int out, int kernel, int up, int down, Activation activation) {
        conv = child("conv", new EqualConv(in, out, kernel, up, down, activation, true));
    }

    /** Applies the layer. */
    public Masked forward(Pass pass, Masked in) {
        if (in.mask() == null) {
            return new Masked(conv.forward(pass, in.x()), null);
        }
        NDList result =
                variants.get(pass, "masked", () -> masked(pass))
                        .call(conv.arguments(in.x(), in.mask()));
        return new Masked(result.get(0), result.get(1));
    }

    private ScriptFunction masked(Pass pass) {
        int k = conv.kernel();
        String inPlace = ConvSource.inPlace(pass);
        String body =
                conv.source(pass, 1)
                        // a sum of ones and zeros: pooling with divisor 1 keeps it exact
                        + "n = torch.avg_pool2d(m, ["
                        + k
                        + ", "
                        + k
                        + "], ["
                        + conv.down()
                        + ", "
                        + conv.down()
                        + "], ["
                        + k / 2
                        + ", "
                        + k / 2
                        + "], False, True, 1)\n"
                        + "u = torch.clamp(n, 0., 1.)\n"
                        + "r = torch.mul(torch.reciprocal(torch.add(n, 1e-08)), u)\n"
                        + "r = "
                        + Ops.cast(
                                "torch.mul(r, " + Ops.number(k * k) + ")",
                                pass.policy().precision())
                        + "\n"
                        + "y = torch.mul"
                        + inPlace
                        + "(y, r)\n"
                        + "return (y, u)";
        return ScriptFunction.of(
                conv.parameters("x: Tensor, m: Tensor"), "Tuple[Tensor, Tensor]", body);
    }
}
