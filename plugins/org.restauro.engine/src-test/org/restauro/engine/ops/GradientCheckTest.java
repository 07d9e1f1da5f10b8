// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of the gradient tests itself: fails for wrong gradients, not for kinks nearby. */
class GradientCheckTest {
    private static final float[] GRADIENT = {3, -1, 2};

    /** A curved function with the gradient above, and a jump at a step of some length. */
    private static double curved(float[] direction, double step, double jumpAt) {
        double slope = 0;
        for (int i = 0; i < GRADIENT.length; i++) {
            slope += GRADIENT[i] * direction[i];
        }
        double jump = Math.signum(step - jumpAt) == Math.signum(-jumpAt) ? 0 : 0.5;
        return 1 + slope * step + 8 * step * step + jump;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-9e-4, -3e-4, 2e-5, 7e-4, 1})
    void passes_beside_a_jump(double at) {
        GradientCheck.agree("gradient", new Random(1), GRADIENT, (d, step) -> curved(d, step, at));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3e-4, 2e-5, 1})
    void fails_for_a_wrong_gradient(double at) {
        float[] wrong = {3, -1, 2.4f};

        assertThatThrownBy(
                        () ->
                                GradientCheck.agree(
                                        "gradient",
                                        new Random(1),
                                        wrong,
                                        (d, step) -> curved(d, step, at)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("predicted");
    }
}
