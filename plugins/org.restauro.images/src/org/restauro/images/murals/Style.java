// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * What sister panels share: the paints, the motifs and the borders one workshop used in one room.
 */
final class Style {
    final Palette palette;

    /** The ground of the field. */
    final Colour field;

    /** The large ornament, another one that goes with it, and a small one for gaps. */
    final Motif hero;

    final Motif companion;
    final Motif minor;
    final Bird bird;
    final Border wide;
    final Border other;
    final Border narrow;
    final Colour narrowGround;

    /** A small ornament to stand on the narrow border's ground. */
    final Motif cornerpiece;

    final Colour stem;
    final Colour leaf;
    final Colour line;

    Style(Chance chance) {
        palette = Palette.drawn(chance.about("palette"));
        field = palette.ground;
        Chance motifs = chance.about("motifs");
        hero = Motif.drawn(motifs, palette, field);
        companion = Motif.drawn(motifs, palette, field);
        minor = Motif.small(motifs, palette, field);
        bird = Bird.drawn(motifs, palette, field);
        Chance borders = chance.about("borders");
        wide = Border.drawn(borders, palette, palette.band);
        other = Border.drawn(borders, palette, palette.band);
        narrowGround = palette.besides(borders, palette.band);
        narrow = Border.narrow(borders, palette, narrowGround);
        cornerpiece = Motif.small(borders, palette, narrowGround);
        Chance lines = chance.about("lines");
        stem = palette.besides(lines, field);
        leaf = palette.besides(lines, field, stem);
        line = palette.lineOn(field);
    }
}
