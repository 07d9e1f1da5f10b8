// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

/** Whether images are also shown left to right. */
public enum Mirror {
    /** Never. */
    NONE,
    /** Each sample is mirrored by chance, see {@link SampleSpec#mirrorChance}. */
    COIN,
    /** The set counts twice, the second half mirrored, as in StyleGAN2-ADA and MAT. */
    DOUBLED
}
