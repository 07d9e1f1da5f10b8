// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.nn.PixelNorm;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Convolution of the progressive families with what surrounds it: pixel norm or blur before it,
 * resampling, bias, leaky ReLU. Resampling is fused where asked for: the kernel, summed at its four
 * shifts, is applied with stride 2.
 *
 * <p>State: {@code weight} (out, in, k, k), {@code bias} (out), {@code blur.kernel} (in, 1, 3, 3)
 * where the layer blurs.
 */
final class ProgressiveConv extends Module {
    /** Change of size; the fused ones as strided convolutions. */
    enum Resampling {
        NONE,
        UP,
        UP_FUSED,
        DOWN,
        DOWN_FUSED
    }

    private final int in;
    private final int kernel;
    private final int padding;
    private final Resampling resampling;
    private final WeightScale scale;
    private final boolean normalised;
    private final boolean blurred;
    private final boolean rectified;
    private final Parameter weight;
    private final Parameter bias;

    private ProgressiveConv(
            int in,
            int out,
            int kernel,
            int padding,
            Resampling resampling,
            WeightScale scale,
            boolean normalised,
            boolean blurred,
            boolean rectified,
            boolean biasFirst) {
        this.in = in;
        this.kernel = kernel;
        this.padding = padding;
        this.resampling = resampling;
        this.scale = scale;
        this.normalised = normalised;
        this.blurred = blurred;
        this.rectified = rectified;
        Parameter first = biasFirst ? parameter("bias", Initial.constant(0), out) : null;
        Initial initial = Initial.normal(scale.deviation(in * kernel * kernel));
        weight =
                stored()
                        ? parameter("weight", initial, in, out, kernel, kernel)
                        : parameter("weight", initial, out, in, kernel, kernel);
        bias = biasFirst ? first : parameter("bias", Initial.constant(0), out);
        if (blurred) {
            child("blur", new Blur(in));
        }
    }

    /** PGGAN keeps the kernels of fused doubling layers with inputs first. */
    private boolean stored() {
        return resampling == Resampling.UP_FUSED;
    }

    /** A layer of PGGAN's generator: pixel norm before it, leaky ReLU after it. */
    static ProgressiveConv generating(
            int in, int out, int kernel, int padding, Resampling resampling, WeightScale scale) {
        return new ProgressiveConv(
                in, out, kernel, padding, resampling, scale, true, false, true, false);
    }

    /** The colour layer of a generator: 1×1, linear. */
    static ProgressiveConv colour(
            int in, int out, WeightScale scale, boolean normalised, boolean biasFirst) {
        return new ProgressiveConv(
                in, out, 1, 0, Resampling.NONE, scale, normalised, false, false, biasFirst);
    }

    /** A layer of a discriminator: leaky ReLU, a blur before halving or not. */
    static ProgressiveConv judging(
            int in,
            int out,
            int kernel,
            Resampling resampling,
            WeightScale scale,
            boolean blurred) {
        return new ProgressiveConv(
                in, out, kernel, kernel / 2, resampling, scale, false, blurred, true, false);
    }

    /** x (batch, in, h, w) → (batch, out, h', w') in the policy's precision. */
    NDArray forward(Pass pass, NDArray x) {
        return ScriptFunction.of("x: Tensor, w: Tensor, b: Tensor", "Tensor", source(pass))
                .apply(x, weight.array(), bias.array());
    }

    private String source(Pass pass) {
        var p = pass.policy().precision();
        StringBuilder s = new StringBuilder();
        if (normalised) {
            s.append(PixelNorm.source("x", "x"));
        }
        s.append("x = ").append(Ops.cast("x", p)).append('\n');
        s.append("k = torch.mul(w, ");
        s.append(Ops.number(scale.factor(in * kernel * kernel))).append(")\n");
        if (resampling == Resampling.UP_FUSED || resampling == Resampling.DOWN_FUSED) {
            s.append(fourShifts(resampling == Resampling.UP_FUSED ? 1 : 0.25));
        }
        s.append("k = ").append(Ops.cast("k", p)).append('\n');
        s.append("c = ").append(Ops.cast("b", p)).append('\n');
        if (blurred) {
            s.append(Blur.source(in, "x", p));
        }
        switch (resampling) {
            case UP -> s.append("x = ").append(Fading.doubled("x")).append('\n');
            case UP_FUSED -> {
                s.append("y = ").append(Ops.convTranspose("x", "k", 2, 1, 1)).append('\n');
                s.append("y = torch.add(y, torch.reshape(c, [1, -1, 1, 1]))\n");
            }
            default -> {}
        }
        if (resampling == Resampling.DOWN_FUSED) {
            s.append("y = ").append(Ops.conv("x", "k", "c", 2, 1, 1)).append('\n');
        } else if (resampling != Resampling.UP_FUSED) {
            s.append("y = ").append(Ops.conv("x", "k", "c", 1, padding, 1)).append('\n');
        }
        // PGGAN activates before its halving, StyleGAN after it
        String act = rectified ? "y = torch.leaky_relu(y, 0.2)\n" : "";
        String half = resampling == Resampling.DOWN ? "y = " + Fading.halved("y") + "\n" : "";
        s.append(blurred ? half + act : act + half);
        return s.append("return y").toString();
    }

    /** Statements that pad the kernel k and sum it at four shifts: 3×3 becomes 4×4. */
    static String fourShifts(double gain) {
        String s = "k = torch.constant_pad_nd(k, [1, 1, 1, 1], 0.)\n";
        s += "e = torch.size(k, 2) - 1\n";
        String[] shifts = new String[4];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = "torch.narrow(torch.narrow(k, 2, " + i / 2 + ", e), 3, " + i % 2 + ", e)";
        }
        s +=
                "k = torch.add(torch.add("
                        + shifts[3]
                        + ", "
                        + shifts[1]
                        + "), torch.add("
                        + shifts[2]
                        + ", "
                        + shifts[0]
                        + "))\n";
        return gain == 1 ? s : s + "k = torch.mul(k, " + Ops.number(gain) + ")\n";
    }

    /**
     * The binomial blur 1 2 1 of StyleGAN, the same for all channels.
     *
     * <p>State: {@code kernel} (channels, 1, 3, 3), which is computed, not kept.
     */
    static final class Blur extends Module {
        private static final float[] VALUES = {1, 2, 1, 2, 4, 2, 1, 2, 1};

        Blur(int channels) {
            derived(
                    "kernel",
                    (noise, name, shape) -> {
                        float[] v = new float[channels * VALUES.length];
                        for (int i = 0; i < v.length; i++) {
                            v[i] = VALUES[i % VALUES.length] / 16;
                        }
                        return v;
                    },
                    channels,
                    1,
                    3,
                    3);
        }

        /** Statements that blur a variable of so many channels. */
        static String source(int channels, String x, Precision precision) {
            StringBuilder values = new StringBuilder();
            for (float v : VALUES) {
                values.append(values.isEmpty() ? "" : ", ").append(v / 16);
            }
            String kernel =
                    "torch.reshape(torch.tensor(["
                            + values
                            + "], dtype=6, device=ops.prim.device("
                            + x
                            + ")), [1, 1, 3, 3])";
            return "g = "
                    + Ops.cast(
                            "torch.repeat(" + kernel + ", [" + channels + ", 1, 1, 1])", precision)
                    + "\n"
                    + x
                    + " = "
                    + Ops.conv(x, "g", "None", 1, 1, channels)
                    + "\n";
        }
    }
}
