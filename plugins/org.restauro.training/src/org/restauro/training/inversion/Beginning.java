// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.StyledGenerator;
import org.restauro.models.gan.inversion.CodeShapes;

/** Where a search begins: at an encoder's codes or the mean style, in the space of the search. */
final class Beginning {
    private final GanGenerator generator;
    private final Autoencoder encoder;
    private final LatentSpace space;
    private final ComputePolicy policy;
    private StyleStatistics statistics;

    /**
     * Checks that the space can be reached.
     *
     * @param encoder null for none
     * @param wanted space; null for the encoder's own, or W
     */
    Beginning(
            GanGenerator generator, Autoencoder encoder, LatentSpace wanted, ComputePolicy policy) {
        this.generator = generator;
        this.encoder = encoder;
        this.policy = policy;
        space = wanted != null ? wanted : encoder != null ? encoder.space() : LatentSpace.W;
        CodeShapes.sizes(generator.config(), space);
        checkSpace();
    }

    private void checkSpace() {
        boolean same = encoder != null && encoder.space() == space;
        if (space == LatentSpace.Y && !same || !same && encoder != null && fromModulations()) {
            throw new IllegalArgumentException(
                    "Codes of the space "
                            + (encoder == null ? "W" : encoder.space())
                            + " are no beginning in the space "
                            + space
                            + "; the space "
                            + (encoder == null ? "W or WP" : encoder.space())
                            + " would be right.");
        }
        if (space == LatentSpace.Z && !same && encoder != null) {
            throw new IllegalArgumentException(
                    "No latent is known for codes of the space "
                            + encoder.space()
                            + "; the space "
                            + encoder.space()
                            + " would be right.");
        }
        if (space == LatentSpace.Z && generator.config().labelSize() > 0) {
            throw new IllegalArgumentException(
                    "The generator has classes, so a latent alone does not tell its picture; the"
                            + " space W or WP would be right.");
        }
        if (space == LatentSpace.W && !generator.config().repeatW()) {
            throw new IllegalArgumentException(
                    "The generator has a style a layer; the space WP would be right.");
        }
    }

    private boolean fromModulations() {
        return encoder.space() == LatentSpace.Y;
    }

    /** Deviation of styles, for exploration; 0 where an encoder says where to begin. */
    double spread() {
        boolean explored = encoder == null && space != LatentSpace.Z;
        return explored ? statistics().deviation() : 0;
    }

    private StyleStatistics statistics() {
        if (statistics == null) {
            statistics = StyleStatistics.of((StyledGenerator) generator, policy);
        }
        return statistics;
    }

    /** The beginning for a picture of (3, r, r) values in [−1, 1]. */
    Point of(float[] picture, long seed) {
        if (encoder != null) {
            return inSpace(encoded(picture));
        }
        if (space == LatentSpace.Z) {
            int z = generator.config().zDim();
            return new Point(space, Noise.seeded(seed).normal("latent", 1, z), 1);
        }
        return inSpace(mean());
    }

    private Point mean() {
        float[] mean = statistics().mean();
        return generator.config().repeatW()
                ? new Point(LatentSpace.W, mean, 1)
                : new Point(LatentSpace.WP, mean, generator.config().layers());
    }

    private Point encoded(float[] picture) {
        int r = generator.config().resolution();
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray codes = encoder.codes(pass, pass.array(picture, 1, 3, r, r));
            long[] shape = codes.getShape().getShape();
            int rows = shape.length == 3 ? (int) shape[1] : 1;
            if (encoder.space() == LatentSpace.Z && space != LatentSpace.Z) {
                codes = ((StyledGenerator) generator).map(pass, codes, null);
                return generator.config().repeatW()
                        ? new Point(LatentSpace.W, Ops.floats(codes), 1)
                        : new Point(LatentSpace.WP, Ops.floats(codes), generator.config().layers());
            }
            return new Point(encoder.space(), Ops.floats(codes), rows);
        }
    }

    private Point inSpace(Point point) {
        if (point.space() == space) {
            return point;
        }
        return space == LatentSpace.WP ? point.repeated(generator.config().layers()) : point.mean();
    }
}
