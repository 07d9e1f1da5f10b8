// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

/** How the levels of a StyleGAN2 network are connected. */
public enum Architecture {
    /** One after another. */
    ORIGIN,
    /** Every level adds to the picture, or looks at it. */
    SKIP,
    /** Every level is added to what it was given. */
    RESNET
}
