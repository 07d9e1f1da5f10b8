// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import ai.djl.ndarray.NDArray;
import java.util.function.DoubleSupplier;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * What a discriminator is shown: a pipe and the probability of the moment.
 *
 * <p>Every picture that the discriminator sees goes through it, real or made, in every phase; each
 * call draws anew from the pass's noise. A gradient with respect to the pictures goes back through
 * it, that of R1 too.
 */
public final class Augmentation {
    private static final int COLOURS = 3;

    private final AugmentPipe pipe;
    private final DoubleSupplier probability;

    /**
     * What a discriminator of painted pictures is shown.
     *
     * @param image (batch, 3, h, w)
     * @param mask (batch, 1, h, w), 1 known, 0 hole
     * @param stage1 (batch, 3, h, w)
     */
    public record Judged(NDArray image, NDArray mask, NDArray stage1) implements AutoCloseable {
        @Override
        public void close() {
            image.close();
            mask.close();
            stage1.close();
        }
    }

    /**
     * Joins a pipe with a probability.
     *
     * @param probability asked at each call, such as {@code control::probability}
     */
    public Augmentation(AugmentPipe pipe, DoubleSupplier probability) {
        this.pipe = pipe;
        this.probability = probability;
    }

    /** Plain pictures, (batch, channels, h, w) → the same shape, a new array. */
    public NDArray images(Pass pass, NDArray images) {
        return pipe.apply(pass, images, probability.getAsDouble());
    }

    /**
     * A painted picture, its first stage and its mask: one draw a sample for all three.
     *
     * <p>The seven channels move together. Colours, filter, noise (the same field) and cutout
     * change both pictures alike and leave the mask as it is. Where a sample moves, its mask is cut
     * at one half again, so that a pixel stays either known or missing; what comes into view from
     * beyond the reflected picture counts as known.
     *
     * @param stage1 may be the same array as the image
     * @return new arrays; the arguments stay the caller's
     */
    public Judged judged(Pass pass, NDArray image, NDArray mask, NDArray stage1) {
        AugmentPlan plan =
                pipe.plan(pass.noise(), probability.getAsDouble(), image.getShape(), COLOURS);
        if (plan.isNothing()) {
            return new Judged(
                    AugmentPlan.same(image), AugmentPlan.same(mask), AugmentPlan.same(stage1));
        }
        boolean same = image == stage1;
        try (NDArray together =
                        same ? Ops.concat(1, image, mask) : Ops.concat(1, image, stage1, mask);
                NDArray changed = plan.apply(pass, together, 1)) {
            int last = same ? COLOURS : 2 * COLOURS;
            return new Judged(
                    channels(changed, 0, COLOURS),
                    channels(changed, last, last + 1),
                    channels(changed, last - COLOURS, last));
        }
    }

    private static NDArray channels(NDArray x, int from, int to) {
        return ScriptFunction.of(
                        "x: Tensor", "Tensor", "return torch.slice(x, 1, " + from + ", " + to + ")")
                .apply(x);
    }
}
