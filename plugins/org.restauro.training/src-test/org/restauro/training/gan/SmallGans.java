// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.training.BatchSource;
import org.restauro.training.TrainingBatch;
import org.restauro.training.optim.AdamSettings;

/** GANs of a few thousand weights, and made-up data for them. */
final class SmallGans {
    static final ComputePolicy POLICY = ComputePolicy.parse("float32,channels-last,cpu,threads=1");

    static final int Z = 8;

    private SmallGans() {}

    private static ObjectNode json(GanFamily family, int side, int labels) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("gan_type", family.toString())
                .put("resolution", side)
                .put("label_size", labels)
                .put("fmaps_base", 128)
                .put("fmaps_max", 8);
    }

    static GeneratorConfig generator(GanFamily family, int side, int labels) {
        return GeneratorConfig.fromJson(
                json(family, side, labels)
                        .put("z_space_dim", Z)
                        .put("w_space_dim", Z)
                        .put("mapping_layers", 2)
                        .put("mapping_fmaps", Z));
    }

    static DiscriminatorConfig discriminator(GanFamily family, int side, int labels) {
        return DiscriminatorConfig.fromJson(
                json(family, side, labels).put("minibatch_std_group_size", 2));
    }

    static GanNetworkSettings settings(GanFamily family, int side, int labels) {
        return settings(family, side, labels, 0, false);
    }

    static GanNetworkSettings settings(
            GanFamily family, int side, int labels, int frozen, boolean parity) {
        GanNetworkSettings.Learning learning =
                new GanNetworkSettings.Learning(AdamSettings.gan(2e-3));
        return new GanNetworkSettings(
                POLICY,
                generator(family, side, labels),
                discriminator(family, side, labels),
                learning,
                learning,
                frozen,
                new GanNetworkSettings.Average(20, 0, parity));
    }

    /** Every term that a family can have: R1 and R2, path length, mixing. */
    static GanLossSettings loss(GanFamily family, int interval) {
        return GanLossSettings.published(family)
                .withPenalties(1, 0.5, interval)
                .withPathLength(family == GanFamily.PGGAN ? 0 : 2, 2, 2)
                .with(Sampling.TRAINING);
    }

    static GanTrainingNetworks networks(GanFamily family, int side, int labels) {
        GanTrainingNetworks networks =
                GanTrainingNetworks.create(settings(family, side, labels), null, null, 7);
        noisy(networks.generator());
        return networks;
    }

    /** Strengths of noise begin at 0; tests want to see it. */
    private static void noisy(Module network) {
        StateDict state = network.stateDict();
        StateDict other = new StateDict();
        for (String name : state.names()) {
            TensorData t = state.get(name);
            float[] v = t.toFloats();
            if (name.endsWith("noise_strength") || name.endsWith("apply_noise.weight")) {
                Arrays.fill(v, 0.1f);
            }
            other.put(name, TensorData.of(v, t.shape()));
        }
        network.load(other, POLICY);
    }

    /** Smooth pictures of different colours. */
    static TrainingBatch batch(int size, int side, int labels, long seed) {
        Random random = new Random(seed);
        float[] images = new float[size * 3 * side * side];
        float[] oneHot = new float[size * labels];
        for (int i = 0; i < size; i++) {
            for (int c = 0; c < 3; c++) {
                double phase = random.nextDouble() * Math.PI * 2;
                for (int p = 0; p < side * side; p++) {
                    images[(i * 3 + c) * side * side + p] =
                            (float) Math.sin(phase + 6.0 * (p % side + c * (p / side)) / side);
                }
            }
            if (labels > 0) {
                oneHot[i * labels + random.nextInt(labels)] = 1;
            }
        }
        return new TrainingBatch(size, side, images, new float[0], oneHot);
    }

    /** The same batches again for the same seed, of a size that may change. */
    static final class Data implements BatchSource {
        private final int labels;
        private final long seed;
        private int side;
        private int given;

        Data(int side, int labels, long seed) {
            this.side = side;
            this.labels = labels;
            this.seed = seed;
        }

        void resolution(int value) {
            side = value;
        }

        @Override
        public TrainingBatch next(int size) {
            return batch(size, side, labels, seed + given++);
        }

        @Override
        public String position() {
            return Integer.toString(given);
        }
    }

    /** Everything that a network holds. */
    static Map<String, float[]> values(Module network) {
        Map<String, float[]> all = new LinkedHashMap<>();
        StateDict state = network.stateDict();
        state.names().forEach(name -> all.put(name, state.get(name).toFloats()));
        return all;
    }
}
