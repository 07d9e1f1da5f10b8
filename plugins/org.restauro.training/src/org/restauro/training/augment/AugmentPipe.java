// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.restauro.training.augment.Operation.ANISO;
import static org.restauro.training.augment.Operation.BRIGHTNESS;
import static org.restauro.training.augment.Operation.CONTRAST;
import static org.restauro.training.augment.Operation.CUTOUT;
import static org.restauro.training.augment.Operation.HUE;
import static org.restauro.training.augment.Operation.IMGFILTER;
import static org.restauro.training.augment.Operation.LUMAFLIP;
import static org.restauro.training.augment.Operation.NOISE;
import static org.restauro.training.augment.Operation.ROTATE;
import static org.restauro.training.augment.Operation.ROTATE90;
import static org.restauro.training.augment.Operation.SATURATION;
import static org.restauro.training.augment.Operation.SCALE;
import static org.restauro.training.augment.Operation.XFLIP;
import static org.restauro.training.augment.Operation.XFRAC;
import static org.restauro.training.augment.Operation.XINT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;

/**
 * Random changes of pictures, each with the same probability, in the order of {@link Operation}
 * (Karras et al. 2020, appendix B).
 *
 * <p>Random numbers come from the pass's noise, whose draws of a sample are its own: what happens
 * to a sample does not depend on what else is in the batch. An operation happens where a number
 * that does not depend on the probability lies below it, so a higher probability only adds
 * operations.
 */
public final class AugmentPipe {
    private static final double XINT_REACH = 0.125;
    private static final double SCALE_SIGMA = 0.2;
    private static final double XFRAC_SIGMA = 0.125;
    private static final double BRIGHTNESS_SIGMA = 0.2;
    private static final double CONTRAST_SIGMA = 0.5;
    private static final double SATURATION_SIGMA = 1;
    private static final double FILTER_SIGMA = 1;
    private static final double NOISE_SIGMA = 0.1;
    private static final double CUTOUT_SIDE = 0.5;

    /** Expected power of a picture's bands, which falls with the frequency. */
    private static final double[] BAND_POWER = {10.0 / 13, 1.0 / 13, 1.0 / 13, 1.0 / 13};

    private final AugmentSettings settings;

    /** Makes a pipe of some operations. */
    public AugmentPipe(AugmentSettings settings) {
        this.settings = settings;
    }

    /** What it consists of. */
    public AugmentSettings settings() {
        return settings;
    }

    /**
     * Changes pictures at random.
     *
     * @param images (batch, channels, h, w), in [−1, 1] before; stays the caller's
     * @param probability that an operation of multiplier 1 happens, 0 or more; from 1 on, always
     * @return a new array of the same shape, float32, not clamped
     * @throws IllegalArgumentException if colours are to be changed and there are neither 1 nor 3
     *     channels
     */
    public NDArray apply(Pass pass, NDArray images, double probability) {
        Shape s = images.getShape();
        return plan(pass.noise(), probability, s, (int) s.get(1)).apply(pass, images, 0);
    }

    /**
     * Draws what will happen.
     *
     * @param shape (batch, any, h, w)
     * @param channels of one picture
     */
    AugmentPlan plan(Noise noise, double probability, Shape shape, int channels) {
        if (!(probability >= 0) || Double.isInfinite(probability)) {
            throw new IllegalArgumentException(
                    "The probability of augmentation is "
                            + probability
                            + "; 0 or more would be right.");
        }
        int samples = (int) shape.get(0);
        if (probability == 0) {
            requireColours(channels);
            return AugmentPlan.nothing(samples, channels);
        }
        return plan(new NoiseDraws(noise, samples), probability, shape, channels);
    }

    AugmentPlan plan(Draws draws, double p, Shape shape, int channels) {
        requireColours(channels);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        Affine[] inverses = geometry(draws, p, width, height);
        ColourMap[] colours = colours(draws, p, channels);
        double[][] gains = gains(draws, p);
        float[] deviations = null;
        float[] field = null;
        if (settings.has(NOISE)) {
            double[] sigma = draws.deviation(NOISE.key(), NOISE_SIGMA, chance(NOISE, p));
            deviations = new float[sigma.length];
            for (int i = 0; i < sigma.length; i++) {
                deviations[i] = (float) sigma[i];
            }
            field = draws.field("noise.field", channels, height, width);
        }
        double[][] cutouts = settings.has(CUTOUT) ? cutouts(draws, p) : null;
        return new AugmentPlan(channels, inverses, colours, gains, deviations, field, cutouts);
    }

