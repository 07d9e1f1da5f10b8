// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.compare.ImageScores;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.perceptual.Lpips;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.StepNoise;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.ParameterGradients;

/**
 * Finds the codes from which a generator makes a picture: those an encoder tells or the mean style,
 * then, where wanted, better ones by optimisation (Karras et al. 2020, appendix D).
 *
 * <pre>{@code
 * ImageInversion inversion =
 *         new ImageInversion(
 *                 generator, null, lpips, null, InversionSettings.projector(LatentSpace.W, 500),
 *                 policy);
 * Inverted found = inversion.invert(image, 1, InversionWatch.NONE);
 * }</pre>
 *
 * <p>Each picture is searched by itself, so that its codes follow from the picture, the settings
 * and the seed alone. Networks stay the caller's; nothing stays in native memory. Not thread-safe.
 */
public final class ImageInversion {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final GanGenerator generator;
    private final Lpips lpips;
    private final InversionSettings settings;
    private final ComputePolicy policy;
    private final Likeness likeness;
    private final Beginning beginning;

    /**
     * Connects the networks.
     *
     * @param encoder null to begin with the mean style
     * @param lpips null where its distance has no weight and is not to be told
     * @param features null where they have no weight
     * @throws IllegalArgumentException if something does not fit together, saying what would
     */
    public ImageInversion(
            GanGenerator generator,
            Autoencoder encoder,
            Lpips lpips,
            Vgg16 features,
            InversionSettings settings,
            ComputePolicy policy) {
        if (generator.config().imageChannels() != 3) {
            throw new IllegalArgumentException(
                    "The generator makes pictures of "
                            + generator.config().imageChannels()
                            + " channels; one of 3 would be right.");
        }
        this.generator = generator;
        this.lpips = lpips;
        this.settings = settings;
        this.policy = policy;
        likeness = new Likeness(settings, lpips, features);
        beginning = new Beginning(generator, encoder, settings.space(), policy);
    }

    /** Width and height of the pictures. */
    public int side() {
        return generator.config().resolution();
    }

    /**
     * Finds the codes of an image of any size.
     *
     * @param seed what is random in the search follows from it
     * @throws CancellationException if the watch says so
     * @throws ImageException if the image does not fit and must not be changed
     */
    public Inverted invert(PixelImage image, long seed, InversionWatch watch)
            throws ImageException {
        PixelImage source = settings.fit().square(image, side());
        float[] wanted = Pictures.values(source);
        Point start = beginning.of(wanted, seed);
        List<Double> history = new ArrayList<>();
        Point found = start;
        if (settings.steps() > 0) {
            try (Search search = new Search(start, wanted, seed)) {
                found = search.run(watch, history);
            }
        }
        return judged(source, wanted, found, history);
    }

    private Inverted judged(PixelImage source, float[] wanted, Point found, List<Double> history)
            throws ImageException {
        PixelImage picture;
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray codes = pass.array(found.codes(), found.shape());
            NDArray made = generator.synthesise(pass, codes, found.space(), LayerNoise.CONST);
            picture = Pictures.image(Ops.floats(made), side());
            if (likeness.judges()) {
                history.add((double) value(likeness.loss(pass, made, picture(pass, wanted))));
            }
        }
        ImageScores scores =
                side() < ImageScores.SMALLEST_SIDE
                        ? new ImageScores(Double.NaN, Double.NaN, Double.NaN)
                        : ImageScores.of(picture, source);
        return new Inverted(
                found.space(),
                found.codes(),
                found.rows(),
                source,
                picture,
                history,
                scores.psnr(),
                scores.ssim(),
                lpips == null ? Double.NaN : distance(picture, wanted));
    }

    private double distance(PixelImage made, float[] wanted) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            return value(
                    lpips.forward(
                            pass, picture(pass, Pictures.values(made)), picture(pass, wanted)));
        }
    }

    private NDArray picture(Pass pass, float[] values) {
        return pass.array(values, 1, 3, side(), side());
    }

    private static float value(NDArray one) {
        return Ops.floats(one)[0];
    }

    /** The search for one picture. */
    private final class Search implements AutoCloseable {
        private final Point start;
        private final float[] wanted;
        private final StepNoise noise;
        private final double spread;
        private final Codes codes;
        private final Adam adam;
        private float[] best;
        private double bestLoss = Double.POSITIVE_INFINITY;

        Search(Point start, float[] wanted, long seed) {
            this.start = start;
            this.wanted = wanted;
            noise = StepNoise.seeded(seed);
            spread = beginning.spread();
            best = start.codes();
            codes = new Codes(start.codes(), start.shape(), policy);
            adam =
                    new Adam(
                            codes,
                            new AdamSettings(settings.rate(), BETA1, BETA2, EPSILON, 0, true),
                            policy);
        }

        Point run(InversionWatch watch, List<Double> history) {
            for (int step = 0; step < settings.steps(); step++) {
                if (watch.cancelled()) {
                    throw new CancellationException("The inversion was cancelled.");
                }
                double loss = step(step);
                history.add(loss);
                watch.step(step + 1, settings.steps(), loss);
            }
            try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
                keepBetter(value(loss(pass, 0, 0)));
            }
            return start.with(best);
        }

        /** A step of Adam; the loss before it. */
        private double step(int step) {
            double strength = spread * settings.exploration(step);
            try (ParameterGradients gradients = new ParameterGradients(codes, policy);
                    Pass pass = Pass.differentiable(policy, Noise.seeded(0))) {
                NDArray loss = loss(pass, strength, step);
                double value = value(loss);
                if (strength == 0) {
                    keepBetter(value);
                }
                gradients.add(loss);
                gradients.clean();
                adam.setRateFactor(settings.rateFactor(step));
                adam.step(gradients);
                return value;
            }
        }

        private void keepBetter(double loss) {
            if (loss < bestLoss) {
                bestLoss = loss;
                best = codes.floats();
            }
        }

        private NDArray loss(Pass pass, double strength, int step) {
            float[] added = new float[start.codes().length];
            if (strength > 0) {
                float[] drawn = noise.shared("exploration", step).normal("codes", start.shape());
                for (int i = 0; i < added.length; i++) {
                    added[i] = (float) (strength * drawn[i]);
                }
            }
            NDArray used = codes.with(pass, added);
            NDArray made = generator.synthesise(pass, used, start.space(), LayerNoise.CONST);
            return likeness.loss(pass, made, picture(pass, wanted));
        }

        @Override
        public void close() {
            adam.close();
            codes.close();
        }
    }
}
