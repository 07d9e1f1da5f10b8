// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Inception network of the Fréchet inception distance, as TensorFlow published it in December
 * 2015 and as two ports to PyTorch carry it on.
 *
 * <p>Start at {@link org.restauro.models.inception.FidInception}; {@link
 * org.restauro.models.inception.InceptionInput} turns pictures into its input by the resize rule of
 * one or the other published implementation. May use the engine and the readers of weight files;
 * weights come from the user, none are shipped.
 */
package org.restauro.models.inception;
