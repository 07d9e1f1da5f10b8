// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.lpips;

import org.knime.node.parameters.widget.choices.Label;

/** Which part of images is judged. */
enum AreaChoice {
    /** Everything. */
    @Label(value = "Whole images", description = "All pixels of both images are compared.")
    WHOLE,
    /** Both. */
    @Label(
            value = "Whole images and holes",
            description = "Each metric is given for the whole image and once more for its holes.")
    BOTH,
    /** Only what was restored. */
    @Label(
            value = "Holes",
            description = "Only the holes of the mask are judged: what was restored.")
    HOLES
}
