// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.RateSchedule;

/**
 * Lets a GAN grow by a {@link ProgressSchedule}: sets the level of detail of the networks and their
 * average, the images of a step and their size, and the learning rates; optimizers begin anew when
 * a resolution begins to fade in and when it is there.
 *
 * <p>It sets learning rates itself, so a run that has one needs no other control of them. It must
 * be added before averages, which need to know the batch.
 */
public final class ProgressControl implements Controller, Persistent {
    private static final String SEEN = "seen";

    private final ProgressSchedule schedule;
    private final GanTrainingNetworks networks;
    private final RateSchedule generatorRates;
    private final RateSchedule discriminatorRates;
    private final boolean resets;
    private final IntConsumer resolution;
    private ProgressSchedule.State state;
    private long seen;

    /**
     * Controls networks.
     *
     * @param generatorRates factor of the generator's learning rate over the steps, which that of
     *     the resolution is multiplied with
     * @param discriminatorRates the same for the discriminator
     * @param resets whether optimizers begin anew, as published; else they do so only for what was
     *     not used before
     * @param resolution who is told which size the next images must have, such as {@link
     *     ProgressiveBatches#resolution}
     */
    public ProgressControl(
            ProgressSchedule schedule,
            GanTrainingNetworks networks,
            RateSchedule generatorRates,
            RateSchedule discriminatorRates,
            boolean resets,
            IntConsumer resolution) {
        this.schedule = schedule;
        this.networks = networks;
        this.generatorRates = generatorRates;
        this.discriminatorRates = discriminatorRates;
        this.resets = resets;
        this.resolution = resolution;
    }

    /** The state of the moment; that of the beginning before the first step. */
    public ProgressSchedule.State state() {
        return state == null ? schedule.at(0) : state;
    }

    @Override
    public Priority priority() {
        return Priority.FIRST;
    }

    @Override
    public void beforeStep(TrainingRun run) {
        if (state == null || run.step() % schedule.repeats() == 0) {
            seen = run.images();
            ProgressSchedule.State next = schedule.at(seen);
            if (state != null && next.resets(state)) {
                Consumer<Adam> begins = resets ? Adam::reset : Adam::beginUnused;
                begins.accept(networks.generatorAdam());
                begins.accept(networks.discriminatorAdam());
            }
            state = next;
        }
        networks.setLevelOfDetail(state.lod());
        resolution.accept(state.resolution());
        run.batch(state.batch() * schedule.replicas());
        double factor = state.rateFactor();
        networks.generatorAdam().setRateFactor(generatorRates.factor(run.step()) * factor);
        networks.discriminatorAdam().setRateFactor(discriminatorRates.factor(run.step()) * factor);
    }

    @Override
    public String name() {
        return "progress";
    }

    /** Images seen when the level of detail was looked up last; none before the first step. */
    @Override
    public ObjectNode numbers() {
        ObjectNode numbers = Persistent.super.numbers();
        return state == null ? numbers : numbers.put(SEEN, seen);
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        if (!numbers.has(SEEN)) {
            state = null;
            return;
        }
        JsonNode value = numbers.get(SEEN);
        if (!value.isIntegralNumber() || value.asLong() < 0) {
            throw new IllegalArgumentException(
                    "The images seen by the progressive schedule are "
                            + value
                            + "; a whole number of 0 or more would be right.");
        }
        seen = value.asLong();
        state = schedule.at(seen);
    }

    @Override
    public String toString() {
        return "progressive growing, now at " + state();
    }
}
