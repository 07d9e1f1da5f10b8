// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Outlines of petals and leaves that grow from the origin towards the left-to-right axis. */
enum Petal {
    ROUND,
    LANCET,
    HEART,
    OGEE,
    DROP;

    /**
     * The closed outline from {@code from} to {@code to} along x, with the given half width.
     *
     * @param y where the axis lies
     */
    Path outline(Painter painter, double from, double to, double y, double half) {
        double l = to - from;
        Path p = painter.path().point(from, y);
        return switch (this) {
            case ROUND ->
                    p.curve(
                                    from + 0.3 * l,
                                    y - 0.9 * half,
                                    from + 0.5 * l,
                                    y - 1.15 * half,
                                    from + 0.75 * l,
                                    y - half)
                            .curve(
                                    from + 1.08 * l,
                                    y - 0.75 * half,
                                    from + 1.08 * l,
                                    y + 0.75 * half,
                                    from + 0.75 * l,
                                    y + half)
                            .curve(
                                    from + 0.5 * l,
                                    y + 1.15 * half,
                                    from + 0.3 * l,
                                    y + 0.9 * half,
                                    from,
                                    y);
            case LANCET ->
                    p.curve(from + 0.25 * l, y - 1.35 * half, from + 0.6 * l, y - 1.2 * half, to, y)
                            .curve(
                                    from + 0.6 * l,
                                    y + 1.2 * half,
                                    from + 0.25 * l,
                                    y + 1.35 * half,
                                    from,
                                    y);
            case HEART ->
                    p.curve(
                                    from + 0.4 * l,
                                    y - 0.6 * half,
                                    from + 0.6 * l,
                                    y - 1.5 * half,
                                    from + 0.95 * l,
                                    y - 0.85 * half)
                            .curve(
                                    from + 1.08 * l,
                                    y - 0.5 * half,
                                    from + 0.95 * l,
                                    y - 0.1 * half,
                                    from + 0.86 * l,
                                    y)
                            .curve(
                                    from + 0.95 * l,
                                    y + 0.1 * half,
                                    from + 1.08 * l,
                                    y + 0.5 * half,
                                    from + 0.95 * l,
                                    y + 0.85 * half)
                            .curve(
                                    from + 0.6 * l,
                                    y + 1.5 * half,
                                    from + 0.4 * l,
                                    y + 0.6 * half,
                                    from,
                                    y);
            case OGEE ->
                    p.curve(
                                    from + 0.1 * l,
                                    y - 1.3 * half,
                                    from + 0.55 * l,
                                    y - 1.4 * half,
                                    from + 0.78 * l,
                                    y - 0.5 * half)
                            .curve(from + 0.86 * l, y - 0.2 * half, from + 0.9 * l, y, to, y)
                            .curve(
                                    from + 0.9 * l,
                                    y,
                                    from + 0.86 * l,
                                    y + 0.2 * half,
                                    from + 0.78 * l,
                                    y + 0.5 * half)
                            .curve(
                                    from + 0.55 * l,
                                    y + 1.4 * half,
                                    from + 0.1 * l,
                                    y + 1.3 * half,
                                    from,
                                    y);
            case DROP ->
                    p.curve(
                                    from + 0.35 * l,
                                    y - 0.25 * half,
                                    from + 0.6 * l,
                                    y - 1.3 * half,
                                    from + 0.88 * l,
                                    y - 0.8 * half)
                            .curve(
                                    from + 1.04 * l,
                                    y - 0.45 * half,
                                    from + 1.04 * l,
                                    y + 0.45 * half,
                                    from + 0.88 * l,
                                    y + 0.8 * half)
                            .curve(
                                    from + 0.6 * l,
                                    y + 1.3 * half,
                                    from + 0.35 * l,
                                    y + 0.25 * half,
                                    from,
                                    y);
        };
    }
}
