// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import org.restauro.images.Mask;
import org.restauro.images.random.RandomState;

/**
 * Makes masks of one kind: any size, seeded, the same on every machine.
 *
 * <pre>{@code
 * Mask mask = MaskGenerator.of(MaskSpec.flaking()).generate(1024, 768, 42);
 * }</pre>
 */
public final class MaskGenerator {
    private static final int MAX_TRIES = 30;

    private final MaskSpec spec;
    private final HoleRange range;

    private MaskGenerator(MaskSpec spec, HoleRange range) {
        this.spec = spec;
        this.range = range;
    }

    /** Masks of a kind, with any hole but an empty or a full one. */
    public static MaskGenerator of(MaskSpec spec) {
        return new MaskGenerator(spec, HoleRange.ANY);
    }

    /**
     * The same kind with the share of holes strictly inside a range. Masks outside it are drawn
     * anew; where that fails too often, the best one is grown or shrunk into the range.
     */
    public MaskGenerator within(HoleRange holeRange) {
        return new MaskGenerator(spec, holeRange);
    }

    /** The kind of masks. */
    public MaskSpec spec() {
        return spec;
    }

    /**
     * Makes a mask.
     *
     * <p>MAT's masks are square; for other shapes a part of a square one is taken whose side is the
     * longer side of the image.
     *
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param seed 0 to 2^32-1 gives the same draws as NumPy's {@code RandomState(seed)}
     * @return 0 hole, 255 known, nothing between
     * @throws IllegalArgumentException if no mask of this size has a share of holes in the range
     */
    public Mask generate(int width, int height, long seed) {
        if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A mask cannot have " + width + " x " + height + " pixels.");
        }
        RandomState random = new RandomState(seed);
        if (spec instanceof MaskSpec.Mat mat) {
            int side = Math.max(width, height);
            MatMasks.Variant variant = MatMasks.Variant.forSide(side, mat.large());
            return new MatMasks(variant, side, range).next(random, width, height);
        }
        Mask best = null;
        for (int i = 0; i < MAX_TRIES; i++) {
            Mask mask = draw(random, width, height);
            double ratio = mask.holeRatio();
            if (range.contains(ratio)) {
                return mask;
            }
            if (best == null || range.distance(ratio) < range.distance(best.holeRatio())) {
                best = mask;
            }
        }
        return HoleFitting.fit(best, range, random);
    }

    /** The index-th of a series of masks of one seed; index 0 is that of the seed itself. */
    public Mask generate(int width, int height, long seed, long index) {
        return generate(width, height, RandomState.seedOf(seed, index));
    }

    private Mask draw(RandomState random, int width, int height) {
        Canvas canvas = new Canvas(width, height);
        if (spec instanceof MaskSpec.Rectangles rectangles) {
            Shapes.rectangles(canvas, random, rectangles);
        } else if (spec instanceof MaskSpec.Boxes boxes) {
            Shapes.boxes(canvas, random, boxes);
        } else if (spec instanceof MaskSpec.Strokes strokes) {
            Shapes.strokes(canvas, random, strokes);
        } else if (spec instanceof MaskSpec.Scratches scratches) {
            Shapes.scratches(canvas, random, scratches);
        } else if (spec instanceof MaskSpec.Flaking flaking) {
            return FlakingNoise.draw(random, width, height, flaking, range);
        } else {
            throw new IllegalArgumentException("There is no way to draw " + spec + ".");
        }
        return canvas.toMask();
    }
}
