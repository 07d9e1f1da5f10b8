// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * The composition of one wall: a field within borders, seen whole or in part.
 *
 * @see Style what sister panels share
 */
final class Panel {
    private enum Frame {
        ALL_ROUND,
        TOP_AND_BOTTOM,
        LEFT_AND_RIGHT,
        BOTTOM,
        TOP,
        NONE
    }

    private final Style style;
    private final Field field;
    private final Frame frame;
    private final double wide;
    private final double narrow;
    private final boolean narrowInside;
    private final boolean narrowOutside;
    private final Border border;
    private final double zoom;
    private final double angle;
    private final double viewX;
    private final double viewY;
    private final double washed;

    /**
     * @param sister whether the panel serves as reference, so that the large ornament must show
     */
    Panel(Chance chance, Style style, MuralSubject subject, boolean sister) {
        this.style = style;
        boolean medallion = subject == MuralSubject.MEDALLIONS;
        Chance fields = chance.about("field");
        field =
                medallion
                        ? new Medallion(fields, style, style.hero)
                        : sister ? Field.showingHero(fields, style) : Field.drawn(fields, style);
        Chance c = chance.about("frame");
        Frame drawn =
                c.oneOf(
                        Frame.ALL_ROUND,
                        Frame.ALL_ROUND,
                        Frame.ALL_ROUND,
                        Frame.TOP_AND_BOTTOM,
                        Frame.TOP_AND_BOTTOM,
                        Frame.LEFT_AND_RIGHT,
                        Frame.BOTTOM,
                        Frame.TOP,
                        Frame.NONE);
        frame = medallion ? Frame.NONE : drawn;
        wide = c.between(0.11, 0.19);
        narrow = c.between(0.035, 0.055);
        narrowInside = c.happens(0.6);
        narrowOutside = c.happens(0.4);
        border = c.happens(0.7) ? style.wide : style.other;
        washed = c.between(0.05, 0.2);
        Chance view = chance.about("view");
        boolean detail = view.happens(0.5) && !medallion;
        zoom = detail ? view.between(1.15, 1.8) : 1.05;
        angle = view.between(-0.02, 0.02);
        viewX = view.unit();
        viewY = view.unit();
    }

    /** Paints the wall onto a canvas of any size. */
    void paint(Canvas canvas, Noise hand) {
        // A longer picture shows a strip of a wall whose sides are at most as 1 to 5.
        double least = Math.max(canvas.width, canvas.height) / 5.0;
        double wallWidth = Math.max(canvas.width, least);
        double wallHeight = Math.max(canvas.height, least);
        double shorter = Math.min(wallWidth, wallHeight);
        double w = wallWidth / shorter;
        double h = wallHeight / shorter;
        double pixels = shorter * zoom;
        double slackX = zoom * wallWidth - canvas.width;
        double slackY = zoom * wallHeight - canvas.height;
        boolean whole = zoom < 1.1;
        double x = -slackX * (whole ? 0.5 : viewX);
        double y = -slackY * (whole ? 0.5 : viewY);
        Space space = Space.scaled(pixels, x, y, angle);
        Painter painter = Painter.of(canvas, hand, space, pixels, pixels);
        paint(painter, w, h);
    }

    private void paint(Painter painter, double w, double h) {
        Path everything = painter.path().box(-1, -1, w + 1, h + 1);
        Colour deep = style.field.stirred(Pigment.LAMP_BLACK.colour(), 0.03);
        Colour pale = style.field.towards(style.palette.light, washed);
        painter.fill(everything, Paint.graded(pale, deep, 0.2 * w, 0, 0.8 * w, h));

        double t = wide + (narrowInside ? narrow : 0) + (narrowOutside ? narrow : 0) + 0.03;
        boolean top =
                frame == Frame.ALL_ROUND || frame == Frame.TOP_AND_BOTTOM || frame == Frame.TOP;
        boolean bottom =
                frame == Frame.ALL_ROUND || frame == Frame.TOP_AND_BOTTOM || frame == Frame.BOTTOM;
        boolean sides = frame == Frame.ALL_ROUND || frame == Frame.LEFT_AND_RIGHT;
        double x0 = sides ? t : 0;
        double x1 = w - x0;
        double y0 = top ? t : 0;
        double y1 = h - (bottom ? t : 0);
        field.paint(painter.at(x0, y0, 1, 0), x1 - x0, y1 - y0);
        if (top) {
            band(painter.at(x0, 0, 1, 0), x1 - x0, t);
        }
        if (bottom) {
            band(painter.at(x1, h, 1, Math.PI), x1 - x0, t);
        }
        if (sides) {
            band(painter.at(w, y0, 1, Math.PI / 2), y1 - y0, t);
            band(painter.at(0, y1, 1, -Math.PI / 2), y1 - y0, t);
        }
        if (frame == Frame.ALL_ROUND) {
            corner(painter.at(0, 0, t, 0));
            corner(painter.at(w - t, 0, t, 0));
            corner(painter.at(0, h - t, t, 0));
            corner(painter.at(w - t, h - t, t, 0));
        }
    }

    /** A border along x = 0..length, y = 0..thickness, outside at y = 0. */
    private void band(Painter painter, double length, double thickness) {
        Colour ground = style.palette.band;
        Colour edge = style.palette.lineOn(ground);
        painter.fill(painter.path().box(-0.3, -0.3, length + 0.3, thickness), Paint.of(ground));
        double y = 0.012;
        if (narrowOutside) {
            narrow(painter, length, y);
            y += narrow;
        }
        double room = wide * 0.9;
        border.paint(painter.at(0, y + (wide - room) / 2, room, 0), length / room);
        y += wide;
        if (narrowInside) {
            narrow(painter, length, y);
        }
        Path fillet =
                painter.path().point(-0.3, thickness - 0.006).line(length + 0.3, thickness - 0.006);
        painter.line(fillet, 0.018, edge);
        Path light =
                painter.path().point(-0.3, thickness - 0.017).line(length + 0.3, thickness - 0.017);
        painter.line(light, 0.009, style.palette.light);
    }

    private void narrow(Painter painter, double length, double y) {
        painter.fill(painter.path().box(-0.3, y, length + 0.3, y + narrow), style.narrowGround);
        style.narrow.paint(painter.at(0, y, narrow, 0), length / narrow);
        for (double edge : new double[] {y, y + narrow}) {
            painter.line(
                    painter.path().point(-0.3, edge).line(length + 0.3, edge), 0.008, style.line);
        }
    }

    private void corner(Painter painter) {
        Colour ground = style.narrowGround;
        painter.fill(painter.path().box(0, 0, 1, 1), ground);
        painter.line(painter.path().box(0.03, 0.03, 0.97, 0.97), 0.06, style.line);
        style.cornerpiece.paint(painter.at(0.5, 0.5, 0.36, 0));
    }
}
