// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.models.mat.FormulaWeights;

/** Gradients of a reference module by its parameters, against differences. */
class ModuleGradientsTest {
    private static final int SIDE = 32;
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 2e-2;
    private static final int[][] REFERENCES = {{0}, {0, 1}};

    /** Encoder, fusions and injection of a module alone, on features of 4×4 and 8×8. */
    private static NDArray[] results(ReferenceModule module, Pass pass) {
        Encoded encoded = module.encode(pass, Small.pictures(pass, 2, SIDE));
        Guidance guidance = Guidance.of(pass, module, encoded, REFERENCES);
        float[] x = FormulaWeights.sequence(3, 2 * 32 * 64, 1.7);
        return new NDArray[] {
            module.fuse(pass, 16, pass.array(Arrays.copyOf(x, 2 * 32 * 16), 2, 32, 4, 4), guidance),
            module.fuse(pass, 32, pass.array(x, 2, 32, 8, 8), guidance),
            module.inject(pass, pass.array(Arrays.copyOf(x, 2 * 64), 2, 64), guidance)
        };
    }

    private static float[] weights(int result, int count) {
        return FormulaWeights.sequence(50 + result, count, 1);
    }

    /** In double precision, so that small differences are seen. */
    private static double weighted(ReferenceModule module) {
        double sum = 0;
        try (Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            int result = 0;
            for (NDArray y : results(module, pass)) {
                float[] v = Ops.floats(y);
                float[] w = weights(result++, v.length);
                for (int i = 0; i < v.length; i++) {
                    sum += (double) v[i] * w[i];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(ReferenceConfig.Variant.class)
    void gradients_predict_differences(ReferenceConfig.Variant variant) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("ModuleGradientsTest uses -Dseed=" + seed);
        Random random = new Random(seed);
        try (var g = Small.generator(SIDE, ReferenceGradientsTest.config(variant), Small.POLICY)) {
            Small.open(g, 0.5f);
            ReferenceModule module = g.reference();
            Map<String, float[]> gradients = new LinkedHashMap<>();
            Map<String, Parameter> parameters = module.trainable();
            try (Pass pass = Pass.differentiable(Small.POLICY, Noise.seeded(0))) {
                NDArray sum = pass.array(new float[1], 1);
                int result = 0;
                for (NDArray y : results(module, pass)) {
                    int n = Noise.size(y.getShape().getShape());
                    NDArray w = pass.array(weights(result++, n), y.getShape().getShape());
                    sum = sum.add(y.mul(w).sum());
                }
                List<NDArray> arrays = parameters.values().stream().map(Parameter::array).toList();
                List<NDArray> all = Gradients.firstOrder(sum, arrays);
                int i = 0;
                for (String name : parameters.keySet()) {
                    gradients.put(name, Ops.floats(all.get(i++)));
                }
            }
            module.stopGradients();
            for (String part : List.of("encoder.", ".16.", ".32.", "style.")) {
                List<String> names =
                        gradients.keySet().stream().filter(n -> n.contains(part)).toList();
                agree(module, part, names, gradients, random);
            }
        }
    }

    /** Moves the parameters of a part together along their gradient and something random. */
    private static void agree(
            ReferenceModule module,
            String part,
            List<String> names,
            Map<String, float[]> gradients,
            Random random) {
        double total = 0;
        for (String name : names) {
            total += Math.pow(ReferenceGradientsTest.norm(gradients.get(name)), 2);
        }
        double length = Math.sqrt(total);
        int wrong = 0;
        StringBuilder seen = new StringBuilder();
        for (int k = 0; k < 3; k++) {
            double predicted = 0;
            Map<String, float[]> direction = new LinkedHashMap<>();
            for (String name : names) {
                float[] gradient = gradients.get(name);
                float[] d = new float[gradient.length];
                for (int i = 0; i < d.length; i++) {
                    d[i] = (float) (gradient[i] / length + 1e-2 * random.nextGaussian());
                    predicted += (double) d[i] * gradient[i];
                }
                direction.put(name, d);
            }
            move(module.parameters(), direction, STEP);
            double up = weighted(module);
            move(module.parameters(), direction, -2 * STEP);
            double measured = (up - weighted(module)) / (2 * STEP);
            move(module.parameters(), direction, STEP);
            // a step across a kink of an activation measures something else
            wrong += Math.abs(predicted / measured - 1) < TOLERANCE ? 0 : 1;
            seen.append(predicted).append(" predicted, ").append(measured).append(" measured; ");
        }
        assertThat(wrong).as(part + ": " + seen).isLessThan(2);
    }

    private static void move(
            Map<String, Parameter> parameters, Map<String, float[]> direction, double step) {
        try (Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            direction.forEach(
                    (name, d) -> {
                        float[] v = parameters.get(name).floats(name);
                        for (int i = 0; i < v.length; i++) {
                            v[i] += (float) (step * d[i]);
                        }
                        parameters.get(name).assign(pass.array(v, v.length));
                    });
        }
    }
}
