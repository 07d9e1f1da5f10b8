// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

/** What codes a generator is given. */
public enum LatentSpace {
    /** N(0, 1): (batch, z). */
    Z,
    /** One style for all layers: (batch, w). */
    W,
    /** A style a layer: (batch, layers, w). */
    WP,
    /**
     * The modulation itself, a code a layer: (batch, layers, y). A layer takes as many values of
     * its code as it needs from the first on, so that codes may be padded.
     */
    Y
}
