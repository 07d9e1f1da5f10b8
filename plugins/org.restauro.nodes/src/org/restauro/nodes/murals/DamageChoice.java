// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.images.mask.MaskSpec;

/** A kind of losses that a mural can have. */
enum DamageChoice {
    @Label(
            value = "Flaking paint",
            description = "Irregular patches where paint has come off the plaster.")
    FLAKING(MaskSpec.flaking()),
    @Label(value = "Scratches", description = "Thin, slightly bent lines.")
    SCRATCHES(MaskSpec.scratches()),
    @Label(value = "Brush strokes", description = "Strokes that bend as a hand does.")
    STROKES(MaskSpec.strokes()),
    @Label(value = "Rectangles", description = "Upright rectangles at random places.")
    RECTANGLES(MaskSpec.rectangles()),
    @Label(value = "Box", description = "One square in the centre.")
    BOXES(MaskSpec.boxes()),
    @Label(value = "MAT, large holes", description = "Holes as in the training and tests of MAT.")
    MAT_LARGE(MaskSpec.matLarge()),
    @Label(value = "MAT, small holes", description = "The same with smaller holes.")
    MAT_SMALL(MaskSpec.matSmall());

    private final MaskSpec spec;

    DamageChoice(final MaskSpec spec) {
        this.spec = spec;
    }

    /** What to draw. */
    MaskSpec spec() {
        return spec;
    }
}
