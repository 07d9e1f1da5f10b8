// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Adaptive discriminator augmentation (Karras et al. 2020, "Training Generative Adversarial
 * Networks with Limited Data"): what the discriminator sees is changed at random, as often as it
 * takes to keep it from learning the training images by heart.
 *
 * <p>Start at {@link org.restauro.training.augment.Augmentation}, which a loss asks for what to
 * show the discriminator. It joins an {@link org.restauro.training.augment.AugmentPipe}, the
 * operations, with a probability, usually that of an {@link
 * org.restauro.training.augment.AugmentControl}, which hangs on the training loop. May use the
 * engine and the training core; knows nothing of losses or networks.
 */
package org.restauro.training.augment;
