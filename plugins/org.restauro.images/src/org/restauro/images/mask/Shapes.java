// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import org.restauro.images.random.RandomState;

/** Draws the simple kinds of holes; what the numbers mean is said in {@link MaskSpec}. */
final class Shapes {
    /** Places tried for a box before it is left out. */
    private static final int PLACES = 200;

    private Shapes() {}

    static void rectangles(Canvas canvas, RandomState random, MaskSpec.Rectangles spec) {
        int side = Math.min(canvas.width, canvas.height);
        int count = 1 + random.randint(spec.most());
        for (int i = 0; i < count; i++) {
            int w = pixels(random.uniform(spec.smallest(), spec.largest()) * side);
            int h = pixels(random.uniform(spec.smallest(), spec.largest()) * side);
            // At least half of it lies inside.
            int x = random.randint(-(w / 2), canvas.width - w + w / 2 + 1);
            int y = random.randint(-(h / 2), canvas.height - h + h / 2 + 1);
            canvas.rectangle(x, y, x + w, y + h);
        }
    }

    static void boxes(Canvas canvas, RandomState random, MaskSpec.Boxes spec) {
        int side = pixels(spec.side() * Math.min(canvas.width, canvas.height));
        if (spec.number() == 1) {
            int x = (canvas.width - side) / 2;
            int y = (canvas.height - side) / 2;
            canvas.rectangle(x, y, x + side, y + side);
            return;
        }
        int[] xs = new int[spec.number()];
        int[] ys = new int[spec.number()];
        int placed = 0;
        for (int i = 0; i < spec.number(); i++) {
            for (int attempt = 0; attempt < PLACES; attempt++) {
                int x = random.randint(canvas.width - side + 1);
                int y = random.randint(canvas.height - side + 1);
                boolean free = true;
                for (int k = 0; k < placed && free; k++) {
                    free = Math.abs(xs[k] - x) > side || Math.abs(ys[k] - y) > side;
                }
                if (free) {
                    xs[placed] = x;
                    ys[placed++] = y;
                    canvas.rectangle(x, y, x + side, y + side);
                    break;
                }
            }
        }
    }

    static void strokes(Canvas canvas, RandomState random, MaskSpec.Strokes spec) {
        int side = Math.min(canvas.width, canvas.height);
        int count = 1 + random.randint(spec.most());
        for (int i = 0; i < count; i++) {
            double width = Math.max(1, side * random.uniform(spec.thinnest(), spec.thickest()));
            double x = random.uniform(0, canvas.width);
            double y = random.uniform(0, canvas.height);
            double heading = random.uniform(0, 2 * Math.PI);
            double bend = random.normal(0, 0.03);
            double step = Math.max(0.5, width / 8);
            int steps = (int) (side * random.uniform(0.2, 0.9) / step);
            for (int s = 0; s <= steps; s++) {
                // The pressure of the hand: strokes begin and end a little thinner.
                double pressure = Math.min(1, 0.6 + 0.4 * Math.min(s, steps - s) * step / width);
                canvas.disc(x, y, width / 2 * pressure);
                double nextX = x + step * Math.cos(heading);
                double nextY = y + step * Math.sin(heading);
                // The bend itself wanders, so that curves are smooth and sometimes turn back.
                bend = 0.95 * bend + random.normal(0, 0.012);
                heading += bend + (random.nextDouble() < 0.006 ? random.uniform(-2, 2) : 0);
                boolean outside =
                        nextX < 0 || nextY < 0 || nextX > canvas.width || nextY > canvas.height;
                if (outside) {
                    heading += Math.PI / 2;
                }
                x = Math.min(Math.max(nextX, 0), canvas.width);
                y = Math.min(Math.max(nextY, 0), canvas.height);
            }
        }
    }

    static void scratches(Canvas canvas, RandomState random, MaskSpec.Scratches spec) {
        int side = Math.min(canvas.width, canvas.height);
        int count = Math.max(1, (spec.most() + 1) / 2 + random.randint(spec.most() / 2 + 1));
        // Most scratches of one picture come from the same movement, hence run alike.
        double common = random.uniform(0, Math.PI);
        for (int i = 0; i < count; i++) {
            boolean alike = random.nextDouble() < 0.6;
            double heading =
                    alike ? common + random.normal(0, 0.12) : random.uniform(0, 2 * Math.PI);
            double widest = Math.max(1, side * random.uniform(spec.thinnest(), spec.thickest()));
            // Many short ones, few that cross the picture.
            double share = random.nextDouble();
            double length = Math.max(1, side * (0.05 + 1.1 * share * share));
            double curvature = random.normal(0, 0.35) / side;
            double x = random.uniform(0, canvas.width) - Math.cos(heading) * length / 2;
            double y = random.uniform(0, canvas.height) - Math.sin(heading) * length / 2;
            double step = Math.max(1, widest);
            int steps = (int) Math.max(1, length / step);
            int gap = 0;
            double wobble = 0;
            for (int s = 0; s < steps; s++) {
                double t = (s + 0.5) / steps;
                double taper = Math.min(1, 4 * Math.min(t, 1 - t));
                wobble = 0.8 * wobble + random.normal(0, 0.15);
                double width = Math.max(1, widest * taper * (1 + 0.4 * wobble));
                double nextX = x + step * Math.cos(heading);
                double nextY = y + step * Math.sin(heading);
                if (gap == 0) {
                    canvas.disc(x, y, width / 2);
                    canvas.segment(x, y, nextX, nextY, width);
                    if (random.nextDouble() < 0.008 * step) {
                        gap = 1 + (int) (side * random.uniform(0.005, 0.03) / step);
                    }
                } else {
                    gap--;
                }
                heading += curvature * step + random.normal(0, 0.012);
                x = nextX;
                y = nextY;
            }
        }
    }

    private static int pixels(double length) {
        return Math.max(1, (int) Math.round(length));
    }
}
