// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import org.restauro.images.Mask;
import org.restauro.images.random.RandomState;

/**
 * The four random mask generators that MAT (Li et al., <a
 * href="https://arxiv.org/abs/2203.15270">2022</a>) trains and is judged with: rectangles of up to
 * half and up to the full side, and free-form brush strokes.
 *
 * <p>At 256 and 512 the draws from {@link RandomState} are those of the published code, in the same
 * order; the pixels of strokes differ at their rims, as lines are not rounded exactly as Pillow
 * does. Other sizes use the same rules with their own side; the stroke width (12 to 48 pixels at
 * both published sizes) shrinks in proportion below 256 and grows above 512.
 */
public final class MatMasks {
    /** How many shapes are drawn at most. The published large ones are used for training. */
    public enum Variant {
        LARGE_512(5, 3, 9),
        SMALL_512(3, 2, 4),
        LARGE_256(4, 2, 8),
        SMALL_256(2, 2, 3);

        private final int halfRectangles;
        private final int rectangles;
        private final int brushes;

        Variant(int halfRectangles, int rectangles, int brushes) {
            this.halfRectangles = halfRectangles;
            this.rectangles = rectangles;
            this.brushes = brushes;
        }

        /** The published variant whose size is nearer to a side. */
        public static Variant forSide(int side, boolean large) {
            boolean small = side < 384; // half way between 256 and 512
            return large ? (small ? LARGE_256 : LARGE_512) : (small ? SMALL_256 : SMALL_512);
        }
    }

    /** Tries before a mask is made to fit its hole range; a range of 0.01 takes about 50. */
    private static final int MAX_TRIES = 300;

    private static final int MIN_VERTICES = 4;
    private static final int MAX_VERTICES = 18;
    private static final double MEAN_ANGLE = 2 * Math.PI / 5;
    private static final double ANGLE_RANGE = 2 * Math.PI / 15;
    private static final double MIN_WIDTH = 12;
    private static final double MAX_WIDTH = 48;

    private final Variant variant;
    private final int side;
    private final HoleRange range;
    private final double widthScale;

    /**
     * @param side width and height of the masks, at least 1
     */
    public MatMasks(Variant variant, int side, HoleRange range) {
        if (side < 1 || (long) side * side > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A mask cannot have a side of " + side + " pixels.");
        }
        this.variant = variant;
        this.side = side;
        this.range = range;
        this.widthScale = side < 256 ? side / 256.0 : side > 512 ? side / 512.0 : 1;
    }

    /**
     * The next mask of a stream of random numbers.
     *
     * @throws IllegalArgumentException if no mask of this size has a hole in the range
     */
    public Mask next(RandomState random) {
        return next(random, side, side);
    }

    /**
     * The next mask, cut at a random place out of the square one; the hole range holds for the
     * part.
     *
     * @param width at most the side
     * @param height at most the side
     */
    Mask next(RandomState random, int width, int height) {
        Mask best = null;
        for (int i = 0; i < MAX_TRIES; i++) {
            Mask mask = draw(random);
            if (width != side || height != side) {
                int x = random.randint(side - width + 1);
                int y = random.randint(side - height + 1);
                mask = mask.crop(x, y, width, height);
            }
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

    private Mask draw(RandomState random) {
        double coefficient = Math.min(range.from() + range.to(), 1);
        int half = Math.max(1, (int) (variant.halfRectangles * coefficient));
        int full = Math.max(1, (int) (variant.rectangles * coefficient));
        int brushes = Math.max(1, (int) (variant.brushes * coefficient));
        if (half == 1 && full == 1 && brushes == 1) {
            brushes = 2; // the published code would never draw anything here, and never end
        }
        Canvas canvas = new Canvas(side, side);
        rectangles(canvas, random, half, Math.max(1, side / 2));
        rectangles(canvas, random, full, side);
        Canvas strokes = new Canvas(side, side);
        int count = random.randint(brushes);
        for (int i = 0; i < count; i++) {
            brush(strokes, random);
        }
        if (random.nextDouble() > 0.5) {
            strokes.flipVertically();
        }
        if (random.nextDouble() > 0.5) {
            strokes.flipHorizontally();
        }
        for (int i = 0; i < canvas.values.length; i++) {
            canvas.values[i] &= strokes.values[i];
        }
        return canvas.toMask();
    }

    private void rectangles(Canvas canvas, RandomState random, int bound, int largest) {
        int count = random.randint(bound);
        for (int i = 0; i < count; i++) {
            int w = random.randint(largest);
            int h = random.randint(largest);
            int x = random.randint(-(w / 2), side - w + w / 2);
            int y = random.randint(-(h / 2), side - h + h / 2);
            canvas.rectangle(x, y, x + w, y + h);
        }
    }

    private void brush(Canvas canvas, RandomState random) {
        double radius = Math.sqrt(2.0 * side * side) / 8;
        int segments = random.randint(MIN_VERTICES, MAX_VERTICES);
        double low = MEAN_ANGLE - random.uniform(0, ANGLE_RANGE);
        double high = MEAN_ANGLE + random.uniform(0, ANGLE_RANGE);
        double[] angles = new double[segments];
        for (int i = 0; i < segments; i++) {
            double angle = random.uniform(low, high);
            angles[i] = i % 2 == 0 ? 2 * Math.PI - angle : angle;
        }
        int[] x = new int[segments + 1];
        int[] y = new int[segments + 1];
        x[0] = random.randint(side);
        y[0] = random.randint(side);
        for (int i = 0; i < segments; i++) {
            double step = random.normal(radius, Math.floor(radius / 2));
            step = Math.min(Math.max(step, 0), 2 * radius);
            x[i + 1] = (int) Math.min(Math.max(x[i] + step * Math.cos(angles[i]), 0), side);
            y[i + 1] = (int) Math.min(Math.max(y[i] + step * Math.sin(angles[i]), 0), side);
        }
        int width = (int) random.uniform(MIN_WIDTH, MAX_WIDTH);
        if (widthScale != 1) {
            width = Math.max(1, (int) Math.round(width * widthScale));
        }
        for (int i = 0; i < segments; i++) {
            canvas.segment(x[i], y[i], x[i + 1], y[i + 1], width);
        }
        for (int i = 0; i <= segments; i++) {
            canvas.disc(x[i], y[i], width / 2 + 0.5);
        }
        random.nextDouble(); // two coins whose outcome the published code discards
        random.nextDouble();
    }
}
