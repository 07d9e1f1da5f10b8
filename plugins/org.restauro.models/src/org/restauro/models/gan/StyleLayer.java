// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Synthesis layer of StyleGAN (Karras et al. 2019): convolution, blur where the size doubles,
 * noise, bias, leaky ReLU, instance norm, scale and shift by the style.
 *
 * <p>State: {@code bias} (out), {@code weight} (out, in, k, k) or {@code const} (1, out, 4, 4),
 * {@code apply_noise.weight}, {@code apply_noise.noise}, {@code style.weight} (2·out, w), {@code
 * style.bias}, {@code blur.kernel} where the size doubles.
 */
final class StyleLayer extends Module {
    /** What a layer begins with. */
    enum Entry {
        /** A learned constant. */
        CONSTANT,
        /** A 4×4 convolution of a 1×1 map. */
        SPREAD,
        /** A 3×3 convolution. */
        CONV,
        /** Doubling by repetition, a 3×3 convolution, a blur. */
        UP,
        /** A strided convolution that doubles, a blur. */
        UP_FUSED
    }

    private final Entry entry;
    private final int in;
    private final int out;
    private final int kernel;
    private final WeightScale scale;
    private final Parameter bias;
    private final Parameter weight;
    private final NoiseMap noise;
    private final FullyConnected style;
    private final Parameter styleWeight;
    private final Parameter styleBias;
    private final String drawName;

    private static final class NoiseMap extends Module {
        private final Parameter weight;
        private final Parameter noise;
        private final NoiseType type;

        NoiseMap(int channels, int side, NoiseType type) {
            this.type = type;
            boolean spatial = type == NoiseType.SPATIAL;
            Initial zero = Initial.constant(0);
            weight =
                    spatial
                            ? parameter("weight", zero, channels)
                            : parameter("weight", zero, side, side);
            noise =
                    spatial
                            ? buffer("noise", Initial.normal(1), 1, 1, side, side)
                            : buffer("noise", Initial.normal(1), 1, channels, 1, 1);
        }

        String factor() {
            return "torch.reshape(nw, "
                    + (type == NoiseType.SPATIAL
                            ? "[1, -1, 1, 1])"
                            : "[1, 1, torch.size(nw, 0), torch.size(nw, 1)])");
        }
    }

    StyleLayer(GeneratorConfig config, Entry entry, int in, int side, String drawName) {
        this.entry = entry;
        this.in = in;
        this.drawName = drawName;
        out = config.channels(side);
        kernel = entry == Entry.SPREAD ? GeneratorConfig.START : 3;
        scale = new WeightScale(Math.sqrt(2), 1, config.equalised());
        bias = parameter("bias", Initial.constant(0), out);
        weight =
                entry == Entry.CONSTANT
                        ? parameter("const", Initial.constant(1), 1, out, side, side)
                        : parameter(
                                "weight",
                                Initial.normal(scale.deviation(in * kernel * kernel)),
                                out,
                                in,
                                kernel,
                                kernel);
        noise = child("apply_noise", new NoiseMap(out, side, config.noiseType()));
        WeightScale affine = WeightScale.of(config.equalised());
        style =
                child(
                        "style",
                        new FullyConnected(config.wDim(), 2 * out, Activation.LINEAR, affine, 0));
        if (doubles()) {
            child("blur", new ProgressiveConv.Blur(out));
        }
        styleWeight = style.parameters().get("weight");
        styleBias = style.parameters().get("bias");
    }

    private boolean doubles() {
        return entry == Entry.UP || entry == Entry.UP_FUSED;
    }

