// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.Loss;
import org.restauro.training.Round;
import org.restauro.training.loss.GradientPenalty;
import org.restauro.training.loss.Logistic;
import org.restauro.training.loss.WeightedSum;

/** What the discriminator learns from: real images, made ones, and penalties on its gradients. */
final class DiscriminatorLosses {
    private final LatentPainter painter;
    private final Critic critic;
    private final GanLossSettings settings;

    DiscriminatorLosses(LatentPainter painter, Critic critic, GanLossSettings settings) {
        this.painter = painter;
        this.critic = critic;
        this.settings = settings;
    }

    /**
     * Tell made from real images.
     *
     * @param penalised whether the gradient penalties are a part of it
     */
    Loss main(boolean penalised) {
        return new Loss() {
            @Override
            public void begin(Round whole) {
                painter.begin(whole);
            }

            @Override
            public void compute(Round round) {
                NDArray fakeLoss = fakes(round, true, penalised && settings.r2Gamma() > 0);
                try (fakeLoss;
                        NDArray realLoss = reals(round, true, penalised && settings.r1Gamma() > 0);
                        NDArray sum =
                                ScriptFunction.of(
                                                "a: Tensor, b: Tensor",
                                                "Tensor",
                                                "return torch.add(a, b)")
                                        .apply(fakeLoss, realLoss)) {
                    round.report("Loss/D/loss", sum);
                }
            }

            @Override
            public boolean firstOrder() {
                return !penalised || !settings.penalised();
            }
        };
    }

    /** The gradient penalties alone. */
    Loss penalty() {
        return new Loss() {
            @Override
            public void begin(Round whole) {
                if (settings.r2Gamma() > 0) {
                    painter.begin(whole);
                }
            }

            @Override
            public void compute(Round round) {
                if (settings.r1Gamma() > 0) {
                    reals(round, false, true).close();
                }
                if (settings.r2Gamma() > 0) {
                    fakes(round, false, true).close();
                }
            }
        };
    }

    private NDArray fakes(Round round, boolean judged, boolean penalised) {
        Pass pass = round.pass();
        NDArray image;
        try (Pass quiet = pass.withoutGradients()) {
            image = pass.adopt(painter.paint(round, quiet));
        }
        try (image) {
            if (penalised) {
                Gradients.require(image);
            }
            try (Critic.Verdict verdict = critic.judge(round, pass, image)) {
                Critic.report(round, "fake", verdict);
                NDArray loss = Logistic.fake(verdict.scores());
                backward(
                        round,
                        judged ? loss : null,
                        verdict,
                        penalised ? image : null,
                        settings.r2Gamma(),
                        "Loss/r2_penalty");
                return loss;
            }
        }
    }

    private NDArray reals(Round round, boolean judged, boolean penalised) {
        try (NDArray image = critic.reals(round)) {
            if (penalised) {
                Gradients.require(image);
            }
            try (Critic.Verdict verdict = critic.judge(round, round.pass(), image)) {
                Critic.report(round, "real", verdict);
                NDArray loss = Logistic.real(verdict.scores());
                backward(
                        round,
                        judged ? loss : null,
                        verdict,
                        penalised ? image : null,
                        settings.r1Gamma(),
                        "Loss/r1_penalty");
                return loss;
            }
        }
    }

    /**
     * Takes the gradients of a side.
     *
     * @param loss of the judgement; null if only the penalty counts
     * @param image that the penalty is taken on; null for none
     */
    private void backward(
            Round round,
            NDArray loss,
            Critic.Verdict verdict,
            NDArray image,
            double gamma,
            String name) {
        WeightedSum total = new WeightedSum();
        if (loss != null) {
            total.add(1, WeightedSum.mean(loss, 1));
            if (verdict.classes() != null) {
                total.add(settings.classWeight(), WeightedSum.mean(verdict.classes(), 1));
            }
        }
        if (image != null) {
            try (NDArray penalty = GradientPenalty.of(round.pass(), verdict.scores(), image)) {
                round.report(name, penalty);
                if (loss == null) {
                    try (NDArray weighted = penalty.mul(gamma / 2)) {
                        round.report("Loss/D/reg", weighted);
                    }
                }
                total.add(gamma / 2, WeightedSum.mean(penalty, 1));
            }
        }
        try (NDArray value = total.value()) {
            round.backward(value);
        }
    }
}
