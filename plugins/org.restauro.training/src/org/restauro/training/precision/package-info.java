// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Training in mixed precision: weights, optimizer, averages and losses in float32, convolutions and
 * matrix products in the policy's precision, and what float16 needs beyond that.
 *
 * <p>Start at {@link org.restauro.training.precision.LossScale}. May use {@code checkpoint} and the
 * engine; knows nothing of losses or networks. Which parts are computed in which precision is
 * written at {@link org.restauro.engine.ComputePolicy}; bfloat16 has float32's range and needs
 * nothing of this package.
 */
package org.restauro.training.precision;
