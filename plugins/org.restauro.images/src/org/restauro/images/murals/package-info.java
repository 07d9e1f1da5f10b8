// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Generated mural ornaments: sample data that anybody may use, to try the nodes on and to train
 * small models with.
 *
 * <p>Start with {@link org.restauro.images.murals.MuralGenerator}; {@link
 * org.restauro.images.murals.SampleMurals} writes a folder of them. Inside, {@code Style} holds
 * what sister panels share, {@code Panel} arranges it, {@code Painter} and {@code Canvas} draw. All
 * drawing is this package's own, in sums and products of doubles and {@link StrictMath}, so that
 * the same seed gives the same bytes on every machine. Uses {@code org.restauro.images} and its
 * masks.
 */
package org.restauro.images.murals;
