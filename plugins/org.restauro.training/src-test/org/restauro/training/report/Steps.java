// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.BatchSource;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.Small;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

/**
 * A network of one weight that never moves: it reports the number of each step, counted from 1, as
 * {@code Loss/a}, and that of each fourth step, beginning with the first, as {@code Loss/lazy}. A
 * step takes half a second of {@link #clock}.
 */
final class Steps extends Module {
    private static final long STEP_NANOS = 500_000_000;

    private final Parameter weight = parameter("weight", Initial.constant(1), 1);
    private final Adam adam;
    private long nanos;
    private long broken = -1;

    Steps() {
        initialise(Small.POLICY, Noise.seeded(1));
        adam = new Adam(this, AdamSettings.gan(0), Small.POLICY);
    }

    long clock() {
        return nanos;
    }

    /** The loss of this step is no number. */
    Steps breakingIn(long step) {
        broken = step;
        return this;
    }

    /** Steps of two images, from the given one on. */
    Trainer.Builder trainer(long from) {
        BatchSource data =
                new BatchSource() {
                    private long next = from + 1;

                    @Override
                    public TrainingBatch next(int size) {
                        nanos += STEP_NANOS;
                        float value = next == broken ? Float.NaN : next;
                        next++;
                        float[] images = {value, value};
                        return new TrainingBatch(2, 1, images, new float[0], new float[0]);
                    }

                    @Override
                    public String position() {
                        return Long.toString(next);
                    }
                };
        return Trainer.builder(
                        List.of(
                                Phase.main("Gmain", this, loss("Loss/a"), adam),
                                Phase.lazy("Dreg", this, loss("Loss/lazy"), adam, 4)),
                        data)
                .policy(Small.POLICY)
                .batch(2, 2)
                .from(from, 2 * from);
    }

    private Loss loss(String name) {
        return round -> {
            try (NDArray x = round.images();
                    NDArray y =
                            ScriptFunction.of(
                                            "x: Tensor, w: Tensor",
                                            "Tensor",
                                            "return torch.mul(torch.mean(x), torch.mean(w))")
                                    .apply(x, weight.array())) {
                round.report(name, y);
                round.backward(y);
            }
        };
    }

    @Override
    public void close() {
        adam.close();
        super.close();
    }
}
