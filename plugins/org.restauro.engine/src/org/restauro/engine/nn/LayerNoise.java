// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

/** What a style convolution adds to its result. */
public enum LayerNoise {
    /** The stored map; repeated where the features are a multiple of it. */
    CONST,
    /** Fresh N(0,1) values from the pass's source. */
    RANDOM,
    /** Nothing. */
    NONE
}
