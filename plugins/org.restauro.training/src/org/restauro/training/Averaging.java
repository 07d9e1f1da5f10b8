// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import org.restauro.training.optim.Ema;

/** Moves a running average after each step, i.e. after all phases. */
public final class Averaging implements Controller {
    private final Ema ema;

    /** Takes the average. */
    public Averaging(Ema ema) {
        this.ema = ema;
    }

    @Override
    public Priority priority() {
        return Priority.FIRST;
    }

    @Override
    public void afterStep(TrainingRun run) {
        ema.update(run.batchSize(), run.images() - run.batchSize());
    }
}
