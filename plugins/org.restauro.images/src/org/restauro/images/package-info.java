// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Pixels without tensors: what an image and a mask are.
 *
 * <p>Start with {@link org.restauro.images.PixelImage} and {@link org.restauro.images.Mask}; read
 * and write them with {@code org.restauro.images.io.ImageFiles}, make masks with {@code
 * org.restauro.images.mask.MaskGenerator}, and match files with {@code
 * org.restauro.images.data.Pairing}. This package uses the JDK only; the bundle knows nothing of
 * networks, tensors or KNIME.
 */
package org.restauro.images;
