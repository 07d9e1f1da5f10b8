// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.Round;
import org.restauro.training.loss.GradientPenalty;
import org.restauro.training.loss.Logistic;
import org.restauro.training.loss.WeightedSum;
import org.restauro.training.optim.Adam;

/**
 * How GenForce's encoder learns before a generator that does not: reconstructions shall equal their
 * pictures in pixels and in VGG-16's features and please a discriminator, which learns along to
 * tell them from real pictures (non-saturating logistic loss, R1).
 *
 * <p>Both phases run the encoder by the statistics of the batch and move its running averages, as
 * published; so a batch is best computed in one round.
 */
public final class EncoderLoss {
    private static final ScriptFunction SQUARED =
            ScriptFunction.of(
                    "x: Tensor, y: Tensor",
                    "Tensor",
                    "d = torch.sub(x, y)\nreturn torch.mean(torch.mul(d, d))");

    private static final ScriptFunction MEAN =
            ScriptFunction.of("x: Tensor", "Tensor", "return torch.mean(x)");

    private final Autoencoder networks;
    private final GanDiscriminator discriminator;
    private final Vgg16 perceptual;
    private final EncoderLossSettings settings;

    /**
     * Connects the networks, which stay the caller's.
     *
     * @param discriminator null where its judgement has no weight
     * @param perceptual null where its features have no weight
     */
    public EncoderLoss(
            Autoencoder networks,
            GanDiscriminator discriminator,
            Vgg16 perceptual,
            EncoderLossSettings settings) {
        require(discriminator, settings.adversarialWeight(), "a discriminator");
        require(perceptual, settings.perceptualWeight(), "VGG-16");
        if (discriminator != null && discriminator.config().labelSize() > 0) {
            throw new IllegalArgumentException(
                    "The discriminator judges pictures of classes, which an encoder is not given;"
                            + " an adversarial weight of 0 would be right.");
        }
        this.networks = networks;
        this.discriminator = discriminator;
        this.perceptual = perceptual;
        this.settings = settings;
    }

    private static void require(Object network, double weight, String name) {
        if (weight > 0 && network == null) {
            throw new IllegalArgumentException(
                    "A term of weight "
                            + weight
                            + " needs "
                            + name
                            + "; the network, or a weight of 0, would be right.");
        }
    }

    /**
     * The phases of a step: the encoder's, then the discriminator's where it has one.
     *
     * @param discriminatorAdam null without a discriminator
     */
    public List<Phase> phases(Adam encoderAdam, Adam discriminatorAdam) {
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.main("E", networks.encoder(), encoder(), encoderAdam));
        if (settings.adversarialWeight() > 0) {
            phases.add(Phase.main("D", discriminator, this::judge, discriminatorAdam));
        }
        return phases;
    }

    /** What the encoder minimises. */
    public Loss encoder() {
        return new Loss() {
            @Override
            public void compute(Round round) {
                encode(round);
            }

            @Override
            public boolean firstOrder() {
                return true;
            }
        };
    }

    /** What the discriminator minimises. */
    public Loss discriminator() {
        return this::judge;
    }

    private void encode(Round round) {
        Pass pass = round.pass();
        try (NDArray real = round.images();
                NDArray reconstruction = networks.reconstructions(pass, real)) {
            WeightedSum total = new WeightedSum();
            NDArray pixels = SQUARED.apply(reconstruction, real);
            round.report("Loss/E/pixels", pixels);
            total.add(1, pixels);
            if (settings.perceptualWeight() > 0) {
                NDArray features = featureError(pass, reconstruction, real);
                round.report("Loss/E/features", features);
                total.add(settings.perceptualWeight(), features);
            }
            round.report("Loss/E/reconstruction", total.value());
            if (settings.adversarialWeight() > 0) {
                NDArray fooling = fooling(round, reconstruction);
                round.report("Loss/E/adversarial", fooling);
                total.add(settings.adversarialWeight(), fooling);
            }
            round.report("Loss/E/loss", total.value());
            round.backward(total.value());
        }
    }

    private NDArray featureError(Pass pass, NDArray reconstruction, NDArray real) {
        NDArray wanted;
        try (Pass quiet = pass.withoutGradients()) {
            wanted = pass.adopt(perceptual.forward(quiet, real));
        }
        try (wanted;
                NDArray found = perceptual.forward(pass, reconstruction)) {
            return SQUARED.apply(found, wanted);
        }
    }

    private NDArray fooling(Round round, NDArray reconstruction) {
        try (NDArray scores = discriminator.judge(round.pass(), reconstruction, null);
                NDArray losses = Logistic.real(scores)) {
            return MEAN.apply(losses);
        }
    }

    private void judge(Round round) {
        judgeReconstructions(round);
        judgePictures(round);
    }

    private void judgeReconstructions(Round round) {
        Pass pass = round.pass();
        NDArray reconstruction;
        try (Pass quiet = pass.withoutGradients();
                NDArray real = round.images()) {
            reconstruction = pass.adopt(networks.reconstructions(quiet, real));
        }
        boolean penalised = settings.r2Gamma() > 0;
        try (NDArray fake = penalised ? Gradients.require(reconstruction) : reconstruction;
                NDArray scores = discriminator.judge(pass, fake, null);
                NDArray losses = Logistic.fake(scores)) {
            WeightedSum total = new WeightedSum();
            total.add(1, MEAN.apply(losses));
            round.report("Loss/D/fake", total.value());
            round.report("Loss/scores/fake", scores);
            if (penalised) {
                total.add(settings.r2Gamma() / 2, penalty(round, "Loss/r2_penalty", scores, fake));
            }
            round.backward(total.value());
        }
    }

    private void judgePictures(Round round) {
        boolean penalised = settings.r1Gamma() > 0;
        try (NDArray images = round.images();
                NDArray real = penalised ? Gradients.require(images) : images;
                NDArray scores = discriminator.judge(round.pass(), real, null);
                NDArray losses = Logistic.real(scores)) {
            WeightedSum total = new WeightedSum();
            total.add(1, MEAN.apply(losses));
            round.report("Loss/D/real", total.value());
            round.report("Loss/scores/real", scores);
            if (penalised) {
                total.add(settings.r1Gamma() / 2, penalty(round, "Loss/r1_penalty", scores, real));
            }
            round.backward(total.value());
        }
    }

    private static NDArray penalty(Round round, String name, NDArray scores, NDArray images) {
        try (NDArray squares = GradientPenalty.of(round.pass(), scores, images)) {
            round.report(name, squares);
            return MEAN.apply(squares);
        }
    }
}
