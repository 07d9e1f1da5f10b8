// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Training of the GAN families: PGGAN, StyleGAN, StyleGAN2 and StyleGAN2-ADA.
 *
 * <p>Start at {@link org.restauro.training.gan.GanLoss}, which gives the phases of a step, and
 * {@link org.restauro.training.gan.GanTrainingNetworks}, which owns what is trained. May use the
 * training core, its losses, augmentation, optimizers and checkpoints; only runs, commands and
 * nodes build on it.
 */
package org.restauro.training.gan;
