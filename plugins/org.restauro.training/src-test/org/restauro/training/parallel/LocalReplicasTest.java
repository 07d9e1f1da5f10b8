// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.BatchNorm;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.Round;
import org.restauro.training.Small;
import org.restauro.training.TrainingException;
import org.restauro.training.optim.Adam;

/** Parts that need each other, parts that fail, and copies that follow. */
class LocalReplicasTest {
    private static final ScriptFunction SCALED =
            ScriptFunction.of(
                    "x: Tensor, w: Tensor",
                    "Tensor",
                    "return torch.mul(x, torch.reshape(w, [1, -1, 1, 1]))");

    private static final ScriptFunction LOSS =
            ScriptFunction.of(
                    "y: Tensor, x: Tensor",
                    "Tensor",
                    "z = torch.add(torch.tanh(y), torch.mul(y, x))\n"
                            + "return torch.mean(torch.mul(z, z))");

    /** A weight a channel before batch normalisation, another behind it, normalised again. */
    private static final class Line extends Module {
        private final Parameter first = parameter("first", Initial.constant(0.7), 3);
        private final BatchNorm norm = child("norm", new BatchNorm(3));
        private final Parameter second = parameter("second", Initial.constant(1.2), 3);
        private final BatchNorm again = child("again", new BatchNorm(3));
        private final int failingSize;
        private final AtomicInteger failures;

        /** A network whose loss fails for parts of a size, as often as there are failures. */
        Line(int failingSize, AtomicInteger failures) {
            this.failingSize = failingSize;
            this.failures = failures;
            initialise(Small.POLICY, Noise.seeded(1));
        }

        Loss loss() {
            return new Loss() {
                @Override
                public boolean firstOrder() {
                    return true;
                }

                @Override
                public void compute(Round round) {
                    if (round.size() == failingSize && failures.getAndDecrement() > 0) {
                        throw new EngineException("CUDA out of memory. Tried to allocate 2 GiB.");
                    }
                    descend(round);
                }
            };
        }

        private void descend(Round round) {
            try (NDArray x = round.images();
                    NDArray a = SCALED.apply(x, first.array());
                    NDArray b = norm.forward(round.pass(), a);
                    NDArray c = LOSS.apply(b, x);
                    NDArray d = SCALED.apply(b, second.array());
                    NDArray e = SCALED.apply(d, second.array());
                    NDArray f =
                            ScriptFunction.of("x: Tensor", "Tensor", "return torch.tanh(x)")
                                    .apply(e);
                    NDArray g = again.forward(round.pass(), f);
                    NDArray loss = LOSS.apply(g, x);
                    NDArray total =
                            ScriptFunction.of(
                                            "a: Tensor, b: Tensor",
                                            "Tensor",
                                            "return torch.add(a, b)")
                                    .apply(c, loss)) {
                round.report("loss", loss);
                round.backward(total);
            }
        }
    }

    private static Together train(int devices, int batch, int failingSize, int failures)
            throws Exception {
        long live = Torch.liveArrays();
        AtomicInteger left = new AtomicInteger(failures);
        List<Line> lines = new ArrayList<>();
        try {
            for (int i = 0; i < devices; i++) {
                lines.add(new Line(failingSize, left));
            }
            try (Adam adam = new Adam(lines.get(0), Together.ADAM, Small.POLICY)) {
                List<Phase> phases = phases(lines.get(0), adam);
                List<LocalReplicas.Replica> others = new ArrayList<>();
                for (Line copy : lines.subList(1, devices)) {
                    others.add(new LocalReplicas.Replica(Small.POLICY, phases(copy, adam)));
                }
                return Together.train(
                        phases,
                        Small.data(8, 2),
                        batch,
                        3,
                        devices == 1 ? Replicas.NONE : new LocalReplicas(phases, others));
            }
        } finally {
            lines.forEach(Line::close);
            assertThat(Torch.liveArrays()).isEqualTo(live);
        }
    }

    private static List<Phase> phases(Line line, Adam adam) {
        return List.of(Phase.main("line", line, line.loss(), adam));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void batch_normalisation_is_that_of_the_whole_batch(int devices) throws Exception {
        Together one = train(1, 7, 0, 0);
        Together more = train(devices, 7, 0, 0);
        assertThat(more.differenceOfNetworks(one)).isLessThan(1e-5);
        assertThat(train(devices, 7, 0, 0).differenceOfNetworks(more)).isZero();
    }

    @Test
    void what_does_not_fit_into_memory_is_halved() throws Exception {
        // parts of 4 fail; two rounds of parts of 2 have statistics of their own
        assertThat(train(2, 8, 4, 1).terms()).contains("3 loss");
    }

    @Test
    void a_part_that_fails_ends_the_run_with_its_problem() {
        // of 3 samples the first part has 2 and waits for the second, which has 1 and never fits
        assertThatThrownBy(() -> train(2, 3, 1, 1 << 20))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("even with one image at a time")
                .hasCauseInstanceOf(EngineException.class);
    }

    @Test
    void all_parts_end_when_one_fails() {
        AtomicInteger ended = new AtomicInteger();
        Replicas replicas =
                new LocalReplicas(
                        List.of(),
                        Collections.nCopies(2, new LocalReplicas.Replica(Small.POLICY, List.of())));
        Replicas.Work work =
                (device, part) -> {
                    try (Pass pass = Pass.training(Small.POLICY, Noise.seeded(0), null, part)) {
                        if (device == 1) {
                            throw new IllegalStateException("no more");
                        }
                        part.all(pass, pass.array(new float[1], 1));
                    } finally {
                        ended.incrementAndGet();
                    }
                };
        long live = Torch.liveArrays();
        assertThatThrownBy(() -> replicas.compute(3, 3, work))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no more");
        assertThat(ended).hasValue(3);
        assertThat(Torch.liveArrays()).isEqualTo(live);
    }

    @Test
    void copies_must_be_of_the_same_shape() {
        try (Line line = new Line(0, new AtomicInteger());
                BatchNorm other = new BatchNorm(3);
                Adam adam = new Adam(line, Together.ADAM, Small.POLICY)) {
            List<Phase> wrong = List.of(Phase.main("line", other, round -> {}, adam));
            assertThatThrownBy(
                            () ->
                                    new LocalReplicas(
                                            phases(line, adam),
                                            List.of(
                                                    new LocalReplicas.Replica(
                                                            Small.POLICY, wrong))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no equal of 'first'");
        }
    }
}
