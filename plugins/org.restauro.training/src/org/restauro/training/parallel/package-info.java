// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Steps that several devices compute together, with the result of one device.
 *
 * <p>Start with {@link org.restauro.training.parallel.Replicas}, which the training loop is given;
 * {@link org.restauro.training.parallel.LocalReplicas} are devices of this process. Uses the engine
 * and the loop's phases; knows no family of networks.
 */
package org.restauro.training.parallel;
