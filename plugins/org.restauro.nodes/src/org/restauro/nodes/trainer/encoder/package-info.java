// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Inversion Encoder Trainer node: trains a network that tells a GAN's codes of images.
 *
 * <p>Start at {@link org.restauro.nodes.trainer.encoder.InversionEncoderTrainerNodeFactory}.
 */
package org.restauro.nodes.trainer.encoder;
