// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import org.restauro.engine.Torch;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;

/**
 * Gives memory back that nothing uses: on a GPU what PyTorch keeps for later; on the Java side what
 * the virtual machine has not collected yet. On a CPU PyTorch keeps nothing.
 */
final class CacheCleaning implements Controller {
    @Override
    public Priority priority() {
        return Priority.LAST;
    }

    @Override
    public void afterStep(TrainingRun run) {
        System.gc();
        Torch.releaseUnused();
    }
}
