// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.Arrays;
import java.util.function.BiFunction;

/** One seeded source a sample; draws without a batch dimension come from the first one. */
final class BatchNoise implements Noise {
    private final Noise[] samples;

    BatchNoise(long[] seeds) {
        if (seeds.length == 0) {
            throw new IllegalArgumentException("A batch needs at least one seed");
        }
        samples = Arrays.stream(seeds).mapToObj(SeededNoise::new).toArray(Noise[]::new);
    }

    @Override
    public float[] normal(String name, long... shape) {
        return each(shape, (noise, s) -> noise.normal(name, s));
    }

    @Override
    public float[] uniform(String name, long... shape) {
        return each(shape, (noise, s) -> noise.uniform(name, s));
    }

    @Override
    public int below(String name, int bound) {
        return samples[0].below(name, bound);
    }

    private float[] each(long[] shape, BiFunction<Noise, long[], float[]> draw) {
        if (shape.length == 0 || shape[0] != samples.length) {
            throw new IllegalArgumentException(
                    "A draw of shape "
                            + Arrays.toString(shape)
                            + " does not begin with the number"
                            + " of samples, "
                            + samples.length);
        }
        long[] one = shape.clone();
        one[0] = 1;
        int size = Noise.size(one);
        float[] all = new float[Noise.size(shape)];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(draw.apply(samples[i], one), 0, all, i * size, size);
        }
        return all;
    }
}
