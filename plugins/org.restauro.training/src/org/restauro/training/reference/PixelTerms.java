// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import org.restauro.engine.ops.Ops;

/**
 * Weights of the differences between painted and true pictures. With h = 1 − mask, each a mean over
 * all pixels and channels, not over the hole:
 *
 * @param holeL1 of |h·(painted − real)|
 * @param holeL2 of (h·(painted − real))²
 * @param wholeL1 of |painted − real|
 */
public record PixelTerms(double holeL1, double holeL2, double wholeL1) {
    /** As published for fine-tuning: 1, 0.1, 0.1. */
    public static final PixelTerms PUBLISHED = new PixelTerms(1, 0.1, 0.1);

    /** Checks the ranges. */
    public PixelTerms {
        if (!(holeL1 >= 0 && holeL2 >= 0 && wholeL1 >= 0)) {
            throw new IllegalArgumentException(
                    "The weights of the differences are "
                            + holeL1
                            + ", "
                            + holeL2
                            + " and "
                            + wholeL1
                            + "; 0 or more would be right.");
        }
    }

    /** Text that computes the weighted sum {@code t} and rows {@code r} of what is reported. */
    String script() {
        return "h = torch.rsub(m, 1)\n"
                + "d = torch.sub(x, y)\n"
                + "e = torch.mul(d, h)\n"
                + "a = torch.mean(torch.abs(e), [1, 2, 3])\n"
                + "b = torch.mean(torch.mul(e, e), [1, 2, 3])\n"
                + "c = torch.mean(torch.abs(d), [1, 2, 3])\n"
                + "s = torch.mul(a, "
                + Ops.number(holeL1)
                + ")\ns = torch.add(s, b, alpha="
                + Ops.number(holeL2)
                + ")\ns = torch.add(s, c, alpha="
                + Ops.number(wholeL1)
                + ")\nn = torch.clamp_min(torch.mean(h, [1, 2, 3]), 1e-6)\n"
                + "r = torch.stack([s, torch.div(a, n)])\n"
                + "return [torch.mean(s), torch.detach(r)]";
    }
}
