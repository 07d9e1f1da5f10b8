// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.optim.Ema;

/**
 * Moves a running average as GenForce does: after the discriminator's step and before the
 * generator's. The discriminator's changes no parameter of the generator, so this is as well before
 * both.
 */
final class EarlyAveraging implements Controller {
    private final Ema ema;

    EarlyAveraging(Ema ema) {
        this.ema = ema;
    }

    @Override
    public Priority priority() {
        return Priority.FIRST;
    }

    @Override
    public void beforeStep(TrainingRun run) {
        ema.update(run.nextBatchSize(), run.images());
    }
}
