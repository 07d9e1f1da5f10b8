// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Round;

/** A generator in training, as a discriminator meets it. */
@FunctionalInterface
public interface Painter {
    /** Called once before the rounds of a step, with the whole batch, for running averages. */
    default void begin(Round whole) {}

    /**
     * Pictures of the samples.
     *
     * @param pass says whether gradients are recorded
     * @param masks (batch, 1, h, w), 1 known, 0 hole; they stay open
     */
    MatGenerator.Painting paint(Round round, Pass pass, NDArray masks);
}
