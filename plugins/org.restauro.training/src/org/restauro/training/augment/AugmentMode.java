// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

/** How the probability of augmentation is chosen. */
public enum AugmentMode {
    /** No augmentation. */
    NONE,
    /** As high as it takes to keep the discriminator from overfitting. */
    ADA,
    /** Always the same. */
    FIXED
}
