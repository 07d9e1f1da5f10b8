// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Generators and discriminators of PGGAN (Karras et al. 2018), StyleGAN (2019), StyleGAN2 (2020)
 * and StyleGAN2-ADA (2020), with the tensors and arithmetic of GenForce.
 *
 * <p>Start at {@link org.restauro.models.gan.GanNetworks}; {@link
 * org.restauro.models.gan.GanGenerator} says what latents there are. May use the engine; knows
 * nothing of image files, training loops or KNIME.
 */
package org.restauro.models.gan;
