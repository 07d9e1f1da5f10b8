// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;

/** A small network with a reference module, and inputs for it. */
final class Small {
    static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");
    static final ReferenceConfig LIGHT =
            ReferenceConfig.LIGHTWEIGHT.withFeatures(32).withPictureSize(32);
    static final ReferenceConfig FULL = ReferenceConfig.FULL.withFeatures(32).withPictureSize(32);

    private Small() {}

    static StateDict backbone(MatConfig config) {
        return FormulaWeights.fill(new MatGenerator(config), FormulaWeights.GENERATOR_SEED);
    }

    /** Loaded, with a reference module as training begins. */
    static ReferenceGuidedGenerator generator(
            int side, ReferenceConfig config, ComputePolicy policy) {
        MatConfig network = MatConfig.small(side);
        ReferenceGuidedGenerator generator = new ReferenceGuidedGenerator(network, config);
        generator.loadBackbone(backbone(network), policy);
        generator.initialiseReference(policy, Noise.seeded(1));
        return generator;
    }

    /** Sets all gates, so that the module changes something. */
    static void open(ReferenceGuidedGenerator generator, float gate) {
        for (Map.Entry<String, Parameter> e : generator.reference().parameters().entrySet()) {
            if (e.getKey().endsWith("gate")) {
                try (Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
                    e.getValue().assign(pass.array(new float[] {gate}, 1));
                }
            }
        }
    }

    static NDArray image(Pass pass, int n, int side) {
        return pass.array(FormulaWeights.sequence(777, n * 3 * side * side, 1), n, 3, side, side);
    }

    static NDArray mask(Pass pass, int n, int side) {
        float[] m = new float[n * side * side];
        for (int i = 0; i < m.length; i++) {
            int x = i % side;
            int y = i / side % side;
            m[i] = x >= side / 8 && x < side / 2 && y >= side / 4 && y < side * 3 / 4 ? 0 : 1;
        }
        return pass.array(m, n, 1, side, side);
    }

    static NDArray latents(Pass pass, int n) {
        return pass.array(FormulaWeights.sequence(999, n * 32, 1.7), n, 32);
    }

    /** Different pictures with different parts. */
    static NDArray pictures(Pass pass, int n, int side) {
        return pass.array(FormulaWeights.sequence(31, n * 3 * side * side, 1), n, 3, side, side);
    }

    static long[] seeds(int n) {
        long[] seeds = new long[n];
        for (int i = 0; i < n; i++) {
            seeds[i] = 100 + i;
        }
        return seeds;
    }

    static float[] paint(
            ReferenceGuidedGenerator g, Pass pass, int n, Guidance guidance, LayerNoise noise) {
        int side = g.config().resolution();
        try (var painting =
                g.forward(
                        pass,
                        image(pass, n, side),
                        mask(pass, n, side),
                        latents(pass, n),
                        0.7,
                        noise,
                        guidance)) {
            return Ops.floats(painting.image());
        }
    }
}
