// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Synthesis layer of StyleGAN2: modulated convolution, noise, bias, leaky ReLU times √2.
 *
 * <p>State: {@code noise_strength} () and buffer {@code noise_const} (resolution, resolution) where
 * the layer uses noise, {@code bias} (out), child {@code conv} (a modulated convolution); in
 * GenForce's layout {@code weight} (out, in, k, k), {@code bias}, {@code noise_strength}, buffer
 * {@code noise} (1, 1, resolution, resolution), children {@code filter} where the size doubles and
 * {@code style}. x (batch, in, h, w), style (batch, style) → (batch, out, h·up, w·up).
 */
public final class StyleConv extends Module {
    private static final double GAIN = Activation.LEAKY_RELU.gain();
    private static final int KERNEL = 3;

    private final Variants variants = new Variants();
    private final Parameter noiseStrength;
    private final Parameter noiseConst;
    private final Parameter bias;
    private final ModulatedConv conv;
    private final int resolution;
    private final int up;
    private final boolean channelNoise;
    private final double clamp;

    /**
     * What may differ between published layers.
     *
     * @param demodulate whether kernels are normalised after modulation
     * @param equalised whether weights are scaled at run time
     * @param channelNoise whether noise is a value a channel instead of a value a pixel
     * @param clamp largest magnitude of results, 0 for no limit
     */
    public record Options(
            boolean demodulate, boolean equalised, boolean channelNoise, double clamp) {}

    /**
     * Makes a layer.
     *
     * @param resolution width and height of the stored noise, 0 for a layer without noise
     * @param up 1 or 2
     */
    public StyleConv(int in, int out, int styleDim, int resolution, int kernel, int up) {
        boolean noisy = resolution > 0;
        noiseStrength = noisy ? parameter("noise_strength", Initial.constant(0)) : null;
        bias = parameter("bias", Initial.constant(0), out);
        noiseConst =
                noisy ? buffer("noise_const", Initial.normal(1), resolution, resolution) : null;
        conv = child("conv", new ModulatedConv(in, out, kernel, styleDim, true, up));
        this.resolution = resolution;
        this.up = up;
        channelNoise = false;
        clamp = 0;
    }

    /**
     * A 3×3 layer in GenForce's layout.
     *
     * @param resolution width and height of the result
     * @param up 1 or 2
     */
    public StyleConv(int in, int out, int styleDim, int resolution, int up, Options options) {
        WeightScale scale = WeightScale.of(options.equalised());
        Initial initial = Initial.normal(scale.deviation(in * KERNEL * KERNEL));
        Parameter weight = parameter("weight", initial, out, in, KERNEL, KERNEL);
        bias = parameter("bias", Initial.constant(0), out);
        noiseStrength = parameter("noise_strength", Initial.constant(0));
        channelNoise = options.channelNoise();
        clamp = options.clamp();
        noiseConst =
                channelNoise
                        ? buffer("noise", Initial.normal(1), 1, out, 1, 1)
                        : buffer("noise", Initial.normal(1), 1, 1, resolution, resolution);
        Parameter filter =
                up == 2 ? child("filter", new FirFilter(FirFilter.UP_GAIN)).kernel() : null;
        FullyConnected style =
                child("style", new FullyConnected(styleDim, in, Activation.LINEAR, scale, 0));
        conv = new ModulatedConv(weight, filter, style, options.demodulate(), scale);
        this.resolution = resolution;
        this.up = up;
    }

    /**
     * Applies the layer.
     *
     * @param drawName name of the noise draw
     */
    public NDArray forward(Pass pass, NDArray x, NDArray style, LayerNoise noise, String drawName) {
        return forward(pass, x, style, noise, drawName, false);
    }

    /**
     * Applies the layer.
     *
     * @param drawName name of the noise draw
     * @param direct whether the style holds the factors of the input channels themselves, with
     *     anything behind them
     */
    public NDArray forward(
            Pass pass,
            NDArray x,
            NDArray style,
            LayerNoise noise,
            String drawName,
            boolean direct) {
        Shape shape = x.getShape();
        NDArray map =
                noise(pass, shape.get(0), shape.get(2) * up, shape.get(3) * up, noise, drawName);
        try {
            return forward(pass, x, style, map, direct);
        } finally {
            if (map != null) {
                map.close();
            }
        }
    }

    /**
     * Applies the layer to features of any size.
     *
     * @param noise what is added, times the layer's strength: of the result's height and width;
     *     null for nothing. It stays open
     * @param direct as above
     */
    public NDArray forward(Pass pass, NDArray x, NDArray style, NDArray noise, boolean direct) {
        boolean noisy = noise != null;
        ScriptFunction function =
                variants.get(pass, List.of(noisy, direct), () -> function(pass, noisy, direct));
        List<NDArray> arguments = conv.arguments(x, style);
        arguments.add(bias.array());
        if (noisy) {
            arguments.add(noise);
            arguments.add(noiseStrength.array());
        }
        return function.apply(arguments.toArray(NDArray[]::new));
    }

    private ScriptFunction function(Pass pass, boolean noisy, boolean direct) {
        var precision = pass.policy().precision();
        String body =
                "c = "
                        + Ops.cast("torch.mul(b, " + Ops.number(GAIN) + ")", precision)
                        + "\n"
                        + conv.source(pass, GAIN, "c", direct);
        if (noisy) {
            body +=
                    "z = "
                            + Ops.cast(
                                    "torch.mul(torch.mul(n, ns), " + Ops.number(GAIN) + ")",
                                    precision)
                            + "\n";
            body += "y = torch.add" + ConvSource.inPlace(pass) + "(y, z)\n";
        }
        body += ConvSource.leakyRelu(pass) + ConvSource.clamp(pass, clamp) + "return y";
        String parameters =
                conv.declarations() + ", b: Tensor" + (noisy ? ", n: Tensor, ns: Tensor" : "");
        return ScriptFunction.of(parameters, "Tensor", body);
    }

    /**
     * The noise for a whole result.
     *
     * @param batch samples
     * @param h height of the result
     * @param w width of the result
     * @param drawName name of the noise draw
     * @return an array of the pass, which the caller closes; null where nothing is added
     */
    public NDArray noise(Pass pass, long batch, long h, long w, LayerNoise noise, String drawName) {
        if (resolution == 0 || noise == LayerNoise.NONE) {
            return null;
        }
        if (noise == LayerNoise.RANDOM) {
            long[] shape =
                    channelNoise
                            ? new long[] {batch, conv.out(), 1, 1}
                            : new long[] {batch, 1, h, w};
            return pass.array(pass.noise().normal(drawName, shape), shape);
        }
        boolean whole = channelNoise || h == resolution && w == resolution;
        if (!whole && (h % resolution != 0 || w % resolution != 0)) {
            throw new IllegalArgumentException(
                    "Features of "
                            + w
                            + "×"
                            + h
                            + " are no multiple of the stored noise, "
                            + resolution
                            + "×"
                            + resolution
                            + "; use random noise or none.");
        }
        String tiled =
                "torch.repeat(n, ["
                        + (noiseConst.shape().length == 4 ? "1, 1, " : "")
                        + h / resolution
                        + ", "
                        + w / resolution
                        + "])";
        // the stored array is the first argument, so the result must be handed to the pass
        return pass.adopt(
                ScriptFunction.of(
                                "n: Tensor",
                                "Tensor",
                                "return " + (whole ? "torch.detach(n)" : tiled))
                        .apply(noiseConst.array()));
    }
}
