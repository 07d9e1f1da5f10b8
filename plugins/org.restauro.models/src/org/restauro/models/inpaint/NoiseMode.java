// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/** Which per-layer noise a generator adds while it paints (the {@code noise_mode} of StyleGAN2). */
public enum NoiseMode {
    /**
     * The noise stored with the weights: repeatable without a seed, and possible only where the
     * input has exactly the built size, because the stored planes have that size.
     */
    CONST,
    /** Fresh normal noise from each sample's seed; works at every size. */
    RANDOM,
    /** No noise at all. */
    NONE
}
