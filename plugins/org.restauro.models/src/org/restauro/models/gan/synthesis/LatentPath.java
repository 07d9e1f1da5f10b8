// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.util.ArrayList;
import java.util.List;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Truncation;

/** Places between two rows: along the sphere in z, along straight lines between styles. */
public final class LatentPath {
    /** Below this angle, in radians, a straight line is as good and does not divide by zero. */
    private static final double SMALL_ANGLE = 1e-6;

    private final ImageSynthesizer synthesizer;
    private final boolean spherical;
    private final Truncation truncation;

    /**
     * @param space {@code Z}, or {@code W} for styles
     * @param truncation of the styles at both ends; not used in z, where the settings of rendering
     *     hold
     */
    public LatentPath(ImageSynthesizer synthesizer, LatentSpace space, Truncation truncation) {
        if (space != LatentSpace.Z && space != LatentSpace.W) {
            throw new IllegalArgumentException(
                    "Paths lead through Z or W, not through " + space + ".");
        }
        this.synthesizer = synthesizer;
        this.truncation = truncation;
        spherical = space == LatentSpace.Z;
    }

    /**
     * Places between two rows, with the noise of the first one.
     *
     * @param t 0 for the first row, 1 for the second
     * @throws IllegalArgumentException if a row has codes that the path does not lead through
     */
    public List<SynthesisRow> at(SynthesisRow from, SynthesisRow to, double... t) {
        if (spherical && (from.space() != LatentSpace.Z || to.space() != LatentSpace.Z)) {
            throw new IllegalArgumentException(
                    "A path through Z needs latents, not codes of "
                            + (from.space() == LatentSpace.Z ? to : from).space()
                            + "; choose a path through W.");
        }
        float[] a = ends(from);
        float[] b = ends(to);
        List<SynthesisRow> places = new ArrayList<>();
        for (double place : t) {
            float[] label = from.label() == null ? null : straight(from.label(), to.label(), place);
            places.add(
                    spherical
                            ? new SynthesisRow(
                                    from.seed(), spherical(a, b, place), LatentSpace.Z, label)
                            : new SynthesisRow(
                                    from.seed(), straight(a, b, place), LatentSpace.WP, label));
        }
        return places;
    }

    private float[] ends(SynthesisRow row) {
        return spherical ? synthesizer.codesOf(row) : synthesizer.styles(row, truncation);
    }

    /** {@code a + (b − a)·t}. */
    static float[] straight(float[] a, float[] b, double t) {
        float[] v = new float[a.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = (float) (a[i] + ((double) b[i] - a[i]) * t);
        }
        return v;
    }

    /** Along the arc between two directions (Shoemake 1985); lengths change evenly. */
    static float[] spherical(float[] a, float[] b, double t) {
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
            ab += (double) a[i] * b[i];
        }
        double angle = Math.acos(Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))));
        double sine = Math.sin(angle);
        if (!(sine > SMALL_ANGLE)) {
            return straight(a, b, t);
        }
        double p = Math.sin((1 - t) * angle) / sine;
        double q = Math.sin(t * angle) / sine;
        float[] v = new float[a.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = (float) (p * a[i] + q * b[i]);
        }
        return v;
    }
}
