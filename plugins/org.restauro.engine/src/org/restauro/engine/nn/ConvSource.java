// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.FirSource;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.Winograd;

/**
 * TorchScript text of the resampling convolutions of StyleGAN2, shared by the layers.
 *
 * <p>Variables: {@code x} the input, {@code k} the kernel (out, in, n, n) with all factors, {@code
 * f} the FIR filter (4, 4); the result is {@code y}. Activation gains are folded into kernel and
 * bias: leaky ReLU is positively homogeneous.
 *
 * @param kernel kernel size n
 * @param up 1 or 2
 * @param down 1 or 2
 * @param in input channels
 * @param out output channels
 * @param upGain factor of the filter where it doubles: 4 makes up for the zeros between samples
 */
record ConvSource(int kernel, int up, int down, int in, int out, double upGain) {

    ConvSource {
        if (up < 1 || up > 2 || down < 1 || down > 2 || up * down > 2) {
            throw new IllegalArgumentException(
                    "up " + up + " and down " + down + ": only 1 and 1, 2 and 1, 1 and 2 exist");
        }
        if (up == 2 && kernel != 3 && kernel != 1) {
            throw new IllegalArgumentException(
                    "Upsampling needs a 3×3 or 1×1 kernel, not " + kernel);
        }
    }

    /** Whether the filter is used. */
    boolean resamples() {
        return up * down == 2;
    }

    /** Statements that set y from x, k, f and a bias ({@code bias} names it or is None). */
    String statements(Pass pass, String bias) {
        Precision precision = pass.policy().precision();
        StringBuilder s = new StringBuilder();
        s.append("x = ").append(Ops.cast("x", precision)).append('\n');
        s.append("k = ").append(Ops.cast("k", precision)).append('\n');
        if (up == 2 && kernel == 1) {
            s.append("y = ").append(Ops.conv("x", "k", bias, 1, 0, 1)).append('\n');
            s.append(FirSource.kernel(out, upGain, precision));
            s.append("y = ");
            s.append(Ops.convTranspose("y", "torch.flip(g, [2, 3])", 2, 1, out)).append('\n');
        } else if (up == 2) {
            s.append("k = torch.transpose(torch.flip(k, [2, 3]), 0, 1)\n");
            s.append("y = ").append(Ops.convTranspose("x", "k", 2, 0, 1)).append('\n');
            s.append(FirSource.filter(pass, "y", out, upGain, 1, 1, bias));
        } else if (down == 2 && kernel == 1) {
            s.append(FirSource.filter(pass, "x", in, 1, 2, 1, "None"));
            s.append("y = ").append(Ops.conv("x", "k", bias, 1, 0, 1)).append('\n');
        } else if (down == 2) {
            s.append(FirSource.filter(pass, "x", in, 1, 1, kernel / 2 + 1, "None"));
            s.append("y = ").append(Ops.conv("x", "k", bias, 2, 0, 1)).append('\n');
        } else {
            s.append(Winograd.conv(pass.policy(), kernel, in, out, bias));
        }
        return s.toString();
    }

    /** Statement that applies leaky ReLU to y. */
    static String leakyRelu(Pass pass) {
        return "y = torch.leaky_relu" + inPlace(pass) + "(y, 0.2)\n";
    }

    /** Statement that limits the magnitude of y; nothing for a limit of 0. */
    static String clamp(Pass pass, double limit) {
        return limit == 0
                ? ""
                : "y = torch.clamp"
                        + inPlace(pass)
                        + "(y, "
                        + Ops.number(-limit)
                        + ", "
                        + Ops.number(limit)
                        + ")\n";
    }

    /** Suffix of operations that may overwrite their input; recorded ones may not. */
    static String inPlace(Pass pass) {
        return pass.gradients() ? "" : "_";
    }
}
