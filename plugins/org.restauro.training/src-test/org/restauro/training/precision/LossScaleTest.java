// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.BatchSource;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.Round;
import org.restauro.training.Small;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

class LossScaleTest {
    private static void succeed(LossScale scale, int times) {
        for (int i = 0; i < times; i++) {
            scale.succeed();
        }
    }

    @Test
    void grows_after_many_good_updates_and_shrinks_at_once() {
        LossScale scale = new LossScale("scale_g");
        assertThat(scale.value()).isEqualTo(65536);
        succeed(scale, 1999);
        assertThat(scale.value()).isEqualTo(65536);
        succeed(scale, 1);
        assertThat(scale.value()).isEqualTo(131072);
        succeed(scale, 1500);
        assertThat(scale.shrink()).isTrue();
        assertThat(scale.value()).isEqualTo(65536);
        assertThat(scale.overflows()).isEqualTo(1);
        succeed(scale, 1999);
        assertThat(scale.value()).isEqualTo(65536);
    }

    @Test
    void stays_within_its_bounds() {
        LossScale scale = new LossScale("scale_g", 2);
        assertThat(scale.shrink()).isTrue();
        assertThat(scale.shrink()).isFalse();
        assertThat(scale.value()).isEqualTo(LossScale.SMALLEST);
        assertThat(scale.overflows()).isEqualTo(1);
        LossScale large = new LossScale("scale_g", LossScale.LARGEST);
        succeed(large, LossScale.INTERVAL);
        assertThat(large.value()).isEqualTo(LossScale.LARGEST);
    }

    @Test
    void goes_on_from_its_numbers_and_refuses_others() {
        LossScale scale = new LossScale("scale_g", 8);
        succeed(scale, 5);
        scale.shrink();
        succeed(scale, 7);
        LossScale other = new LossScale("scale_g");
        other.restore(new StateDict(), scale.numbers());
        assertThat(other.numbers()).isEqualTo(scale.numbers());
        assertThat(other.value()).isEqualTo(4);
        assertThat(other.good()).isEqualTo(7);
        assertThatThrownBy(
                        () ->
                                other.restore(
                                        new StateDict(),
                                        JsonNodeFactory.instance.objectNode().put("scale", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale_g")
                .hasMessageContaining("-1");
    }

    @Test
    void an_overflow_is_skipped_and_is_no_divergence_until_the_scale_cannot_shrink()
            throws Exception {
        try (Root root = new Root()) {
            LossScale scale = new LossScale("scale", 4);
            TrainingRun run = root.trainer(scale).run(3);
            // the slope of √|w| at 0 is infinite, its value is not: 4 → 2 → 1, then no further
            assertThat(run.overflows()).isEqualTo(2);
            assertThat(scale.value()).isEqualTo(1);
            assertThat(run.skipped()).isEqualTo(1);
            assertThat(root.adam.steps()).isZero();
            assertThat(root.weight.floats("weight")).containsExactly(0);
        }
    }

    @Test
    void scaled_gradients_are_those_without_scale() throws Exception {
        try (Root plain = new Root();
                Root scaled = new Root()) {
            plain.shift = 2;
            scaled.shift = 2;
            plain.trainer(null).run(3);
            LossScale scale = new LossScale("scale");
            scaled.trainer(scale).run(3);
            assertThat(scaled.weight.floats("weight")).isEqualTo(plain.weight.floats("weight"));
            assertThat(scale.good()).isEqualTo(3);
        }
    }

    /** One weight, 0 at first, with the loss √(weight + shift). */
    private static final class Root extends Module implements Loss {
        private final Parameter weight = parameter("weight", Initial.constant(0), 1);
        private final Adam adam;
        private int shift;

        Root() {
            initialise(Small.POLICY, Noise.seeded(1));
            adam = new Adam(this, AdamSettings.gan(0.1), Small.POLICY);
        }

        Trainer trainer(LossScale scale) {
            BatchSource data =
                    Small.constant(
                            new TrainingBatch(1, 1, new float[1], new float[0], new float[0]));
            Trainer.Builder builder =
                    Trainer.builder(List.of(Phase.main("root", this, this, adam)), data)
                            .policy(Small.POLICY);
            return (scale == null ? builder : builder.lossScale(adam, scale)).build();
        }

        @Override
        public boolean firstOrder() {
            return true;
        }

        @Override
        public void compute(Round round) {
            String sum = "torch.add(torch.add(x, w), " + shift + ")";
            try (NDArray x = round.images();
                    NDArray y =
                            ScriptFunction.of(
                                            "x: Tensor, w: Tensor",
                                            "Tensor",
                                            "return torch.mean(torch.sqrt(" + sum + "))")
                                    .apply(x, weight.array())) {
                round.backward(y);
            }
        }

        @Override
        public void close() {
            adam.close();
            super.close();
        }
    }
}
