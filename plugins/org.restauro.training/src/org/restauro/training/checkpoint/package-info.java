// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What a run leaves on the disk so that it can go on as if it had never stopped. Start at {@link
 * org.restauro.training.checkpoint.CheckpointFolder}; what survives implements {@link
 * org.restauro.training.checkpoint.Persistent}. May use the training core, engine and models.
 */
package org.restauro.training.checkpoint;
