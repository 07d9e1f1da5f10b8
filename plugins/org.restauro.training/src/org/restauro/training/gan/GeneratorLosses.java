// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.Loss;
import org.restauro.training.Round;
import org.restauro.training.loss.Logistic;
import org.restauro.training.loss.PathLength;
import org.restauro.training.loss.WeightedSum;

/** What the generator learns from: to fool the discriminator, and even steps in style. */
final class GeneratorLosses {
    private final LatentPainter painter;
    private final Critic critic;
    private final PathLength pathLength;
    private final GanLossSettings settings;

    GeneratorLosses(
            LatentPainter painter, Critic critic, GanLossSettings settings, PathLength pathLength) {
        this.painter = painter;
        this.critic = critic;
        this.settings = settings;
        this.pathLength = pathLength;
    }

    PathLength pathLength() {
        return pathLength;
    }

    /** Fool the discriminator. */
    Loss main() {
        return new Loss() {
            @Override
            public void begin(Round whole) {
                painter.begin(whole);
            }

            @Override
            public void compute(Round round) {
                fool(round);
            }

            @Override
            public boolean firstOrder() {
                return true;
            }
        };
    }

    /** Equal steps in style change the picture equally. */
    Loss path() {
        return new Loss() {
            @Override
            public void begin(Round whole) {
                painter.begin(whole);
            }

            @Override
            public void compute(Round round) {
                walk(round);
            }
        };
    }

    private void fool(Round round) {
        Pass pass = round.pass();
        try (NDArray image = painter.paint(round, pass);
                Critic.Verdict verdict = critic.judge(round, pass, image);
                NDArray loss = Logistic.real(verdict.scores())) {
            Critic.report(round, "fake", verdict);
            round.report("Loss/G/loss", loss);
            WeightedSum total = new WeightedSum();
            total.add(1, WeightedSum.mean(loss, 1));
            if (verdict.classes() != null) {
                total.add(settings.classWeight(), WeightedSum.mean(verdict.classes(), 1));
            }
            try (NDArray value = total.value()) {
                round.backward(value);
            }
        }
    }

    private void walk(Round round) {
        Pass pass = round.pass();
        try (NDArray styles = painter.styles(round, pass);
                NDArray image = painter.paint(pass, styles);
                PathLength.Result paths =
                        pathLength.penalty(
                                pass,
                                image,
                                styles,
                                pass.noise().normal("path", image.getShape().getShape()));
                // the factor as a literal: a graph that outlived an array of it would find it freed
                NDArray weighted =
                        ScriptFunction.of(
                                        "p: Tensor",
                                        "Tensor",
                                        "return torch.mul(p, "
                                                + Ops.number(settings.pathLengthWeight())
                                                + ")")
                                .apply(paths.penalties());
                NDArray loss = WeightedSum.mean(weighted, 1)) {
            round.report("Loss/pl_lengths", paths.lengths());
            round.report("Loss/pl_penalty", paths.penalties());
            round.report("Loss/G/reg", weighted);
            round.backward(loss);
        }
    }
}
