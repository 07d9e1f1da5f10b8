// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

/** What the noise of a synthesis layer varies over. */
public enum NoiseType {
    /** A value a pixel, the same for all channels but for a factor. */
    SPATIAL,
    /** A value a channel, the same for all pixels but for a factor (StyleGAN). */
    CHANNEL
}
