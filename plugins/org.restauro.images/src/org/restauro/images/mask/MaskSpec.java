// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

/**
 * What kind of mask to make. Lengths are shares of the image's shorter side, so that one
 * description serves every size; each record checks its values.
 */
public sealed interface MaskSpec {

    /** MAT's own masks for training and judging; see {@link MatMasks}. */
    record Mat(boolean large) implements MaskSpec {}

    /**
     * Upright rectangles at random places, which may overlap and leave the image.
     *
     * @param most their number is 1 to this, at most 10,000
     * @param smallest side, above 0
     * @param largest side, at most 1
     */
    record Rectangles(int most, double smallest, double largest) implements MaskSpec {
        public Rectangles {
            count("rectangles", most);
            lengths("a rectangle's side", smallest, largest);
        }
    }

    /**
     * Equal squares that do not touch: one sits in the centre, as in the classic test of inpainting
     * (Pathak et al., <a href="https://arxiv.org/abs/1604.07379">2016</a>); several lie at random.
     *
     * @param number how many, at most 10,000; fewer are placed where no more fit
     * @param side of each, above 0, at most 1
     */
    record Boxes(int number, double side) implements MaskSpec {
        public Boxes {
            count("boxes", number);
            lengths("a box's side", side, side);
        }
    }

    /**
     * Free-form brush strokes that bend as a hand does (in the manner of Yu et al., <a
     * href="https://arxiv.org/abs/1806.03589">2019</a>).
     *
     * @param most their number is 1 to this, at most 10,000
     * @param thinnest stroke, above 0
     * @param thickest stroke, at most 1
     */
    record Strokes(int most, double thinnest, double thickest) implements MaskSpec {
        public Strokes {
            count("strokes", most);
            lengths("a stroke's width", thinnest, thickest);
        }
    }

    /**
     * Thin, slightly bent lines that fade in and out, as on old prints and negatives.
     *
     * @param most their number is half of this to this, at most 10,000
     * @param thinnest line, above 0; never less than one pixel
     * @param thickest line, at most 1
     */
    record Scratches(int most, double thinnest, double thickest) implements MaskSpec {
        public Scratches {
            count("scratches", most);
            lengths("a scratch's width", thinnest, thickest);
        }
    }

    /**
     * Irregular patches where paint has come off, as on murals: noise of several octaves, cut at
     * the level that gives the wanted share of holes.
     *
     * @param least share of holes, above 0
     * @param most share of holes, below 1
     * @param patch size of the larger patches, 0.01 to 1
     * @param roughness of their rims, 0 (smooth) to 1 (ragged)
     */
    record Flaking(double least, double most, double patch, double roughness) implements MaskSpec {
        public Flaking {
            if (!(least > 0 && least <= most && most < 1)) {
                throw new IllegalArgumentException(
                        String.format(
                                "The share of flaked paint lies between 0 and 1, unlike %s to %s.",
                                least, most));
            }
            if (!(patch >= 0.01 && patch <= 1)) {
                throw new IllegalArgumentException(
                        "The size of patches lies between 0.01 and 1, not at " + patch + ".");
            }
            if (!(roughness >= 0 && roughness <= 1)) {
                throw new IllegalArgumentException(
                        "The roughness lies between 0 and 1, not at " + roughness + ".");
            }
        }
    }

    static Mat matLarge() {
        return new Mat(true);
    }

    static Mat matSmall() {
        return new Mat(false);
    }

    static Rectangles rectangles() {
        return new Rectangles(5, 0.1, 0.4);
    }

    static Boxes boxes() {
        return new Boxes(1, 0.5);
    }

    static Strokes strokes() {
        return new Strokes(6, 0.025, 0.08);
    }

    static Scratches scratches() {
        return new Scratches(16, 0.002, 0.008);
    }

    static Flaking flaking() {
        return new Flaking(0.1, 0.3, 0.12, 0.55);
    }

    private static void count(String what, int number) {
        if (number < 1 || number > 10_000) {
            throw new IllegalArgumentException(
                    "The number of " + what + " lies between 1 and 10000, not at " + number + ".");
        }
    }

    private static void lengths(String what, double smallest, double largest) {
        if (!(smallest > 0 && smallest <= largest && largest <= 1)) {
            throw new IllegalArgumentException(
                    String.format(
                            "The length of %s is a share of the image's shorter side above 0 and up"
                                    + " to 1, unlike %s to %s.",
                            what, smallest, largest));
        }
    }
}
