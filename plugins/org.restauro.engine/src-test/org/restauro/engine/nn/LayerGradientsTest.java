// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Seeds;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.GradientCheck;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;

/** First and second derivatives of every layer, by input and by parameter. */
class LayerGradientsTest {
    private final ComputePolicy policy = ComputePolicy.parse("float32,cpu,threads=1");
    private final Random random = Seeds.random(LayerGradientsTest.class);
    private final GradientCheck check = new GradientCheck(policy, random);

    /** A layer as a function of one input. */
    private interface Forward {
        NDArray apply(Pass pass, NDArray x);
    }

    private record Layer(Module module, Forward forward, long... shape) {}

    @TestFactory
    Stream<DynamicTest> agree_with_differences() {
        float[] style = Seeds.normal(random, 2 * 4);
        float[] mask = {1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        Map<String, Layer> layers = new LinkedHashMap<>();
        FullyConnected fc = new FullyConnected(5, 3, Activation.LEAKY_RELU, 0.5, 0.1);
        layers.put("fully connected", new Layer(fc, fc::forward, 2, 5));
        for (int[] r : new int[][] {{1, 1, 3}, {2, 1, 3}, {1, 2, 3}, {1, 2, 1}}) {
            EqualConv conv = new EqualConv(2, 3, r[2], r[0], r[1], Activation.LEAKY_RELU, true);
            layers.put(
                    "convolution " + r[2] + " up " + r[0] + " down " + r[1],
                    new Layer(conv, conv::forward, 2, 2, 4, 4));
        }
        for (int batch = 1; batch <= 2; batch++) {
            int n = batch;
            for (int up = 1; up <= 2; up++) {
                StyleConv conv = new StyleConv(2, 2, 4, 4 * up, 3, up);
                layers.put(
                        "style convolution up " + up + " batch " + n,
                        new Layer(
                                conv,
                                (p, x) ->
                                        conv.forward(
                                                p,
                                                x,
                                                p.array(Arrays.copyOf(style, n * 4), n, 4),
                                                LayerNoise.CONST,
                                                "n"),
                                n,
                                2,
                                4,
                                4));
            }
        }
        ToRgb rgb = new ToRgb(2, 3, 4);
        layers.put(
                "colour",
                new Layer(
                        rgb,
                        (p, x) -> rgb.forward(p, x, p.array(style, 2, 4), skip(p)),
                        2,
                        2,
                        4,
                        4));
        PartialConv partial = new PartialConv(2, 3, 3, 1, 2, Activation.LEAKY_RELU);
        layers.put(
                "partial convolution",
                new Layer(
                        partial,
                        (p, x) -> partial.forward(p, new Masked(x, p.array(mask, 1, 1, 4, 4))).x(),
                        1,
                        2,
                        4,
                        4));
        WindowBlock block = new WindowBlock(4, 2, 4, 2, true, 2);
        layers.put(
                "window block",
                new Layer(
                        block,
                        (p, x) -> block.forward(p, new Masked(x, p.array(mask, 1, 1, 4, 4))).x(),
                        1,
                        4,
                        4,
                        4));
        MinibatchStd std = new MinibatchStd(2);
        layers.put("minibatch deviation", new Layer(std, std::forward, 4, 2, 3, 3));
        MappingNetwork mapping = new MappingNetwork(4, 4, 2);
        layers.put("mapping", new Layer(mapping, (p, z) -> mapping.forward(p, z, 2, 0.7), 2, 4));
        return layers.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> run(e.getValue())));
    }

    private static NDArray skip(Pass pass) {
        float[] v = new float[2 * 3 * 2 * 2];
        v[3] = 1;
        return pass.array(v, 2, 3, 2, 2);
    }

    private void run(Layer layer) {
        try (Module module = layer.module) {
            module.initialise(policy, Noise.seeded(random.nextLong()));
            GradientCheck.Input x =
                    new GradientCheck.Input(
                            Seeds.normal(random, Noise.size(layer.shape)), layer.shape);
            // squared, so that no part of the second derivative is empty
            check.first((p, in) -> square(layer.forward.apply(p, in.get(0))), x);
            check.second((p, in) -> square(layer.forward.apply(p, in.get(0))), x);
            if (!module.parameters().isEmpty()) {
                parameters(layer, x.values());
            }
        }
    }

    private static NDArray square(NDArray y) {
        return y.mul(y);
    }

    private void parameters(Layer layer, float[] x) {
        Map<String, Parameter> trainable = layer.module.trainable();
        float[] gradient;
        try (Pass pass = Pass.differentiable(policy, Noise.seeded(1))) {
            List<NDArray> arrays = trainable.values().stream().map(Parameter::array).toList();
            gradient = joined(Gradients.firstOrder(penalty(layer, pass, x), arrays));
        }
        float[] start = joined(trainable.values().stream().map(Parameter::array).toList());
        GradientCheck.agree(
                "penalty by parameters",
                random,
                gradient,
                (direction, step) -> {
                    assign(trainable, start, direction, step);
                    try (Pass pass = Pass.differentiable(policy, Noise.seeded(1))) {
                        return Ops.floats(penalty(layer, pass, x))[0];
                    }
                });
    }

    private static float[] joined(List<NDArray> arrays) {
        List<float[]> parts = arrays.stream().map(Ops::floats).toList();
        float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private void assign(
            Map<String, Parameter> trainable, float[] start, float[] direction, double step) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(1))) {
            int at = 0;
            for (Parameter p : trainable.values()) {
                float[] v = new float[(int) p.elements()];
                for (int i = 0; i < v.length; i++, at++) {
                    v[i] = (float) (start[at] + step * direction[at]);
                }
                p.assign(pass.array(v, p.shape()));
            }
        }
    }

    /** The squared gradient of the input, as R1 takes it. */
    private static NDArray penalty(Layer layer, Pass pass, float[] values) {
        NDArray x = Gradients.require(pass.array(values, layer.shape));
        NDArray y = square(layer.forward.apply(pass, x)).sum();
        NDArray g = Gradients.of(y, List.of(x)).get(0);
        return g.mul(g).sum();
    }
}
