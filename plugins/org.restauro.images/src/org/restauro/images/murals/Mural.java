// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/**
 * One generated mural in its states, all of the same size; images are RGB with 8 bits.
 *
 * @param seed from which it was made
 * @param variant 0 for the panel itself, above 0 for its sisters: the same paints, motifs and
 *     borders in another arrangement
 * @param pristine as painted: plaster, pigments and brush marks, no ageing
 * @param aged faded, stained, cracked and dusty, without losses; equals {@code pristine} where no
 *     ageing was asked for
 * @param damage where paint is lost: 0 hole, 255 sound; without any hole if no damage was asked for
 * @param damaged the aged mural with bare plaster in the holes
 */
public record Mural(
        long seed,
        int variant,
        PixelImage pristine,
        PixelImage aged,
        Mask damage,
        PixelImage damaged) {}
