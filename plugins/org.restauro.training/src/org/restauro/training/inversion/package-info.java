// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * GAN inversion: training of an encoder from pictures to a generator's codes (GenForce), and the
 * search for the codes of given pictures, by the encoder, by optimisation (Karras et al. 2020,
 * appendix D), or by both.
 *
 * <p>Start at {@link org.restauro.training.inversion.EncoderTraining} and {@link
 * org.restauro.training.inversion.ImageInversion}. May use the training core, its losses, reports,
 * checkpoints and sessions, and the networks.
 */
package org.restauro.training.inversion;
