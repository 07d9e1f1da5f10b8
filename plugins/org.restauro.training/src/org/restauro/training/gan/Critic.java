// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.training.Round;
import org.restauro.training.augment.Augmentation;

/** A discriminator, what it is shown, and what its judgement says of images and their classes. */
final class Critic {
    private final GanDiscriminator discriminator;
    private final Augmentation augmentation;
    private final boolean tellsClasses;

    /**
     * A judgement.
     *
     * @param scores (batch, 1), larger is more real
     * @param classes how wrong it was about the class, (batch, 1); null where it does not say
     */
    record Verdict(NDArray scores, NDArray classes) implements AutoCloseable {
        @Override
        public void close() {
            scores.close();
            if (classes != null) {
                classes.close();
            }
        }
    }

    /**
     * Connects the two.
     *
     * @param augmentation of all that the discriminator sees; null for none
     */
    Critic(GanDiscriminator discriminator, Augmentation augmentation) {
        this.discriminator = discriminator;
        this.augmentation = augmentation;
        tellsClasses =
                discriminator.config().family() == GanFamily.PGGAN
                        && discriminator.config().labelSize() > 0;
    }

    GanDiscriminator discriminator() {
        return discriminator;
    }

    /** Real images as it sees them, before any augmentation. */
    NDArray reals(Round round) {
        return RealImages.at(
                round.images(), discriminator.config().resolution(), discriminator.levelOfDetail());
    }

    /** Judges images with the labels of a round. */
    Verdict judge(Round round, Pass pass, NDArray images) {
        try (NDArray label = discriminator.config().labelSize() == 0 ? null : round.labels()) {
            NDArray logits;
            if (augmentation == null) {
                logits = discriminator.judge(pass, images, label);
            } else {
                try (NDArray shown = augmentation.images(pass, images)) {
                    logits = discriminator.judge(pass, shown, label);
                }
            }
            if (!tellsClasses) {
                return new Verdict(logits, null);
            }
            try (logits) {
                return new Verdict(score(logits), classes(logits, label));
            }
        }
    }

    private static NDArray score(NDArray logits) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.narrow(x, 1, 0, 1)")
                .apply(logits);
    }

    /** Cross-entropy of the class logits beside the score. */
    private static NDArray classes(NDArray logits, NDArray label) {
        return ScriptFunction.of(
                        "x: Tensor, l: Tensor",
                        "Tensor",
                        "y = torch.narrow(x, 1, 1, torch.size(l, 1))\n"
                                + "y = torch.log_softmax(y, 1)\n"
                                + "return torch.neg(torch.sum(torch.mul(y, l), [1], True))")
                .apply(logits, label);
    }

    /**
     * Reports judgements.
     *
     * @param kind fake or real
     */
    static void report(Round round, String kind, Verdict verdict) {
        try (NDArray rows =
                ScriptFunction.of("a: Tensor", "Tensor", "return torch.stack([a, torch.sign(a)])")
                        .apply(verdict.scores())) {
            round.report(List.of("Loss/scores/" + kind, "Loss/signs/" + kind), rows);
        }
        if (verdict.classes() != null) {
            round.report("Loss/class/" + kind, verdict.classes());
        }
    }
}
