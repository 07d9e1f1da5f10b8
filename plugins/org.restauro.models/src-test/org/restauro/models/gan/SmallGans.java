// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Small networks of random weights, and what they make of random latents. */
final class SmallGans {
    static final String SMALL =
            "'z_space_dim': 8, 'w_space_dim': 8, 'mapping_layers': 2, 'mapping_fmaps': 8,"
                    + " 'fmaps_base': 128, 'fmaps_max': 8";
    static final String SMALL_D = "'fmaps_base': 128, 'fmaps_max': 8";

    static final long SEED = drawSeed();

    static final ComputePolicy POLICY = ComputePolicy.REFERENCE;

    private static long drawSeed() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("Small GANs use -Dseed=" + seed);
        return seed;
    }

    private SmallGans() {}

    static GanGenerator generator(String options, int side) {
        GeneratorConfig config =
                GeneratorConfig.fromJson(
                        json("{" + options + ", 'resolution': " + side + ", " + SMALL + "}"));
        assertThat(GeneratorConfig.fromJson(config.toJson())).isEqualTo(config);
        GanGenerator g = GanNetworks.generator(config);
        g.initialise(POLICY, Noise.seeded(SEED));
        noisy(g);
        return g;
    }

    /** Strengths of noise begin at 0; tests want to see it. */
    static void noisy(Module network) {
        StateDict state = network.stateDict();
        StateDict other = new StateDict();
        for (String name : state.names()) {
            TensorData t = state.get(name);
            boolean strength =
                    name.endsWith("noise_strength") || name.endsWith("apply_noise.weight");
            float[] v = t.toFloats();
            for (int i = 0; strength && i < v.length; i++) {
                v[i] = 0.1f;
            }
            other.put(name, strength ? TensorData.of(v, t.shape()) : t);
        }
        network.load(other, POLICY);
    }

    static float[] drawn(GanGenerator g, LayerNoise noise) {
        try (Pass pass = Pass.differentiable(POLICY, Noise.seeded(SEED + 2));
                NDArray z = pass.array(random(16, 1), 2, 8);
                NDArray label = oneHot(pass, g.config().labelSize());
                NDArray y = g.generate(pass, z, label, Sampling.PLAIN.with(noise))) {
            return Ops.floats(y);
        }
    }

    static float[] drawn(GanGenerator g, ComputePolicy how, Noise noise, float[] z, int n) {
        Sampling random = Sampling.PLAIN.with(LayerNoise.RANDOM);
        try (Pass pass = Pass.inference(how, noise);
                NDArray latents = pass.array(z, n, 8);
                NDArray y = g.generate(pass, latents, null, random)) {
            return Ops.floats(y);
        }
    }

    static NDArray oneHot(Pass pass, int labels) {
        if (labels == 0) {
            return null;
        }
        float[] v = new float[2 * labels];
        v[1] = 1;
        v[labels] = 1;
        return pass.array(v, 2, labels);
    }

    static float[] random(int count, int salt) {
        Random random = new Random(SEED + salt);
        float[] v = new float[count];
        for (int i = 0; i < count; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }

    static double deviation(float[] v) {
        double sum = 0;
        double squares = 0;
        for (float x : v) {
            sum += x;
            squares += (double) x * x;
        }
        double mean = sum / v.length;
        return Math.sqrt(squares / v.length - mean * mean);
    }

    /** Largest difference by the deviation. */
    static double distance(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest / deviation(a);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
