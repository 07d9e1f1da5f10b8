// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.List;
import org.restauro.training.Phase;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.Ema;

/** Untrained networks and all that trains them; their owner. */
interface BenchedNetworks extends AutoCloseable {
    /** Side of the pictures. */
    int resolution();

    /** What a step consists of. */
    List<Phase> phases();

    Adam generatorAdam();

    Adam discriminatorAdam();

    /** The running average, which is moved once a step. */
    Ema ema();

    @Override
    void close();
}
