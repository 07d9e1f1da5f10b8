// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import java.io.IOException;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;

/** A controller that acts after steps when its {@link Cadence} says so, and at the run's end. */
public final class OnCadence implements Controller {
    private final Cadence cadence;
    private final Controller controller;

    /** Takes a controller whose own interval is 1. */
    public OnCadence(Cadence cadence, Controller controller) {
        this.cadence = cadence;
        this.controller = controller;
    }

    @Override
    public Priority priority() {
        return controller.priority();
    }

    @Override
    public void begin(TrainingRun run) throws IOException {
        controller.begin(run);
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        if (cadence.isDue(run)) {
            controller.afterStep(run);
        }
    }

    @Override
    public void end(TrainingRun run) throws IOException {
        controller.end(run);
    }
}
