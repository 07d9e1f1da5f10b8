// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.EnumSet;
import java.util.Set;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.ScriptFunction;

/**
 * A generator that maps latents to styles: StyleGAN, StyleGAN2, StyleGAN2-ADA.
 *
 * <p>State: {@code mapping}, {@code truncation}, {@code synthesis}. In passes in training mode the
 * running mean of styles moves first, then styles are mixed, then truncated with the moved mean, as
 * published. Every random number is drawn from the pass by name: {@code style_mixing.coin}, {@code
 * style_mixing.cutoff}, {@code style_mixing.z}, and {@code synthesis.layerN.noise}.
 */
public abstract class StyledGenerator extends GanGenerator {
    private static final int COIN = 1 << 24;

    private LatentMapping mapping;
    private StyleTruncation truncation;

    StyledGenerator(GeneratorConfig config) {
        super(config);
    }

    /** Declares the parts before synthesis; called first by constructors. */
    final void begin() {
        mapping = child("mapping", new LatentMapping(config()));
        truncation = child("truncation", new StyleTruncation(config()));
    }

    @Override
    public final Set<LatentSpace> spaces() {
        return EnumSet.allOf(LatentSpace.class);
    }

    /** Styles of latents, untruncated: (batch, w), or (batch, layers·w) where w is not repeated. */
    public final NDArray map(Pass pass, NDArray z, NDArray label) {
        checkLatents(z);
        return mapping.forward(pass, z, label);
    }

    /**
     * A style for each layer: (batch, layers, w).
     *
     * @param w (batch, w), (batch, layers·w) or (batch, layers, w)
     */
    public final NDArray spread(NDArray w, Truncation cut) {
        return truncation.forward(w, cut);
    }

    /** What {@link #generate} synthesises from: (batch, layers, w). */
    public final NDArray styles(Pass pass, NDArray z, NDArray label, Sampling sampling) {
        try (NDArray w = map(pass, z, label)) {
            if (pass.training() && sampling.averageDecay() < 1) {
                truncation.move(w, sampling.averageDecay());
            }
            if (pass.training()
                    && sampling.mixing() > 0
                    && pass.noise().below("style_mixing.coin", COIN) < sampling.mixing() * COIN) {
                try (NDArray mixed = mixed(pass, z, label, w)) {
                    return spread(mixed, sampling.truncation());
                }
            }
            return spread(w, sampling.truncation());
        }
    }

    private NDArray mixed(Pass pass, NDArray z, NDArray label, NDArray w) {
        int layers = config().layers() - 2 * (int) levelOfDetail();
        int cutoff = 1 + pass.noise().below("style_mixing.cutoff", layers - 1);
        long n = z.getShape().get(0);
        float[] values = pass.noise().normal("style_mixing.z", n, config().zDim());
        try (NDArray second = pass.array(values, n, config().zDim());
                NDArray other = map(pass, second, label);
                NDArray a = spread(w, Truncation.NONE);
                NDArray b = spread(other, Truncation.NONE)) {
            return mix(a, b, cutoff);
        }
    }

    /**
     * Mixes styles a layer (batch, layers, w) as the family does. StyleGAN takes the layers from
     * the cutoff on from the second; StyleGAN2 those before it.
     *
     * @param cutoff 0 to the number of layers
     */
    public final NDArray mix(NDArray styles, NDArray second, int cutoff) {
        int layers = config().layers();
        if (cutoff < 0 || cutoff > layers) {
            throw new IllegalArgumentException(
                    "The cutoff is " + cutoff + "; 0 to " + layers + " would be right.");
        }
        boolean late = config().family() == GanFamily.STYLEGAN;
        return ScriptFunction.of(
                        "a: Tensor, b: Tensor",
                        "Tensor",
                        "return torch.cat([torch.narrow("
                                + (late ? "a" : "b")
                                + ", 1, 0, "
                                + cutoff
                                + "), torch.narrow("
                                + (late ? "b" : "a")
                                + ", 1, "
                                + cutoff
                                + ", "
                                + (layers - cutoff)
                                + ")], 1)")
                .apply(styles, second);
    }

    @Override
    public final NDArray generate(Pass pass, NDArray z, NDArray label, Sampling sampling) {
        try (NDArray styles = styles(pass, z, label, sampling)) {
            return paint(pass, styles, false, sampling.noise());
        }
    }

    @Override
    public final NDArray synthesise(Pass pass, NDArray codes, LatentSpace space, LayerNoise noise) {
        if (space == LatentSpace.Y) {
            checkModulations(codes);
            return paint(pass, codes, true, noise);
        }
        Sampling plain = Sampling.PLAIN.with(noise);
        try (NDArray styles =
                space == LatentSpace.Z
                        ? styles(pass, codes, null, plain)
                        : spread(codes, Truncation.NONE)) {
            return paint(pass, styles, false, noise);
        }
    }

    private void checkModulations(NDArray codes) {
        long[] shape = codes.getShape().getShape();
        if (shape.length != 3
                || shape[1] != config().layers()
                || shape[2] < modulationSize(config())) {
            throw new IllegalArgumentException(
                    "Codes of shape "
                            + codes.getShape()
                            + " are no modulation; (batch, "
                            + config().layers()
                            + ", at least "
                            + modulationSize(config())
                            + ") would be right.");
        }
    }

    /** Values of the longest code of the space Y; shorter ones are padded to it. */
    public static int modulationSize(GeneratorConfig config) {
        int widest = config.channels(GeneratorConfig.START);
        return config.family() == GanFamily.STYLEGAN ? 2 * widest : widest;
    }

    /** Pictures of codes (batch, layers, …): styles, or the modulation itself. */
    abstract NDArray paint(Pass pass, NDArray codes, boolean direct, LayerNoise noise);
}
