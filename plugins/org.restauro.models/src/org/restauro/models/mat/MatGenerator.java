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

    /** What {@link #encode} hands to {@link #decode}. */
    public static final class Encoding {
        private final Map<Integer, NDArray> features;
        private final NDArray stage1;

        private Encoding(Map<Integer, NDArray> features, NDArray stage1) {
            this.features = features;
            this.stage1 = stage1;
        }

        /** Makes another pass the owner of the arrays; returns this. */
        public Encoding ownedBy(Pass pass) {
            features.values().forEach(pass::adopt);
            pass.adopt(stage1);
            return this;
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
        return forward(pass, image, mask, z, psi, noise, null);
    }

    /** The same with a guide between encoder and decoder; null for none. */
    public Painting forward(
            Pass pass,
            NDArray image,
            NDArray mask,
            NDArray z,
            double psi,
            LayerNoise noise,
            FeatureGuide guide) {
        try (NDArray ws = mapping.forward(pass, z, config.styles(), psi)) {
            return decode(pass, image, mask, encode(pass, image, mask, ws), ws, noise, guide);
        }
    }

    /** Paints with given styles (batch, styles, wDim). */
    public Painting synthesise(
            Pass pass, NDArray image, NDArray mask, NDArray ws, LayerNoise noise) {
        return decode(pass, image, mask, encode(pass, image, mask, ws), ws, noise, null);
    }

    /**
     * The first half: the first stage, the encoder of the second, and the mixing of its smallest
     * features with the style. Shapes as for {@link #forward}.
     *
     * @param ws styles (batch, styles, wDim)
     */
    public Encoding encode(Pass pass, NDArray image, NDArray mask, NDArray ws) {
        check(image, mask);
        NDArray stage1;
        try (NDArray last = style(ws, config.styles() - 1)) {
            stage1 = synthesis.firstStage.forward(pass, image, mask, last, Parts.of(pass, mask));
        }
        Map<Integer, NDArray> features;
        try (NDArray input = Blend.secondInput(pass, image, mask, stage1)) {
            features = synthesis.encoder.forward(pass, input);
        }
        try (NDArray first = style(ws, 0);
                NDArray square = synthesis.toSquare.forward(pass, first)) {
            NDArray bottom = features.get(MatConfig.BOTTOM);
            NDArray mixed = Blend.mix(pass, bottom, square, MatConfig.BOTTOM, false, "stage2.mix");
            bottom.close();
            features.put(MatConfig.BOTTOM, mixed);
        }
        return new Encoding(features, stage1);
    }

    /**
     * The second half: the style of the whole image, and the decoder.
     *
     * @param encoding which belongs to the pass; it is used up
     * @param guide what may change features and style on their way; null for plain MAT
     */
    public Painting decode(
            Pass pass,
            NDArray image,
            NDArray mask,
            Encoding encoding,
            NDArray ws,
            LayerNoise noise,
            FeatureGuide guide) {
        Map<Integer, NDArray> features = encoding.features;
        if (guide != null) {
            features.replaceAll((side, x) -> replaced(x, guide.features(pass, side, x)));
        }
        NDArray global =
                pass.segment(
                                1,
                                List.of(features.get(MatConfig.BOTTOM)),
                                (p, in) -> List.of(synthesis.toStyle.forward(p, in.get(0))))
                        .get(0);
        if (guide != null) {
            global = replaced(global, guide.style(pass, global));
        }
        NDArray picture;
        Parts parts = Parts.of(pass, mask);
        try (NDArray style = global) {
            picture = synthesis.decoder.forward(pass, features, ws, style, noise, parts);
        }
        try (picture) {
            return new Painting(Blend.paste(image, picture, mask), encoding.stage1);
        }
    }

    private static NDArray replaced(NDArray before, NDArray after) {
        if (after != before) {
            before.close();
        }
        return after;
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
