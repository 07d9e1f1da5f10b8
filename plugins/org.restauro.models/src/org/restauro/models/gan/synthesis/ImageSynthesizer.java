// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.images.PixelImage;
import org.restauro.images.random.RandomState;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.StyledGenerator;
import org.restauro.models.gan.Truncation;

/**
 * Renders pictures with a trained generator.
 *
 * <p>A picture follows from its row, the model and the settings alone. On the CPU rows are computed
 * one after the other, so that a picture is the same to the last bit whatever it is rendered with;
 * on a GPU it may differ by 1 of 255. Belongs to one thread.
 */
public final class ImageSynthesizer implements AutoCloseable {
    private static final int SMALL_WIDTH = 64;
    private static final int SMALL_SIDE = 64;

    private final GanGenerator generator;
    private final ComputePolicy policy;
    private final long noiseSeed;

    /**
     * Takes a generator with weights.
     *
     * @param generator closed with this; who keeps it elsewhere need not close this
     * @param policy the one it was loaded with
     * @param noiseSeed with the row's seed the seed of random noise; 0 for the row's alone
     */
    public ImageSynthesizer(GanGenerator generator, ComputePolicy policy, long noiseSeed) {
        this.generator = generator;
        this.policy = policy;
        this.noiseSeed = noiseSeed;
    }

    /**
     * The latent of a seed: the values that NumPy's {@code RandomState(seed).randn(size)} gives,
     * which published scripts use, rounded to float32. Never changes.
     */
    public static float[] latent(long seed, int size) {
        RandomState random = new RandomState(seed);
        float[] z = new float[size];
        for (int i = 0; i < size; i++) {
            z[i] = (float) random.randn();
        }
        return z;
    }

    /** Shape of the generator. */
    public GeneratorConfig config() {
        return generator.config();
    }

    /** Whether the generator maps latents to styles; PGGAN does not. */
    public boolean hasStyles() {
        return generator instanceof StyledGenerator;
    }

