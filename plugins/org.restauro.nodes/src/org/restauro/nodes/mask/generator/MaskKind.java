// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.generator;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.images.mask.MaskSpec;

/** What the masks look like. */
enum MaskKind {
    @Label(
            value = "MAT, large holes",
            description =
                    "Rectangles and brush strokes as in the training and tests of MAT: on"
                            + " average 40 % of the image.")
    MAT_LARGE,
    @Label(
            value = "MAT, small holes",
            description = "The same with smaller holes: on average 22 % of the image.")
    MAT_SMALL,
    @Label(value = "Rectangles", description = "Upright rectangles at random places.")
    RECTANGLES,
    @Label(
            value = "Boxes",
            description = "Equal squares that do not touch; a single one sits in the centre.")
    BOXES,
    @Label(value = "Brush strokes", description = "Strokes that bend as a hand does.")
    STROKES,
    @Label(
            value = "Scratches",
            description = "Thin, slightly bent lines, as on old prints and negatives.")
    SCRATCHES,
    @Label(
            value = "Flaking paint",
            description = "Irregular patches where paint has come off, as on murals.")
    FLAKING,
    @Label(
            value = "From a colour",
            description = "The pixels of one colour in the image are the holes.")
    COLOUR,
    @Label(
            value = "From transparency",
            description = "The transparent pixels of the image are the holes.")
    ALPHA;

    /** Whether the mask is read from the image instead of drawn at random. */
    boolean isRead() {
        return this == COLOUR || this == ALPHA;
    }

    /** The mask to draw, with values that suit it; not for kinds that are read from the image. */
    MaskSpec usual() {
        return switch (this) {
            case MAT_LARGE -> MaskSpec.matLarge();
            case MAT_SMALL -> MaskSpec.matSmall();
            case RECTANGLES -> MaskSpec.rectangles();
            case BOXES -> MaskSpec.boxes();
            case STROKES -> MaskSpec.strokes();
            case SCRATCHES -> MaskSpec.scratches();
            case FLAKING -> MaskSpec.flaking();
            case COLOUR, ALPHA ->
                    throw new IllegalStateException("There is nothing to draw for " + this + ".");
        };
    }

    /**
     * The mask to draw, with chosen values; lengths are shares of the image's shorter side.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    MaskSpec chosen(
            final int shapes, final double smallest, final double largest, final double roughness) {
        return switch (this) {
            case RECTANGLES -> new MaskSpec.Rectangles(shapes, smallest, largest);
            case BOXES -> new MaskSpec.Boxes(shapes, largest);
            case STROKES -> new MaskSpec.Strokes(shapes, smallest, largest);
            case SCRATCHES -> new MaskSpec.Scratches(shapes, smallest, largest);
            case FLAKING -> {
                MaskSpec.Flaking usual = MaskSpec.flaking();
                yield new MaskSpec.Flaking(usual.least(), usual.most(), largest, roughness);
            }
            case MAT_LARGE, MAT_SMALL, COLOUR, ALPHA -> usual();
        };
    }
}
