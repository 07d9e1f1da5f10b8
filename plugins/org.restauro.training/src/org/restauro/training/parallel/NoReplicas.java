// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.training.Phase;
import org.restauro.training.optim.ParameterGradients;

/** One device that computes everything in the thread that trains. */
final class NoReplicas implements Replicas {
    @Override
    public int count() {
        return 1;
    }

    @Override
    public ComputePolicy policy(int device, ComputePolicy first) {
        return first;
    }

    @Override
    public Phase phase(int device, Phase first) {
        return first;
    }

    @Override
    public void follow() {
        // there are no copies
    }

    @Override
    public void follow(Phase moved) {
        // there are no copies
    }

    @Override
    public void compute(int devices, int samples, Work work) {
        work.compute(0, Part.WHOLE);
    }

    @Override
    public void sum(List<ParameterGradients> devices) {
        // the sum is there already
    }
}