    /**
     * Renders rows, in their order.
     *
     * @throws IllegalArgumentException if a row does not fit the model
     */
    public List<PixelImage> images(List<SynthesisRow> rows, SynthesisSettings settings) {
        float[] raw = raw(rows, settings);
        int size = pictureSize();
        List<PixelImage> images = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            images.add(Pictures.image(raw, i * size, config()));
        }
        return images;
    }

    /**
     * Renders rows as the generator gives them.
     *
     * @return rows · channels · side · side values, around [−1, 1], not clamped
     */
    public float[] raw(List<SynthesisRow> rows, SynthesisSettings settings) {
        rows.forEach(this::check);
        int size = pictureSize();
        float[] all = new float[Math.multiplyExact(rows.size(), size)];
        int most = policy.device().isCpu() ? 1 : settings.batch();
        int from = 0;
        while (from < rows.size()) {
            int to = from + 1;
            while (to < rows.size() && to - from < most && alike(rows.get(from), rows.get(to))) {
                to++;
            }
            float[] part = render(rows.subList(from, to), settings);
            System.arraycopy(part, 0, all, from * size, part.length);
            from = to;
        }
        return all;
    }

    /**
     * Checks a row without rendering it.
     *
     * @throws IllegalArgumentException if it does not fit the model
     */
    public void check(SynthesisRow row) {
        ClassLabels.check(config(), row);
        codesOf(row);
    }

    private static boolean alike(SynthesisRow a, SynthesisRow b) {
        return a.space() == b.space()
                && (a.space() != LatentSpace.Y || a.codes().length == b.codes().length);
    }

    private float[] render(List<SynthesisRow> rows, SynthesisSettings settings) {
        LatentSpace space = rows.get(0).space();
        Sampling sampling = new Sampling(settings.truncation(), settings.noise(), 0, 1);
        try (Pass pass = Pass.inference(policyFor(), Noise.perSample(seeds(rows)));
                NDArray codes = codes(pass, rows);
                NDArray label = label(pass, rows);
                NDArray images =
                        space == LatentSpace.Z
                                ? generator.generate(pass, codes, label, sampling)
                                : generator.synthesise(pass, codes, space, settings.noise())) {
            return Ops.floats(images);
        }
    }

    /**
     * The style of each layer that a row's picture is painted with: layers · w values.
     *
     * @throws IllegalArgumentException if the family has no styles, or the row has codes of y
     */
    public float[] styles(SynthesisRow row, Truncation truncation) {
        StyledGenerator styled = styled();
        if (row.space() == LatentSpace.WP) {
            return codesOf(row);
        }
        boolean latent = row.space() == LatentSpace.Z;
        try (Pass pass = Pass.inference(policyFor(), Noise.seeded(0));
                NDArray w = w(pass, styled, row);
                NDArray spread = styled.spread(w, latent ? truncation : Truncation.NONE)) {
            return Ops.floats(spread);
        }
    }

    /**
     * The untruncated style of a row: w values, or layers · w where the mapping makes a style a
     * layer.
     *
     * @throws IllegalArgumentException if the family has no styles, or the row has other codes than
     *     of z or w
     */
    public float[] style(SynthesisRow row) {
        StyledGenerator styled = styled();
        try (Pass pass = Pass.inference(policyFor(), Noise.seeded(0));
                NDArray w = w(pass, styled, row)) {
            return Ops.floats(w);
        }
    }

    private NDArray w(Pass pass, StyledGenerator styled, SynthesisRow row) {
        ClassLabels.check(config(), row);
        NDArray codes = codes(pass, List.of(row));
        return switch (row.space()) {
            case W -> codes;
            case Z -> {
                try (codes;
                        NDArray label = label(pass, List.of(row))) {
                    yield styled.map(pass, codes, label);
                }
            }
            default ->
                    throw new IllegalArgumentException(
                            "Codes of "
                                    + row.space()
                                    + " do not come from one style; codes of Z or W would be"
                                    + " right.");
        };
    }

    /**
     * The codes of a row in a space.
     *
     * @param space {@code Z} of latents alone; {@code W}, untruncated; {@code WP}, as the picture
     *     is painted
     * @throws IllegalArgumentException if the row has no codes of that space
     */
    public float[] codes(SynthesisRow row, LatentSpace space, Truncation truncation) {
        if (space == row.space()) {
            return codesOf(row);
        }
        return switch (space) {
            case W -> style(row);
            case WP -> styles(row, truncation);
            default ->
                    throw new IllegalArgumentException(
                            "There are no codes of "
                                    + space
                                    + " for a picture of codes of "
                                    + row.space()
                                    + "; W or WP would be right.");
        };
    }

    /**
     * The codes of a row as it states them: of its seed where it states none.
     *
     * @throws IllegalArgumentException if their number does not fit the model
     */
    public float[] codesOf(SynthesisRow row) {
        if (!generator.spaces().contains(row.space())) {
            throw new IllegalArgumentException(
                    "A model of the family "
                            + config().family()
                            + " takes no codes of "
                            + row.space()
                            + "; it takes "
                            + generator.spaces()
                            + ".");
        }
        float[] codes = row.codes() == null ? latent(row.seed(), config().zDim()) : row.codes();
        CodeShapes.check(config(), row.space(), codes);
        return codes;
    }

    private StyledGenerator styled() {
        if (generator instanceof StyledGenerator styled) {
            return styled;
        }
        throw new IllegalArgumentException(
                "A model of the family "
                        + config().family()
                        + " has no styles; styles need StyleGAN or StyleGAN2.");
    }

    private NDArray codes(Pass pass, List<SynthesisRow> rows) {
        float[] first = codesOf(rows.get(0));
        float[] all = new float[rows.size() * first.length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(codesOf(rows.get(i)), 0, all, i * first.length, first.length);
        }
        LatentSpace space = rows.get(0).space();
        return pass.array(all, CodeShapes.of(config(), space, rows.size(), first.length));
    }

    private NDArray label(Pass pass, List<SynthesisRow> rows) {
        int labels = config().labelSize();
        if (labels == 0 || rows.get(0).space() != LatentSpace.Z) {
            return null;
        }
        float[] all = new float[rows.size() * labels];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i).label(), 0, all, i * labels, labels);
        }
        return pass.array(all, rows.size(), labels);
    }

    private long[] seeds(List<SynthesisRow> rows) {
        return rows.stream().mapToLong(r -> RandomState.seedOf(r.seed(), noiseSeed)).toArray();
    }

    private int pictureSize() {
        return config().imageChannels() * config().resolution() * config().resolution();
    }

    /** Operations of a small network are over before a second thread has begun. */
    private ComputePolicy policyFor() {
        boolean small = config().channels(1) <= SMALL_WIDTH && config().resolution() <= SMALL_SIDE;
        return small && policy.threads() == 0 && policy.device().isCpu()
                ? new ComputePolicy(policy.device(), policy.precision(), policy.format(), 1)
                : policy;
    }

    /** Frees the generator. */
    @Override
    public void close() {
        generator.close();
    }
}
