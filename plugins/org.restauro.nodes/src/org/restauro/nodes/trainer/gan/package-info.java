// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The GAN Trainer node. Start at {@link org.restauro.nodes.trainer.gan.GanTrainerNodeFactory}; the
 * work is done by {@code org.restauro.training.gan}.
 */
package org.restauro.nodes.trainer.gan;
