// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.util.List;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.RateSchedule;

/** Sets learning rates by a schedule before each step. */
public final class RateControl implements Controller {
    private final RateSchedule schedule;
    private final double least;
    private final List<Adam> optimizers;

    /** Takes the optimizers whose rates follow the schedule. */
    public RateControl(RateSchedule schedule, List<Adam> optimizers) {
        this(schedule, 0, optimizers);
    }

    /**
     * The same where factor 0 stands for a least rate.
     *
     * @param least rate, the same for all parameters
     */
    public RateControl(RateSchedule schedule, double least, List<Adam> optimizers) {
        this.schedule = schedule;
        this.least = least;
        this.optimizers = List.copyOf(optimizers);
    }

    @Override
    public Priority priority() {
        return Priority.FIRST;
    }

    @Override
    public void beforeStep(TrainingRun run) {
        optimizers.forEach(o -> o.setRateFactor(schedule.factor(run.step()), least));
    }
}
