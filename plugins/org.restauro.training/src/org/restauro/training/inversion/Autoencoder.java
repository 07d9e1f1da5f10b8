// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.CodeShapes;
import org.restauro.models.gan.inversion.InversionEncoder;

/**
 * An encoder before a generator: from pictures to codes, and back. The networks stay the caller's.
 *
 * @param encoder from pictures to codes
 * @param generator from codes to pictures, with its stored noise
 * @param space of the codes
 */
public record Autoencoder(InversionEncoder encoder, GanGenerator generator, LatentSpace space) {
    /** Checks that they fit together. */
    public Autoencoder {
        CodeShapes.check(encoder.config(), generator.config(), space);
        if (space == LatentSpace.Z && generator.config().labelSize() > 0) {
            throw new IllegalArgumentException(
                    "The generator has "
                            + generator.config().labelSize()
                            + " classes, so a latent alone does not tell its picture; the space W,"
                            + " WP or Y would be right.");
        }
    }

    /**
     * Codes of pictures.
     *
     * @param images (batch, channels, r, r) in [−1, 1]
     * @return as the generator takes them in the space: (batch, size) or (batch, codes, size)
     */
    public NDArray codes(Pass pass, NDArray images) {
        NDArray codes = encoder.forward(pass, images);
        if (space == LatentSpace.WP || space == LatentSpace.Y) {
            return codes;
        }
        try (codes) {
            return ScriptFunction.of("x: Tensor", "Tensor", "return torch.flatten(x, 1, -1)")
                    .apply(codes);
        }
    }

    /** Pictures of codes. */
    public NDArray pictures(Pass pass, NDArray codes) {
        return generator.synthesise(pass, codes, space, LayerNoise.CONST);
    }

    /** Pictures of the codes of pictures. */
    public NDArray reconstructions(Pass pass, NDArray images) {
        try (NDArray codes = codes(pass, images)) {
            return pictures(pass, codes);
        }
    }
}
