// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Networks whose features say how alike two pictures look to people.
 *
 * <p>Start at {@link org.restauro.models.perceptual.Lpips} for a distance, at {@link
 * org.restauro.models.perceptual.Vgg19} for the features of a perceptual loss, at {@link
 * org.restauro.models.perceptual.Vgg16} for those of the inversion encoder. Names are those of
 * torchvision, so weights load by name. May use the engine and the readers of weight files; the
 * weights of the classifiers come from the user, only LPIPS's small linear heads are shipped.
 */
package org.restauro.models.perceptual;
