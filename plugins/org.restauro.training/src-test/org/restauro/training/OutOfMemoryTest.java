// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

class OutOfMemoryTest {
    private static final class Value extends Module {
        private final Parameter value = parameter("value", Initial.constant(0), 1);
    }

    /** A loss that needs too much memory for more than some samples; (value − mean pixel)². */
    private static Loss loss(Value network, int most, List<Integer> sizes) {
        return new Loss() {
            @Override
            public boolean firstOrder() {
                return true;
            }

            @Override
            public void compute(Round round) {
                sizes.add(round.size());
                if (round.size() > most) {
                    throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB.");
                }
                round.backward(
                        ScriptFunction.of(
                                        "x: Tensor, v: Tensor",
                                        "Tensor",
                                        "d = torch.sub(torch.mean(x, [1, 2, 3]), v)\n"
                                                + "return torch.mean(torch.mul(d, d))")
                                .apply(round.images(), network.value.array()));
            }
        };
    }

    private static float trained(int most, List<Integer> sizes, List<Integer> told)
            throws Exception {
        try (Value network = new Value()) {
            network.initialise(Small.POLICY, Noise.seeded(0));
            try (Adam adam = new Adam(network, AdamSettings.gan(0.1), Small.POLICY)) {
                Phase phase = Phase.main("G", network, loss(network, most, sizes), adam);
                BatchSource data =
                        new BatchSource() {
                            @Override
                            public TrainingBatch next(int size) {
                                return Small.batch(size, 4, 1);
                            }

                            @Override
                            public String position() {
                                return "";
                            }
                        };
                Trainer.builder(List.of(phase), data)
                        .policy(Small.POLICY)
                        .batch(8, 8)
                        .onSmaller(told::add)
                        .build()
                        .run(2);
                return network.value.floats("value")[0];
            }
        }
    }

    @Test
    void a_step_that_does_not_fit_is_halved_and_the_batch_stays() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        float halved = trained(3, sizes, told);
        assertThat(told).containsExactly(4, 2);
        assertThat(sizes).containsExactly(8, 4, 2, 2, 2, 2, 2, 2, 2, 2);
        float whole = trained(8, new ArrayList<>(), new ArrayList<>());
        assertThat(halved).isCloseTo(whole, within(1e-6f));
    }

    @Test
    void one_image_that_does_not_fit_ends_the_run_with_advice() {
        assertThatThrownBy(() -> trained(0, new ArrayList<>(), new ArrayList<>()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("even with one image at a time")
                .hasMessageContaining("Gradient checkpointing");
    }
}
