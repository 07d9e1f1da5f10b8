// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Networks whose features say how alike two pictures look to people.
 *
 * <p>Start at {@link org.restauro.models.perceptual.Vgg19}. Names are those of torchvision, so
 * weights load by name. May use the engine; weights come from the user, none are shipped.
 */
package org.restauro.models.perceptual;