    /**
     * Applies the layer.
     *
     * @param x features of the layer before; null at a constant
     * @param code style (batch, w), or scales and shifts (batch, 2·out …)
     * @return float32
     */
    NDArray forward(Pass pass, NDArray x, NDArray code, LayerNoise kind, boolean direct) {
        List<NDArray> arguments = new ArrayList<>();
        String parameters = "t: Tensor, b: Tensor, w: Tensor";
        arguments.add(code);
        arguments.add(bias.array());
        arguments.add(weight.array());
        if (x != null) {
            parameters += ", x: Tensor";
            arguments.add(x);
        }
        if (!direct) {
            parameters += ", sw: Tensor, sb: Tensor";
            arguments.add(styleWeight.array());
            arguments.add(styleBias.array());
        }
        NDArray drawn = null;
        if (kind != LayerNoise.NONE) {
            parameters += ", n: Tensor, nw: Tensor";
            drawn = kind == LayerNoise.RANDOM ? draw(pass, code.getShape().get(0)) : null;
            arguments.add(drawn == null ? noise.noise.array() : drawn);
            arguments.add(noise.weight.array());
        }
        try (NDArray own = drawn) {
            return ScriptFunction.of(
                            parameters, "Tensor", source(pass, kind != LayerNoise.NONE, direct))
                    .apply(arguments.toArray(NDArray[]::new));
        }
    }

    private NDArray draw(Pass pass, long batch) {
        long[] shape = noise.noise.shape();
        shape[0] = batch;
        return pass.array(pass.noise().normal(drawName, shape), shape);
    }

    private String source(Pass pass, boolean noisy, boolean direct) {
        StringBuilder s = new StringBuilder();
        if (entry == Entry.CONSTANT) {
            s.append("y = torch.repeat(w, [torch.size(t, 0), 1, 1, 1])\n");
        } else {
            convolution(s, pass);
        }
        s.append("y = torch.to(y, 6)\n");
        if (noisy) {
            s.append("y = torch.add(y, torch.mul(n, ").append(noise.factor()).append("))\n");
        }
        s.append("y = torch.leaky_relu(torch.add(y, torch.reshape(b, [1, -1, 1, 1])), 0.2)\n");
        s.append("y = torch.sub(y, torch.mean(y, [2, 3], True))\n");
        s.append("v = torch.mean(torch.mul(y, y), [2, 3], True)\n");
        s.append("y = torch.mul(y, torch.rsqrt(torch.add(v, 1e-08)))\n");
        if (direct) {
            s.append("s = t\n");
        } else {
            s.append("s = torch.linear(t, torch.mul(sw, ");
            s.append(Ops.number(factorOfStyle())).append("), sb)\n");
        }
        s.append("p = torch.reshape(torch.narrow(s, 1, 0, ").append(out);
        s.append("), [-1, ").append(out).append(", 1, 1])\n");
        s.append("q = torch.reshape(torch.narrow(s, 1, ").append(out).append(", ").append(out);
        s.append("), [-1, ").append(out).append(", 1, 1])\n");
        return s.append("return torch.add(torch.mul(y, torch.add(p, 1.)), q)").toString();
    }

    private double factorOfStyle() {
        return WeightScale.of(scale.equalised()).factor((int) styleWeight.shape()[1]);
    }

    private void convolution(StringBuilder s, Pass pass) {
        var p = pass.policy().precision();
        s.append("x = ").append(Ops.cast("x", p)).append('\n');
        s.append("k = torch.mul(w, ");
        s.append(Ops.number(scale.factor(in * kernel * kernel))).append(")\n");
        if (entry == Entry.UP_FUSED) {
            s.append(ProgressiveConv.fourShifts(1));
            s.append("k = torch.transpose(k, 0, 1)\n");
        }
        s.append("k = ").append(Ops.cast("k", p)).append('\n');
        if (entry == Entry.UP) {
            s.append("x = ").append(Fading.doubled("x")).append('\n');
        }
        int padding = entry == Entry.SPREAD ? kernel - 1 : 1;
        s.append("y = ");
        s.append(
                entry == Entry.UP_FUSED
                        ? Ops.convTranspose("x", "k", 2, 1, 1)
                        : Ops.conv("x", "k", "None", 1, padding, 1));
        s.append('\n');
        if (doubles()) {
            s.append(ProgressiveConv.Blur.source(out, "y", p));
        }
    }
}
