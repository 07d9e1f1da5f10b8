// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Losses of the families and the parts they are made of.
 *
 * <p>Start at {@link org.restauro.training.loss.TwoStageLoss}, MAT's. The parts — logistic terms,
 * R1, path length, perceptual distance — serve every GAN family. May use the engine and models.
 */
package org.restauro.training.loss;
