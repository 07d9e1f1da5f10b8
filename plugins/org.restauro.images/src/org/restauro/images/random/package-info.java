// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Random numbers that are the same everywhere: {@link org.restauro.images.random.RandomState} gives
 * the draws of NumPy's legacy generator, which the published procedures of MAT and StyleGAN use.
 * Depends on nothing.
 */
package org.restauro.images.random;
