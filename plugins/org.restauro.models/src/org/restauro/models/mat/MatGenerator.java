// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.MappingNetwork;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.ScriptFunction;

/**
 * MAT's generator: fills the holes of images in two stages, driven by a random style.
 *
 * <p>Names of its state are those of the published checkpoints: {@code synthesis.…}, {@code
 * mapping.…}.
 */
public final class MatGenerator extends Module {
    private final MatConfig config;
    private final Synthesis synthesis;
    private final MappingNetwork mapping;

    /**
     * What the generator paints; both (batch, 3, h, w), float32, not clamped, known pixels pasted.
     *
     * @param image the result
     * @param stage1 the result of the first stage alone
     */
    public record Painting(NDArray image, NDArray stage1) implements AutoCloseable {
        @Override
        public void close() {
            image.close();
            stage1.close();
        }
    }

    private static final class Synthesis extends Module {
        private final FirstStage firstStage;
        private final Encoder encoder;
        private final FullyConnected toSquare;
        private final StyleEncoder toStyle;
        private final Decoder decoder;

        Synthesis(MatConfig config) {
            int c = config.channels(MatConfig.BOTTOM);
            firstStage = child("first_stage", new FirstStage(config));
            encoder = child("enc", new Encoder(config));
            toSquare =
                    child(
                            "to_square",
                            new FullyConnected(
                                    config.wDim(),
                                    MatConfig.BOTTOM * MatConfig.BOTTOM,
                                    Activation.LEAKY_RELU));
            toStyle = child("to_style", new StyleEncoder(c));
            decoder = child("dec", new Decoder(config, config.wDim() + 2 * c));
        }
    }

    /** Makes a generator; it has no weights before {@link #load} or {@link #initialise}. */
    public MatGenerator(MatConfig config) {
        this.config = config;
        synthesis = child("synthesis", new Synthesis(config));
        mapping =
                child(
                        "mapping",
                        new MappingNetwork(config.zDim(), config.wDim(), config.mappingLayers()));
    }

    /** Its shape. */
    public MatConfig config() {
        return config;
    }

    /** The part that turns latents into styles. */
    public MappingNetwork mapping() {
        return mapping;
    }

    /**
     * Paints.
     *
     * @param image (batch, 3, h, w) in [−1, 1]; h and w are multiples of the resolution
     * @param mask (batch, 1, h, w), 1 known, 0 hole
     * @param z (batch, zDim), N(0, 1)
     * @param psi truncation, 1 for none
     */
    public Painting forward(
            Pass pass, NDArray image, NDArray mask, NDArray z, double psi, LayerNoise noise) {
        try (NDArray ws = mapping.forward(pass, z, config.styles(), psi)) {
            return synthesise(pass, image, mask, ws, noise);
        }
    }

    /** Paints with given styles (batch, styles, wDim). */
    public Painting synthesise(
            Pass pass, NDArray image, NDArray mask, NDArray ws, LayerNoise noise) {
        check(image, mask);
        NDArray stage1;
        try (NDArray last = style(ws, config.styles() - 1)) {
            stage1 = synthesis.firstStage.forward(pass, image, mask, last);
        }
        Map<Integer, NDArray> features;
        try (NDArray input = Blend.secondInput(pass, image, mask, stage1)) {
            features = synthesis.encoder.forward(pass, input);
        }
        NDArray picture;
        try (NDArray first = style(ws, 0);
                NDArray square = synthesis.toSquare.forward(pass, first)) {
            NDArray bottom = features.get(MatConfig.BOTTOM);
            NDArray mixed = Blend.mix(pass, bottom, square, MatConfig.BOTTOM, false, "stage2.mix");
            bottom.close();
            features.put(MatConfig.BOTTOM, mixed);
        }
        try (NDArray global =
                pass.segment(
                                1,
                                List.of(features.get(MatConfig.BOTTOM)),
                                (p, in) -> List.of(synthesis.toStyle.forward(p, in.get(0))))
                        .get(0)) {
            picture = synthesis.decoder.forward(pass, features, ws, global, noise);
        }
        try (picture) {
            return new Painting(Blend.paste(image, picture, mask), stage1);
        }
    }

    private static NDArray style(NDArray ws, int index) {
        return ScriptFunction.of("w: Tensor", "Tensor", "return torch.select(w, 1, " + index + ")")
                .apply(ws);
    }

    private void check(NDArray image, NDArray mask) {
        long[] i = image.getShape().getShape();
        long[] m = mask.getShape().getShape();
        int r = config.resolution();
        boolean fits =
                i.length == 4
                        && i[1] == 3
                        && i[2] > 0
                        && i[3] > 0
                        && i[2] % r == 0
                        && i[3] % r == 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "An image array of shape "
                            + image.getShape()
                            + " does not fit; (batch, 3, h, w)"
                            + " with h and w multiples of "
                            + r
                            + " would.");
        }
        if (m.length != 4 || m[0] != i[0] || m[1] != 1 || m[2] != i[2] || m[3] != i[3]) {
            throw new IllegalArgumentException(
                    "A mask array of shape "
                            + mask.getShape()
                            + " does not fit images of shape "
                            + image.getShape()
                            + "; ("
                            + i[0]
                            + ", 1, "
                            + i[2]
                            + ", "
                            + i[3]
                            + ") would.");
        }
    }
}
