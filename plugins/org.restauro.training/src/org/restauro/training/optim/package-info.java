// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What moves weights: gradients of all parameters at once, Adam, running averages, learning-rate
 * schedules.
 *
 * <p>Everything here works on whole lists of tensors, one TorchScript call a list. Start at {@link
 * org.restauro.training.optim.Adam}. May use the engine; knows nothing of losses, data or networks
 * of a particular family.
 */
package org.restauro.training.optim;
