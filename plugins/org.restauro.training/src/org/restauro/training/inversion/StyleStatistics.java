// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.models.gan.StyledGenerator;

/**
 * Mean and spread of the styles of random latents, of random classes where there are classes. The
 * running mean that a generator keeps is not used, for models trained by GenForce keep none.
 *
 * @param mean of each value
 * @param deviation root of the mean squared distance from the mean, of whole styles
 */
record StyleStatistics(float[] mean, double deviation) {
    /** As many as StyleGAN2's projector draws. */
    private static final int SAMPLES = 10_000;

    private static final int TOGETHER = 500;
    private static final long SEED = 123;

    static StyleStatistics of(StyledGenerator generator, ComputePolicy policy) {
        double[] sums = null;
        double[] squares = null;
        for (int i = 0; i < SAMPLES / TOGETHER; i++) {
            float[] w = styles(generator, policy, SEED + i);
            int size = w.length / TOGETHER;
            if (sums == null) {
                sums = new double[size];
                squares = new double[size];
            }
            for (int k = 0; k < w.length; k++) {
                sums[k % size] += w[k];
                squares[k % size] += (double) w[k] * w[k];
            }
        }
        float[] mean = new float[sums.length];
        double variance = 0;
        for (int k = 0; k < mean.length; k++) {
            double m = sums[k] / SAMPLES;
            mean[k] = (float) m;
            variance += squares[k] / SAMPLES - m * m;
        }
        return new StyleStatistics(mean, Math.sqrt(Math.max(0, variance)));
    }

    private static float[] styles(StyledGenerator generator, ComputePolicy policy, long seed) {
        int z = generator.config().zDim();
        int classes = generator.config().labelSize();
        try (Pass pass = Pass.inference(policy, Noise.seeded(seed))) {
            NDArray latents = pass.array(pass.noise().normal("latents", TOGETHER, z), TOGETHER, z);
            NDArray labels = classes == 0 ? null : labels(pass, classes);
            return Ops.floats(generator.map(pass, latents, labels));
        }
    }

    private static NDArray labels(Pass pass, int classes) {
        float[] values = new float[TOGETHER * classes];
        for (int i = 0; i < TOGETHER; i++) {
            values[i * classes + pass.noise().below("classes", classes)] = 1;
        }
        return pass.array(values, TOGETHER, classes);
    }
}
