// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.util.Arrays;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.images.mask.MaskSpec;

/**
 * Paints mural ornaments: borders, medallions, lattices, vines, interlace, tilings and birds in a
 * few historical pigments on uneven plaster. The same seed and options give the same bytes on every
 * machine; the same seed at another size gives the same wall, finer or coarser.
 *
 * <pre>{@code
 * Mural mural = new MuralGenerator(MuralOptions.square(256)).generate(42);
 * }</pre>
 *
 * <p>Thread-safe: every call works on its own memory.
 */
public final class MuralGenerator {
    /** Below this side masks are cut from larger ones, since few generators fill single pixels. */
    private static final int SMALLEST_MASK = 32;

    private final MuralOptions options;

    public MuralGenerator(MuralOptions options) {
        this.options = options;
    }

    /** What this generator's murals look like. */
    public MuralOptions options() {
        return options;
    }

    /** The mural of a seed. */
    public Mural generate(long seed) {
        return generate(seed, 0);
    }

    /**
     * A sister panel of the mural of a seed: the same paints, motifs and borders, arranged
     * otherwise, on another piece of wall and with other damage. It serves as a reference for the
     * mural's restoration.
     *
     * @param variant at least 0; 0 is the mural itself
     */
    public Mural generate(long seed, int variant) {
        if (variant < 0) {
            throw new IllegalArgumentException("A variant is 0 or more, not " + variant + ".");
        }
        Chance chance = new Chance(Chance.mix(seed + 0x5E57A420L));
        int width = options.width();
        int height = options.height();
        Plaster plaster = new Plaster(chance.about("plaster", variant), width, height);
        Canvas canvas = new Canvas(width, height, plaster.bristles());
        Style style = new Style(chance.about("style"));
        Panel panel =
                new Panel(chance.about("panel", variant), style, options.subject(), variant > 0);
        panel.paint(canvas, new Noise(chance.about("hand", variant).bits()));
        float[] light = plaster.light();

        PixelImage pristine =
                PixelImage.of8(width, height, 3, finish(canvas, plaster, light, null));
        PixelImage aged = pristine;
        if (options.ageing() > 0) {
            Ageing ageing =
                    new Ageing(chance.about("ageing", variant), width, height, options.ageing());
            aged = PixelImage.of8(width, height, 3, finish(canvas, plaster, light, ageing));
        }
        Mask damage = damage(chance.about("damage", variant).bits());
        PixelImage damaged = damage.hasHole() ? Losses.cut(aged, damage, plaster, light) : aged;
        return new Mural(seed, variant, pristine, aged, damage, damaged);
    }

    /** Paint on the wall, seen in its light, aged or not: interleaved RGB. */
    private static byte[] finish(Canvas canvas, Plaster plaster, float[] light, Ageing ageing) {
        byte[] pixels = new byte[3 * light.length];
        float[] rgb = new float[3];
        Colour wall = plaster.colour();
        for (int y = 0, i = 0; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++, i++) {
                float showing = (float) plaster.showing(x, y);
                rgb[0] = canvas.red[i] + (wall.red() - canvas.red[i]) * showing;
                rgb[1] = canvas.green[i] + (wall.green() - canvas.green[i]) * showing;
                rgb[2] = canvas.blue[i] + (wall.blue() - canvas.blue[i]) * showing;
                if (ageing != null) {
                    ageing.apply(x, y, rgb);
                }
                for (int c = 0; c < 3; c++) {
                    pixels[3 * i + c] = toByte(rgb[c] * light[i]);
                }
            }
        }
        return pixels;
    }

    static byte toByte(double value) {
        return (byte) Math.max(0, Math.min(255, (int) (value * 255 + 0.5)));
    }

    private Mask damage(long seed) {
        int width = options.width();
        int height = options.height();
        if (options.damage().isEmpty()) {
            return Mask.known(width, height);
        }
        int w = Math.max(width, SMALLEST_MASK);
        int h = Math.max(height, SMALLEST_MASK);
        byte[] values = new byte[w * h];
        Arrays.fill(values, (byte) 255);
        long index = 0;
        for (MaskSpec kind : options.damage()) {
            Mask mask = MaskGenerator.of(kind).generate(w, h, seed >>> 32, index++);
            byte[] holes = mask.values();
            for (int i = 0; i < values.length; i++) {
                values[i] &= holes[i];
            }
        }
        return Mask.of(w, h, values).crop(0, 0, width, height);
    }
}
