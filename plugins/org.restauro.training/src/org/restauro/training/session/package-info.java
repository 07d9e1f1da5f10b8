// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What every family's training run consists of besides networks and losses: its folder, the
 * settings that mean the same everywhere, signals to stop, models that are kept, progress.
 *
 * <p>Start at {@link org.restauro.training.session.RunFolder}. May use the training core, its
 * report and checkpoints; the families build on it.
 */
package org.restauro.training.session;