    private void requireColours(int channels) {
        if (settings.has(Operation.Group.COLOR) && channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "Colours of pictures with "
                            + channels
                            + " channels cannot be augmented; 1 or 3 channels, or a set without"
                            + " colour such as bg, would be right.");
        }
    }

    private double chance(Operation operation, double p) {
        return settings.multiplier(operation) * p;
    }

    /** Where pixels come from; null where nothing moves. */
    private Affine[] geometry(Draws draws, double p, int width, int height) {
        Affine[] maps = new Affine[draws.samples()];
        Arrays.fill(maps, Affine.IDENTITY);
        if (settings.has(XFLIP)) {
            double[] v = draws.whole(XFLIP.key(), 2, chance(XFLIP, p));
            then(maps, i -> Affine.scale(1 - 2 * v[i], 1));
        }
        if (settings.has(ROTATE90)) {
            double[] v = draws.whole(ROTATE90.key(), 4, chance(ROTATE90, p));
            then(maps, i -> Affine.quarterTurns((int) v[i]));
        }
        if (settings.has(XINT)) {
            double[] v = draws.uniform(XINT.key(), 2, XINT_REACH, chance(XINT, p));
            then(
                    maps,
                    i ->
                            Affine.move(
                                    -Math.rint(v[2 * i] * width),
                                    -Math.rint(v[2 * i + 1] * height)));
        }
        if (settings.has(SCALE)) {
            double[] v = draws.normal(SCALE.key(), 1, SCALE_SIGMA, chance(SCALE, p));
            then(maps, i -> Affine.scale(power(-v[i]), power(-v[i])));
        }
        // turning before or after, or both, is as likely as any other operation
        double turn = 1 - Math.sqrt(Math.max(0, 1 - chance(ROTATE, p)));
        turned(draws, maps, "rotate.before", turn);
        if (settings.has(ANISO)) {
            double[] v = draws.normal(ANISO.key(), 1, SCALE_SIGMA, chance(ANISO, p));
            then(maps, i -> Affine.scale(power(-v[i]), power(v[i])));
        }
        turned(draws, maps, "rotate.after", turn);
        if (settings.has(XFRAC)) {
            double[] v = draws.normal(XFRAC.key(), 2, XFRAC_SIGMA, chance(XFRAC, p));
            then(maps, i -> Affine.move(-v[2 * i] * width, -v[2 * i + 1] * height));
        }
        for (int i = 0; i < maps.length; i++) {
            maps[i] = maps[i].isIdentity() ? null : maps[i];
        }
        return maps;
    }

    private void turned(Draws draws, Affine[] maps, String name, double chance) {
        if (settings.has(ROTATE)) {
            double[] v = draws.uniform(name, 1, Math.PI, chance);
            then(maps, i -> Affine.turn(v[i]));
        }
    }

    /** Inverses are joined in the order of the operations. */
    private static void then(Affine[] maps, IntFunction<Affine> inverse) {
        for (int i = 0; i < maps.length; i++) {
            maps[i] = maps[i].after(inverse.apply(i));
        }
    }

    private static double power(double exponent) {
        return Math.pow(2, exponent);
    }

    /** Maps of colours; null where they stay. */
    private ColourMap[] colours(Draws draws, double p, int channels) {
        ColourMap[] maps = new ColourMap[draws.samples()];
        if (settings.has(BRIGHTNESS)) {
            double[] v = draws.normal(BRIGHTNESS.key(), 1, BRIGHTNESS_SIGMA, chance(BRIGHTNESS, p));
            then(maps, v, ColourMap::brightness);
        }
        if (settings.has(CONTRAST)) {
            double[] v = draws.normal(CONTRAST.key(), 1, CONTRAST_SIGMA, chance(CONTRAST, p));
            then(maps, v, x -> ColourMap.weighted(power(x), power(x)));
        }
        if (settings.has(LUMAFLIP)) {
            double[] v = draws.whole(LUMAFLIP.key(), 2, chance(LUMAFLIP, p));
            then(maps, v, x -> ColourMap.weighted(-1, 1));
        }
        if (settings.has(HUE) && channels > 1) {
            double[] v = draws.uniform(HUE.key(), 1, Math.PI, chance(HUE, p));
            then(maps, v, ColourMap::hue);
        }
        if (settings.has(SATURATION) && channels > 1) {
            double[] v = draws.normal(SATURATION.key(), 1, SATURATION_SIGMA, chance(SATURATION, p));
            then(maps, v, x -> ColourMap.weighted(1, power(x)));
        }
        return maps;
    }

    private static void then(ColourMap[] maps, double[] values, DoubleFunction<ColourMap> map) {
        for (int i = 0; i < maps.length; i++) {
            if (values[i] != 0) {
                ColourMap next = map.apply(values[i]);
                maps[i] = maps[i] == null ? next : next.after(maps[i]);
            }
        }
    }

    /** Gains of the bands; null where nothing is filtered. */
    private double[][] gains(Draws draws, double p) {
        double[][] gains = new double[draws.samples()][];
        if (!settings.has(IMGFILTER)) {
            return gains;
        }
        for (int band = 0; band < BAND_POWER.length; band++) {
            double[] v =
                    draws.normal(
                            IMGFILTER.key() + "." + band, 1, FILTER_SIGMA, chance(IMGFILTER, p));
            for (int i = 0; i < v.length; i++) {
                if (v[i] != 0) {
                    gains[i] = amplified(gains[i], band, power(v[i]));
                }
            }
        }
        return gains;
    }

    /** Amplifies one band, and scales all so that the expected power stays. */
    private static double[] amplified(double[] before, int band, double gain) {
        double[] after = new double[BAND_POWER.length];
        double norm = 1 / Math.sqrt(1 + BAND_POWER[band] * (gain * gain - 1));
        for (int i = 0; i < after.length; i++) {
            after[i] = (before == null ? 1 : before[i]) * norm * (i == band ? gain : 1);
        }
        return after;
    }

    private double[][] cutouts(Draws draws, double p) {
        double[] happens = draws.happens(CUTOUT.key(), chance(CUTOUT, p));
        double[] centres = draws.position("cutout.centre");
        double[][] cutouts = new double[happens.length][];
        for (int i = 0; i < happens.length; i++) {
            cutouts[i] =
                    new double[] {happens[i] * CUTOUT_SIDE, centres[2 * i], centres[2 * i + 1]};
        }
        return cutouts;
    }
}
