// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Seeds;

/**
 * Compares derivatives with differences along random directions: of a scalar made of a function's
 * result, and of the squared norm of its gradient (which needs the derivative of a derivative).
 */
public final class GradientCheck {
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 2e-2;
    private static final int DIRECTIONS = 3;

    private final ComputePolicy policy;
    private final Random random;

    /** Makes a check with a source of directions. */
    public GradientCheck(ComputePolicy policy, Random random) {
        this.policy = policy;
        this.random = random;
    }

    /** One input: its shape and values. */
    public record Input(float[] values, long... shape) {}

    /** First derivatives of a weighted sum of results. */
    public void first(Body body, Input... inputs) {
        compare("gradient", inputs, (pass, x) -> weighted(pass, body.apply(pass, x)));
    }

    /** Derivatives of the squared norm of the first input's gradient, as R1 needs. */
    public void second(Body body, Input... inputs) {
        compare(
                "gradient of the squared gradient",
                inputs,
                (pass, x) -> {
                    NDArray y = weighted(pass, body.apply(pass, x));
                    NDArray g = Gradients.of(y, List.of(x.get(0))).get(0);
                    return g.mul(g).sum();
                });
    }

    /** What is differentiated. */
    @FunctionalInterface
    public interface Body {
        /** Computes from arrays that require gradients. */
        NDArray apply(Pass pass, List<NDArray> inputs);
    }

    private static NDArray weighted(Pass pass, NDArray y) {
        NDArray f = Ops.cast(y, org.restauro.engine.Precision.FLOAT32);
        long[] shape = f.getShape().getShape();
        int n = Noise.size(shape);
        float[] weights = new float[n];
        for (int i = 0; i < n; i++) {
            weights[i] = (float) Math.sin(1 + 1.7 * i);
        }
        return f.mul(pass.array(weights, shape)).sum();
    }

    private void compare(String what, Input[] inputs, Body scalar) {
        for (int k = 0; k < inputs.length; k++) {
            int input = k;
            float[] gradient;
            try (Pass pass = Pass.differentiable(policy, Noise.seeded(1))) {
                List<NDArray> x = arrays(pass, inputs);
                gradient =
                        Ops.floats(
                                Gradients.firstOrder(scalar.apply(pass, x), List.of(x.get(k)))
                                        .get(0));
            }
            agree(
                    what + " by input " + k,
                    random,
                    gradient,
                    (direction, step) -> value(scalar, inputs, input, direction, step));
        }
    }

    /** A scalar after a step along a direction. */
    @FunctionalInterface
    public interface Moved {
        /** Computes it. */
        double value(float[] direction, double step);
    }

    /**
     * Fails unless a gradient predicts differences. Activations have kinks, and a difference across
     * one measures something else; so the difference to one side counts as well as that to both,
     * and most of a few directions must agree, not all.
     */
    public static void agree(String what, Random random, float[] gradient, Moved scalar) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < DIRECTIONS; i++) {
            float[] direction = direction(random, gradient);
            double predicted = dot(gradient, direction);
            double up = scalar.value(direction, STEP);
            double down = scalar.value(direction, -STEP);
            double measured = (up - down) / (2 * STEP);
            if (agree(predicted, measured, up)) {
                continue;
            }
            double here = scalar.value(direction, 0);
            double ahead = oneSided(here, scalar.value(direction, STEP / 2), up);
            double behind = -oneSided(here, scalar.value(direction, -STEP / 2), down);
            if (!agree(predicted, ahead, up) && !agree(predicted, behind, down)) {
                wrong.add(
                        String.format(
                                "%s predicted, %s measured (%s ahead, %s behind)",
                                predicted, measured, ahead, behind));
            }
        }
        assertThat(wrong).as(what).hasSizeLessThanOrEqualTo(DIRECTIONS / 2);
    }

    private static boolean agree(double predicted, double measured, double value) {
        double scale = Math.max(1e-2, Math.max(Math.abs(measured), Math.abs(value) * 0.02));
        return Math.abs(predicted - measured) / scale < TOLERANCE;
    }

    /** The derivative where a step begins, to second order, of values at its start, middle, end. */
    private static double oneSided(double start, double middle, double end) {
        return (4 * middle - end - 3 * start) / STEP;
    }

    /** A unit vector, half random and half along the gradient, so that something is to be seen. */
    private static float[] direction(Random random, float[] gradient) {
        float[] d = Seeds.normal(random, gradient.length);
        double own = Math.sqrt(dot(d, d));
        double length = Math.max(1e-9, Math.sqrt(dot(gradient, gradient)));
        for (int i = 0; i < d.length; i++) {
            d[i] = (float) (d[i] / own + gradient[i] / length);
        }
        double norm = Math.sqrt(dot(d, d));
        for (int i = 0; i < d.length; i++) {
            d[i] /= (float) norm;
        }
        return d;
    }

    private double value(Body scalar, Input[] inputs, int k, float[] direction, double step) {
        Input[] moved = inputs.clone();
        float[] v = inputs[k].values.clone();
        for (int i = 0; i < v.length; i++) {
            v[i] += (float) (step * direction[i]);
        }
        moved[k] = new Input(v, inputs[k].shape);
        try (Pass pass = Pass.differentiable(policy, Noise.seeded(1))) {
            return Ops.floats(scalar.apply(pass, arrays(pass, moved)))[0];
        }
    }

    private static List<NDArray> arrays(Pass pass, Input[] inputs) {
        List<NDArray> arrays = new ArrayList<>();
        for (Input input : inputs) {
            arrays.add(Gradients.require(pass.array(input.values, input.shape)));
        }
        return arrays;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    static Function<Random, Input> normal(long... shape) {
        return random -> new Input(Seeds.normal(random, Noise.size(shape)), shape);
    }
}
