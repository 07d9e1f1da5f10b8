// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Sampling;

/**
 * A MAT generator as a filler of holes, arrays in and arrays out.
 *
 * <p>On the CPU the samples of a batch are computed one after the other: that is as fast, takes
 * less memory, and makes a result independent of its batch mates to the last bit. A small network
 * without a guide computes as many at the same time as there are processors, each on one thread.
 * Constant noise is repeated where the input is a multiple of the built size.
 */
public final class MatInpaintingNetwork implements InpaintingNetwork {
    private static final int SMALL_DIM = 64;
    private static final int SMALL_PIXELS = 128 * 128;

    private final MatGenerator generator;
    private final ComputePolicy policy;
    private final Guiding guiding;
    private SampleWorkers workers;
    private boolean closed;

    /** Makes the guide of one forward. */
    @FunctionalInterface
    public interface Guiding {
        /**
         * A guide for these samples.
         *
         * @param pass owner of the guide's arrays
         * @return null for plain MAT
         */
        FeatureGuide guide(Pass pass, Sampling sampling);
    }

    /** Takes a generator with weights; closing this closes it. */
    public MatInpaintingNetwork(MatGenerator generator, ComputePolicy policy) {
        this(generator, policy, null);
    }

    /** The same with a guide, asked for one sample after the other on the CPU. */
    public MatInpaintingNetwork(MatGenerator generator, ComputePolicy policy, Guiding guiding) {
        this.generator = generator;
        this.policy = policy;
        this.guiding = guiding;
    }

    /** Shape of the network. */
    public MatConfig config() {
        return generator.config();
    }

    /** How it computes. */
    public ComputePolicy policy() {
        return policy;
    }

    @Override
    public int builtSize() {
        return generator.config().resolution();
    }

    @Override
    public int latentSize() {
        return generator.config().zDim();
    }

    @Override
    public float[] inpaint(
            float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
        check(images, masks, n, height, width, sampling);
        if (!policy.device().isCpu()) {
            return paint(images, masks, height, width, sampling);
        }
        int plane = height * width;
        float[] result = new float[images.length];
        IntConsumer sample =
                i -> {
                    float[] one =
                            paint(
                                    Arrays.copyOfRange(images, i * 3 * plane, (i + 1) * 3 * plane),
                                    Arrays.copyOfRange(masks, i * plane, (i + 1) * plane),
                                    height,
                                    width,
                                    sample(sampling, i));
                    System.arraycopy(one, 0, result, i * 3 * plane, one.length);
                };
        if (n > 1 && guiding == null && isSmall(height, width)) {
            workers().each(n, sample);
        } else {
            synchronized (this) {
                IntStream.range(0, n).forEach(sample);
            }
        }
        return result;
    }

    private synchronized SampleWorkers workers() {
        if (workers == null) {
            workers = new SampleWorkers();
        }
        return workers;
    }

    @Override
    public int atOnce() {
        return sampleOnEachThread() ? 2 * SampleWorkers.THREADS : 1;
    }

    @Override
    public int calls() {
        // threads that are done with one batch begin the next
        return sampleOnEachThread() ? 2 : 1;
    }

    private boolean sampleOnEachThread() {
        return guiding == null && isSmall(builtSize(), builtSize());
    }

    private Sampling sample(Sampling all, int i) {
        int latent = latentSize();
        return new Sampling(
                Arrays.copyOfRange(all.z(), i * latent, (i + 1) * latent),
                all.truncationPsi(),
                all.noiseMode(),
                new long[] {all.seeds()[i]},
                Collections.singletonList(all.hint(i)));
    }

    private float[] paint(float[] images, float[] masks, int h, int w, Sampling sampling) {
        int n = sampling.seeds().length;
        try (Pass pass = Pass.inference(policyFor(h, w), Noise.perSample(sampling.seeds()))) {
            NDArray image = pass.array(images, n, 3, h, w);
            NDArray mask = pass.array(masks, n, 1, h, w);
            NDArray z = pass.array(sampling.z(), n, latentSize());
            FeatureGuide guide = guiding == null ? null : guiding.guide(pass, sampling);
            LayerNoise noise = noise(sampling.noiseMode());
            try (MatGenerator.Painting painting =
                    generator.forward(
                            pass, image, mask, z, sampling.truncationPsi(), noise, guide)) {
                return Ops.floats(painting.image());
            }
        }
    }

    /** Operations of a small network are over before a second thread has begun. */
    private boolean isSmall(int h, int w) {
        return policy.threads() == 0
                && policy.device().isCpu()
                && config().dim() <= SMALL_DIM
                && (long) h * w <= SMALL_PIXELS;
    }

    private ComputePolicy policyFor(int h, int w) {
        return isSmall(h, w)
                ? new ComputePolicy(policy.device(), policy.precision(), policy.format(), 1)
                : policy;
    }

    private static LayerNoise noise(NoiseMode mode) {
        return switch (mode) {
            case CONST -> LayerNoise.CONST;
            case RANDOM -> LayerNoise.RANDOM;
            case NONE -> LayerNoise.NONE;
        };
    }

    private void check(
            float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
        if (closed) {
            throw new IllegalStateException("This network was closed.");
        }
        int built = builtSize();
        if (n < 1 || height < 1 || width < 1 || height % built != 0 || width % built != 0) {
            throw new IllegalArgumentException(
                    n
                            + " images of "
                            + width
                            + "×"
                            + height
                            + " pixels do not fit; at least one,"
                            + " with sides that are multiples of "
                            + built
                            + ", would.");
        }
        long plane = (long) height * width;
        length("images", images.length, n * 3 * plane);
        length("masks", masks.length, n * plane);
        length("latents", sampling.z().length, (long) n * latentSize());
        length("seeds", sampling.seeds().length, n);
    }

    private static void length(String what, long actual, long right) {
        if (actual != right) {
            throw new IllegalArgumentException(
                    "The " + what + " hold " + actual + " values; " + right + " would be right.");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (workers != null) {
            workers.close();
        }
        generator.close();
    }
}
