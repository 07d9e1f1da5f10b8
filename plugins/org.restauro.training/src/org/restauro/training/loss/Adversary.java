// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Loss;
import org.restauro.training.Round;
import org.restauro.training.augment.Augmentation;

/**
 * MAT's discriminator against a painter: what the painter is told, and how the discriminator
 * learns, with non-saturating logistic terms and R1 on both heads (Li et al. 2022).
 */
public final class Adversary {
    private final Painter painter;
    private final Judge judge;
    private final double r1Gamma;

    /**
     * Connects the two.
     *
     * @param augmentation of all that the discriminator sees; null for none
     * @param r1Gamma weight of the gradient penalty
     */
    public Adversary(
            MatDiscriminator discriminator,
            Painter painter,
            Augmentation augmentation,
            double r1Gamma) {
        this.painter = painter;
        this.r1Gamma = r1Gamma;
        judge = new Judge(discriminator, augmentation);
    }

    /** Tell painted from real images. */
    public Loss main() {
        return new Loss() {
            @Override
            public void begin(Round whole) {
                painter.begin(whole);
            }

            @Override
            public void compute(Round round) {
                discriminatorMain(round);
            }

            @Override
            public boolean firstOrder() {
                return true;
            }
        };
    }

    /** Gradient penalty of both heads on real images. */
    public Loss penalty() {
        return this::discriminatorPenalty;
    }

    /** How far both heads are from being fooled; one value. */
    public NDArray fooling(Round round, MatGenerator.Painting painting, NDArray masks) {
        try (MatDiscriminator.Logits logits =
                        judge.of(round.pass(), painting.image(), masks, painting.stage1());
                NDArray loss = Logistic.real(logits.image());
                NDArray loss1 = Logistic.real(logits.stage1())) {
            Judge.report(round, "fake", logits);
            round.report("Loss/G/loss", loss);
            round.report("Loss/G/loss_s1", loss1);
            return Logistic.meanOfSum(loss, loss1);
        }
    }

    private void discriminatorMain(Round round) {
        Pass pass = round.pass();
        try (NDArray masks = round.masks()) {
            NDArray image;
            NDArray stage1;
            try (Pass quiet = pass.withoutGradients()) {
                MatGenerator.Painting painting = painter.paint(round, quiet, masks);
                image = pass.adopt(painting.image());
                stage1 = pass.adopt(painting.stage1());
            }
            NDArray fakeLoss;
            NDArray fakeLoss1;
            try (image;
                    stage1;
                    MatDiscriminator.Logits logits = judge.of(pass, image, masks, stage1)) {
                fakeLoss = Logistic.fake(logits.image());
                fakeLoss1 = Logistic.fake(logits.stage1());
                Judge.report(round, "fake", logits);
                try (NDArray loss = Logistic.meanOfSum(fakeLoss, fakeLoss1)) {
                    round.backward(loss);
                }
            }
            try (fakeLoss;
                    fakeLoss1;
                    NDArray real = round.images();
                    MatDiscriminator.Logits logits = judge.of(pass, real, masks, real);
                    NDArray realLoss = Logistic.real(logits.image());
                    NDArray realLoss1 = Logistic.real(logits.stage1());
                    NDArray loss = Logistic.meanOfSum(realLoss, realLoss1)) {
                Judge.report(round, "real", logits);
                round.backward(loss);
                Judge.reportSum(round, "Loss/D/loss", fakeLoss, realLoss);
                Judge.reportSum(round, "Loss/D/loss_s1", fakeLoss1, realLoss1);
            }
        }
    }

    private void discriminatorPenalty(Round round) {
        Pass pass = round.pass();
        try (NDArray masks = round.masks();
                NDArray real = Gradients.require(round.images());
                NDArray real1 = Gradients.require(round.images());
                MatDiscriminator.Logits logits = judge.of(pass, real, masks, real1);
                NDArray penalty = GradientPenalty.of(pass, logits.image(), real);
                NDArray penalty1 = GradientPenalty.of(pass, logits.stage1(), real1);
                NDArray sum = Logistic.meanOfSum(penalty, penalty1);
                NDArray loss = WeightedSum.mean(sum, r1Gamma / 2)) {
            Judge.report(round, "real", logits);
            round.report("Loss/r1_penalty", penalty);
            round.report("Loss/r1_penalty_s1", penalty1);
            try (NDArray reg = penalty.mul(r1Gamma / 2);
                    NDArray reg1 = penalty1.mul(r1Gamma / 2)) {
                round.report("Loss/D/reg", reg);
                round.report("Loss/D/reg_s1", reg1);
            }
            round.backward(loss);
        }
    }
}
