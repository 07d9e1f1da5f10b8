// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How alike the two pictures of a pair are, over the whole picture and within its holes.
 *
 * <p>Start at {@link org.restauro.metrics.pair.PictureDistance} for LPIPS; PSNR, SSIM and L1 need
 * no network and are in {@code org.restauro.images.compare}.
 */
package org.restauro.metrics.pair;
