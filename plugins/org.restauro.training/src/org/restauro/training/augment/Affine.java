// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

/**
 * An affine map of the plane, x′ = a·x + b·y + c and y′ = d·x + e·y + f; pixels, origin in the
 * middle of the image.
 */
record Affine(double a, double b, double c, double d, double e, double f) {
    static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    static Affine scale(double x, double y) {
        return new Affine(x, 0, 0, 0, y, 0);
    }

    static Affine move(double x, double y) {
        return new Affine(1, 0, x, 0, 1, y);
    }

    static Affine turn(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Affine(cos, -sin, 0, sin, cos, 0);
    }

    /** Exact, unlike the general turn. */
    static Affine quarterTurns(int turns) {
        int cos = new int[] {1, 0, -1, 0}[turns & 3];
        int sin = new int[] {0, 1, 0, -1}[turns & 3];
        return new Affine(cos, -sin, 0, sin, cos, 0);
    }

    /** This map after another. */
    Affine after(Affine o) {
        return new Affine(
                a * o.a + b * o.d,
                a * o.b + b * o.e,
                a * o.c + b * o.f + c,
                d * o.a + e * o.d,
                d * o.b + e * o.e,
                d * o.c + e * o.f + f);
    }

    boolean isIdentity() {
        return a == 1 && b == 0 && c == 0 && d == 0 && e == 1 && f == 0;
    }

    double x(double x, double y) {
        return a * x + b * y + c;
    }

    double y(double x, double y) {
        return d * x + e * y + f;
    }
}
