// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.Round;
import org.restauro.training.augment.Augmentation;
import org.restauro.training.optim.Adam;

/**
 * The loss of MAT (Li et al. 2022): non-saturating logistic terms for the final image and the first
 * stage's, R1 on both heads, perceptual distance of the final image; path length and, beyond the
 * paper, the plain difference within the holes where wanted.
 *
 * <p>{@link #phases} gives the published phases; names of reported values are the published ones.
 */
public final class TwoStageLoss {
    /** Every n-th step has a gradient penalty. */
    public static final int R1_INTERVAL = 16;

    /** Every n-th step has a path-length penalty, where it is wanted. */
    public static final int PATH_INTERVAL = 4;

    /** Part of a batch that the path length is measured on. */
    private static final int PATH_SHRINK = 2;

    private final MatGenerator generator;
    private final MatDiscriminator discriminator;
    private final PerceptualLoss perceptual;
    private final TwoStageSettings settings;
    private final Augmentation augmentation;
    private final TwoStagePainter painter;
    private final Adversary adversary;
    private final PathLength pathLength;

    /**
     * Connects the networks, which stay the caller's.
     *
     * @param perceptual may be null where the perceptual ratio is 0
     */
    public TwoStageLoss(
            MatGenerator generator,
            MatDiscriminator discriminator,
            PerceptualLoss perceptual,
            TwoStageSettings settings) {
        this(generator, discriminator, perceptual, settings, null);
    }

    /**
     * The same with augmentation of all that the discriminator sees, painted and real, in Gmain,
     * Dmain and Dreg. R1's gradient is with respect to the images before it.
     *
     * @param augmentation null for none
     */
    public TwoStageLoss(
            MatGenerator generator,
            MatDiscriminator discriminator,
            PerceptualLoss perceptual,
            TwoStageSettings settings,
            Augmentation augmentation) {
        this(
                generator,
                discriminator,
                perceptual,
                settings,
                augmentation,
                new PathLength(PathLength.PUBLISHED_DECAY));
    }

    private TwoStageLoss(
            MatGenerator generator,
            MatDiscriminator discriminator,
            PerceptualLoss perceptual,
            TwoStageSettings settings,
            Augmentation augmentation,
            PathLength pathLength) {
        if (settings.perceptualRatio() > 0 && perceptual == null) {
            throw new IllegalArgumentException(
                    "The perceptual ratio is "
                            + settings.perceptualRatio()
                            + ", but there is no"
                            + " VGG-19 to measure with; give one or set the ratio to 0.");
        }
        this.generator = generator;
        this.discriminator = discriminator;
        this.perceptual = perceptual;
        this.settings = settings;
        this.augmentation = augmentation;
        this.pathLength = pathLength;
        painter = new TwoStagePainter(generator, settings);
        adversary = new Adversary(discriminator, painter, augmentation, settings.r1Gamma());
    }

    /**
     * The same loss of copies of the networks on another device, which compute a part of each step;
     * augmentation and the mean of the path lengths are this one's.
     */
    public TwoStageLoss on(
            MatGenerator generatorCopy,
            MatDiscriminator discriminatorCopy,
            PerceptualLoss perceptualCopy) {
        return new TwoStageLoss(
                generatorCopy,
                discriminatorCopy,
                perceptualCopy,
                settings,
                augmentation,
                pathLength);
    }

    /**
     * The published phases, in their order; Greg only where path length has a weight, those of the
     * discriminator only where its judgement has one.
     */
    public List<Phase> phases(Adam generatorOptimizer, Adam discriminatorOptimizer) {
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.main("Gmain", generator, generatorMain(), generatorOptimizer));
        if (settings.pathLengthWeight() > 0) {
            phases.add(
                    Phase.lazy(
                                    "Greg",
                                    generator,
                                    generatorPath(),
                                    generatorOptimizer,
                                    PATH_INTERVAL)
                            .onPart(PATH_SHRINK));
        }
        if (settings.adversarialWeight() == 0) {
            return List.copyOf(phases);
        }
        phases.add(Phase.main("Dmain", discriminator, discriminatorMain(), discriminatorOptimizer));
        if (settings.r1Gamma() > 0) {
            phases.add(
                    Phase.lazy(
                            "Dreg",
                            discriminator,
                            discriminatorR1(),
                            discriminatorOptimizer,
                            R1_INTERVAL));
        }
        return List.copyOf(phases);
    }

    /** The running mean that path length keeps. */
    public PathLength pathLength() {
        return pathLength;
    }

    /** Fool both heads, and look like the original. */
    public Loss generatorMain() {
        return withAverage(true, this::generatorMain);
    }

    /** Equal steps in style change the picture equally. */
    public Loss generatorPath() {
        return withAverage(false, this::generatorPath);
    }

    /** Tell painted from real images. */
    public Loss discriminatorMain() {
        return adversary.main();
    }

    /** Gradient penalty of both heads on real images. */
    public Loss discriminatorR1() {
        return adversary.penalty();
    }

    /** A loss that paints: the mapping's running mean moves once a step, by the whole batch. */
    private Loss withAverage(boolean firstOrder, Loss loss) {
        return new Loss() {
            @Override
            public void begin(Round whole) {
                painter.begin(whole);
            }

            @Override
            public void compute(Round round) {
                loss.compute(round);
            }

            @Override
            public boolean firstOrder() {
                return firstOrder;
            }
        };
    }

    private void generatorMain(Round round) {
        Pass pass = round.pass();
        try (NDArray masks = round.masks();
                NDArray real = round.images();
                MatGenerator.Painting painting = painter.paint(round, pass, masks);
                NDArray l1 = meanDifference(painting.image(), real)) {
            round.report("Loss/G/l1_loss", l1);
            WeightedSum total = new WeightedSum();
            if (settings.adversarialWeight() > 0) {
                total.add(settings.adversarialWeight(), adversary.fooling(round, painting, masks));
            }
            if (settings.perceptualRatio() > 0) {
                NDArray distance = perceptual.distance(pass, painting.image(), real);
                round.report("Loss/G/pcp_loss", distance);
                total.add(settings.perceptualRatio(), distance);
            }
            if (settings.pixelRatio() > 0) {
                NDArray holes = HoleDifference.of(painting.image(), real, masks);
                NDArray holes1 = HoleDifference.of(painting.stage1(), real, masks);
                round.report("Loss/G/hole_l1", holes);
                round.report("Loss/G/hole_l1_s1", holes1);
                total.add(settings.pixelRatio(), Logistic.meanOfSum(holes, holes1));
            }
            round.backward(total.value());
        }
    }

    private static NDArray meanDifference(NDArray x, NDArray y) {
        return ScriptFunction.of(
                        "x: Tensor, y: Tensor",
                        "Tensor",
                        "return torch.mean(torch.abs(torch.sub(torch.detach(x), y)))")
                .apply(x, y);
    }

    private void generatorPath(Round round) {
        Pass pass = round.pass();
        try (NDArray masks = round.masks();
                NDArray images = round.images();
                NDArray ws = painter.styles(round, pass);
                MatGenerator.Painting painting =
                        generator.synthesise(pass, images, masks, ws, settings.noise());
                PathLength.Result paths =
                        pathLength.penalty(
                                pass,
                                painting.image(),
                                ws,
                                pass.noise()
                                        .normal("path", painting.image().getShape().getShape()));
                NDArray loss = WeightedSum.mean(paths.penalties(), settings.pathLengthWeight())) {
            round.report("Loss/pl_lengths", paths.lengths());
            round.report("Loss/pl_penalty", paths.penalties());
            round.backward(loss);
        }
    }
}
