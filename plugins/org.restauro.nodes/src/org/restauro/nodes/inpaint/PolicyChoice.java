// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.models.inpaint.Policy;

/** How an image of any size is brought before the network. */
enum PolicyChoice {
    @Label(
            value = "Automatic",
            description =
                    "Chosen for each image from its size and its holes. The status column says"
                            + " what was chosen and why.")
    AUTO(Policy.AUTO),
    @Label(
            value = "Whole image",
            description =
                    "The image in one piece. Best for images of about the model's size; memory"
                            + " grows with the image.")
    WHOLE(Policy.WHOLE),
    @Label(
            value = "Resize",
            description =
                    "The image is scaled to the model's size, and only the holes are taken from"
                            + " the result. Fast, and the network sees the whole picture, but"
                            + " holes get no fine detail.")
    RESIZE(Policy.RESIZE),
    @Label(
            value = "Crop around holes",
            description =
                    "Windows around groups of holes, at full resolution. Best for large images"
                            + " with small holes.")
    CROP(Policy.CROP),
    @Label(
            value = "Tiles",
            description =
                    "Overlapping tiles over all parts that have holes, blended into each"
                            + " other. Best for large holes in large images.")
    TILES(Policy.TILES),
    @Label(
            value = "MAT's own procedure",
            description =
                    "What the published MAT script does, for comparison with published results:"
                            + " images whose sides are multiples of the model's size, one"
                            + " variant, the script's own seed and noise, three channels of"
                            + " eight bits. All settings but truncation and computation are"
                            + " ignored.")
    MAT_PROCEDURE(null);

    private final Policy policy;

    PolicyChoice(final Policy policy) {
        this.policy = policy;
    }

    /** The policy in terms of the model layer; null for MAT's own procedure. */
    Policy policy() {
        return policy;
    }
}
