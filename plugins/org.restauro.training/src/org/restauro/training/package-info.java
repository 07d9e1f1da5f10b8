// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The training engine: phases as values, one loop that knows none of its controllers.
 *
 * <p>Start at {@link org.restauro.training.Trainer}, which runs {@link
 * org.restauro.training.Phase}s over {@link org.restauro.training.TrainingBatch}es and calls {@link
 * org.restauro.training.Controller}s. What a phase computes is a {@link
 * org.restauro.training.Loss}; those of the families are in {@code loss}, what moves weights is in
 * {@code optim}. May use the engine, models and images; knows nothing of KNIME.
 */
package org.restauro.training;
