// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Makes masks and changes them.
 *
 * <p>Start with {@link org.restauro.images.mask.MaskGenerator}, which makes a mask of any size from
 * a {@link org.restauro.images.mask.MaskSpec} and a seed, and {@link
 * org.restauro.images.mask.MaskTools}, which grows, shrinks, combines and measures masks. Uses
 * {@code org.restauro.images} and {@code org.restauro.images.random} only. Holes are 0, known
 * pixels 255.
 */
package org.restauro.images.mask;
