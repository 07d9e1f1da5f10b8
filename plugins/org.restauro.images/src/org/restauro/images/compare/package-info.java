// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How alike two images are, in numbers that need no network: PSNR, SSIM and L1, over the whole
 * image or within the holes of a mask.
 *
 * <p>Start at {@link org.restauro.images.compare.ImageScores}. The definitions are those of MAT's
 * evaluation scripts (Li et al. 2022). Uses {@code org.restauro.images} only.
 */
package org.restauro.images.compare;
