// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import java.util.Arrays;
import java.util.Locale;

/** The four families of networks, with their published defaults. */
public enum GanFamily {
    /** Progressive growing (Karras et al. 2018). */
    PGGAN("pggan", 16 << 10, 16),
    /** Style modulation by instance normalisation (Karras et al. 2019). */
    STYLEGAN("stylegan", 16 << 10, 4),
    /** Modulated convolutions (Karras et al. 2020, "Analyzing and improving"). */
    STYLEGAN2("stylegan2", 32 << 10, 4),
    /** StyleGAN2 with embedded labels (Karras et al. 2020, "Training with limited data"). */
    STYLEGAN2_ADA("stylegan2ada", 32 << 10, 4);

    private final String text;
    private final int channelBase;
    private final int deviationGroup;

    GanFamily(String text, int channelBase, int deviationGroup) {
        this.text = text;
        this.channelBase = channelBase;
        this.deviationGroup = deviationGroup;
    }

    /** Published number of channels times resolution. */
    int channelBase() {
        return channelBase;
    }

    /** Published group of the minibatch standard deviation. */
    int deviationGroup() {
        return deviationGroup;
    }

    /** Whether networks of this family grow with the level of detail. */
    public boolean progressive() {
        return this == PGGAN || this == STYLEGAN;
    }

    /** The family of a published name, in any case. */
    public static GanFamily parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(f -> f.text.equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no family '"
                                                + name
                                                + "'; pggan, stylegan, stylegan2 or stylegan2ada"
                                                + " would be right."));
    }

    /** The published name, such as {@code stylegan2}. */
    @Override
    public String toString() {
        return text;
    }
}
