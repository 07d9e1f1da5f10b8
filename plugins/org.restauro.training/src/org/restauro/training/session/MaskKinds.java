// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.restauro.engine.text.NearestName;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.images.mask.MaskSpec;
import org.restauro.images.source.MaskSupply;
import org.restauro.training.config.SettingsException;

/** The kinds of masks by the names that settings use; {@code a+b} lays b over a. */
public final class MaskKinds {
    private static final Map<String, Supplier<MaskSpec>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("mat-large", MaskSpec::matLarge);
        KINDS.put("mat-small", MaskSpec::matSmall);
        KINDS.put("rectangles", MaskSpec::rectangles);
        KINDS.put("boxes", MaskSpec::boxes);
        KINDS.put("strokes", MaskSpec::strokes);
        KINDS.put("scratches", MaskSpec::scratches);
        KINDS.put("flaking", MaskSpec::flaking);
    }

    private MaskKinds() {}

    /**
     * Masks of several kinds, each with the same chance.
     *
     * @throws SettingsException for a name that does not exist, and for no name at all
     */
    public static MaskSupply supply(List<String> names) {
        return supply(names, HoleRange.ANY);
    }

    /**
     * The same with a share of holes that each mask keeps within; of kinds laid over each other,
     * each layer by itself.
     */
    public static MaskSupply supply(List<String> names, HoleRange range) {
        if (names.isEmpty()) {
            throw new SettingsException(
                    "masks.kinds is empty; one or more of "
                            + String.join(", ", KINDS.keySet())
                            + " would be right.");
        }
        List<MaskSupply> supplies = new ArrayList<>();
        for (String name : names) {
            List<MaskSupply> layers = new ArrayList<>();
            for (String kind : name.split("\\+")) {
                layers.add(MaskSupply.of(MaskGenerator.of(spec(kind.strip())).within(range)));
            }
            supplies.add(MaskSupply.overlaid(layers));
        }
        return MaskSupply.mixed(supplies);
    }

    private static MaskSpec spec(String kind) {
        Supplier<MaskSpec> spec = KINDS.get(kind);
        if (spec == null) {
            throw new SettingsException(
                    "masks.kinds has \""
                            + kind
                            + "\", which does not exist"
                            + NearestName.hint(kind, KINDS.keySet())
                            + " There are "
                            + String.join(", ", KINDS.keySet())
                            + ".");
        }
        return spec.get();
    }
}
