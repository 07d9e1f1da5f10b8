// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.training.Round;
import org.restauro.training.augment.Augmentation;

/** MAT's discriminator and what it is shown: pictures as they are, or augmented ones. */
final class Judge {
    private final MatDiscriminator discriminator;
    private final Augmentation augmentation;

    /**
     * Connects the two.
     *
     * @param augmentation null for pictures as they are
     */
    Judge(MatDiscriminator discriminator, Augmentation augmentation) {
        this.discriminator = discriminator;
        this.augmentation = augmentation;
    }

    /** Judges (batch, 3, h, w) of both stages; masks (batch, 1, h, w). */
    MatDiscriminator.Logits of(Pass pass, NDArray image, NDArray mask, NDArray stage1) {
        if (augmentation == null) {
            return discriminator.forward(pass, image, mask, stage1);
        }
        try (Augmentation.Judged shown = augmentation.judged(pass, image, mask, stage1)) {
            return discriminator.forward(pass, shown.image(), shown.mask(), shown.stage1());
        }
    }

    /**
     * Reports judgements and their signs.
     *
     * @param kind fake or real
     */
    static void report(Round round, String kind, MatDiscriminator.Logits logits) {
        try (NDArray rows =
                ScriptFunction.of(
                                "a: Tensor, b: Tensor",
                                "Tensor",
                                "return torch.stack([a, torch.sign(a), b, torch.sign(b)])")
                        .apply(logits.image(), logits.stage1())) {
            round.report(
                    List.of(
                            "Loss/scores/" + kind,
                            "Loss/signs/" + kind,
                            "Loss/scores/" + kind + "_s1",
                            "Loss/signs/" + kind + "_s1"),
                    rows);
        }
    }

    /** Reports what a head loses on painted and real images together. */
    static void reportSum(Round round, String name, NDArray a, NDArray b) {
        try (NDArray sum =
                ScriptFunction.of("a: Tensor, b: Tensor", "Tensor", "return torch.add(a, b)")
                        .apply(a, b)) {
            round.report(name, sum);
        }
    }
}
