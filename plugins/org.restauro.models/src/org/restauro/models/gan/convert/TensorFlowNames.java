// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.gan.GanFamily;

/**
 * Variables of NVIDIA's TensorFlow networks and what they are called here.
 *
 * <p>Kernels of convolutions are stored (k, k, in, out), matrices (in, out); the dense layer that
 * makes the first map is a 4×4 convolution of a 1×1 map here, which turns it by 180°.
 */
final class TensorFlowNames {
    /** How values are brought into the order they have here. */
    enum Order {
        /** As they are. */
        SAME(t -> t),
        /** (in, out) → (out, in). */
        MATRIX(t -> Rearranged.permuted(t, 1, 0)),
        /** (k, k, in, out) → (out, in, k, k). */
        KERNEL(t -> Rearranged.permuted(t, 3, 2, 0, 1)),
        /** (in, out·16) → (out, in, 4, 4), turned. */
        SPREAD(Order::spread);

        private final UnaryOperator<TensorData> change;

        Order(UnaryOperator<TensorData> change) {
            this.change = change;
        }

        TensorData apply(TensorData t) {
            return change.apply(t);
        }

        private static TensorData spread(TensorData t) {
            long in = t.shape()[0];
            long out = t.elements() / in / (START * START);
            TensorData maps = Rearranged.reshaped(t, in, out, START, START);
            return Rearranged.turned(Rearranged.permuted(maps, 1, 0, 2, 3));
        }
    }

    /**
     * A variable.
     *
     * @param theirs its name in TensorFlow
     * @param ours its name in GenForce's networks
     * @param order how its values are stored
     */
    record Entry(String theirs, String ours, Order order) {}

    static final int START = 4;
    private static final String S = "synthesis.";

    private final List<Entry> entries = new ArrayList<>();
    private final GanFamily family;
    private final int levels;
    private final Set<String> present;

    private TensorFlowNames(GanFamily family, int levels, Set<String> present) {
        this.family = family;
        this.levels = levels;
        this.present = present;
    }

    /** Variables of a generator, of which a file need not have all. */
    static List<Entry> generator(GanFamily family, int levels, Set<String> present) {
        TensorFlowNames names = new TensorFlowNames(family, levels, present);
        switch (family) {
            case PGGAN -> names.pggan();
            case STYLEGAN -> names.stylegan();
            default -> names.stylegan2();
        }
        return names.entries;
    }

    /** Variables of a discriminator. */
    static List<Entry> discriminator(GanFamily family, int levels, Set<String> present) {
        TensorFlowNames names = new TensorFlowNames(family, levels, present);
        names.judge();
        return names.entries;
    }

    private void add(String theirs, String ours, Order order) {
        entries.add(new Entry(theirs, ours, order));
    }

    private void layer(String theirs, String ours, Order order) {
        add(theirs + "/weight", ours + ".weight", order);
        add(theirs + "/bias", ours + ".bias", Order.SAME);
    }

    private static String side(int level) {
        int side = START << level;
        return side + "x" + side + "/";
    }

    /** The first of two names that the file has; the second where it has neither. */
    private String either(String first, String second) {
        return present.contains(first + "/weight") ? first : second;
    }

    private void pggan() {
        add("lod", "lod", Order.SAME);
        layer("4x4/Dense", "layer0", Order.SPREAD);
        layer("4x4/Conv", "layer1", Order.KERNEL);
        for (int level = 0; level <= levels; level++) {
            if (level > 0) {
                String up = either(side(level) + "Conv0_up", side(level) + "Conv0");
                layer(up, "layer" + 2 * level, Order.KERNEL);
                layer(side(level) + "Conv1", "layer" + (2 * level + 1), Order.KERNEL);
            }
            layer("ToRGB_lod" + (levels - level), "output" + level, Order.KERNEL);
        }
    }

    private void mapping() {
        for (int i = 0; present.contains("Dense" + i + "/weight"); i++) {
            layer("Dense" + i, "mapping.dense" + i, Order.MATRIX);
        }
        add("LabelConcat/weight", "mapping.label_weight", Order.SAME);
        layer("LabelEmbed", "mapping.LabelEmbed", Order.MATRIX);
        add("dlatent_avg", "truncation.w_avg", Order.SAME);
    }

    private void stylegan() {
        mapping();
        add("lod", S + "lod", Order.SAME);
        add("4x4/Const/const", S + "layer0.const", Order.SAME);
        add("4x4/Dense/weight", S + "layer0.weight", Order.SPREAD);
        for (int j = 0; j < 2 * (levels + 1); j++) {
            String theirs = side(j / 2) + (j % 2 == 0 ? "Conv0_up" : "Conv1");
            if (j == 0) {
                theirs = either("4x4/Dense", "4x4/Const");
            } else {
                theirs = j == 1 ? "4x4/Conv" : theirs;
                add(theirs + "/weight", S + "layer" + j + ".weight", Order.KERNEL);
            }
            String ours = S + "layer" + j;
            add(theirs + "/bias", ours + ".bias", Order.SAME);
            layer(theirs + "/StyleMod", ours + ".style", Order.MATRIX);
            add(theirs + "/Noise/weight", ours + ".apply_noise.weight", Order.SAME);
            add("noise" + j, ours + ".apply_noise.noise", Order.SAME);
        }
        for (int level = 0; level <= levels; level++) {
            layer("ToRGB_lod" + (levels - level), S + "output" + level, Order.KERNEL);
        }
    }

    private void stylegan2() {
        mapping();
        add("4x4/Const/const", S + "early_layer.const", Order.SAME);
        layer("4x4/Dense", S + "early_layer", Order.MATRIX);
        styled("4x4/Conv", 0);
        for (int level = 1; level <= levels; level++) {
            styled(side(level) + "Conv0_up", 2 * level - 1);
            styled(side(level) + "Conv1", 2 * level);
            add(
                    side(level) + "Skip/weight",
                    S + "skip_layer" + (level - 1) + ".weight",
                    Order.KERNEL);
        }
        boolean growing = present.contains("ToRGB_lod0/weight");
        for (int level = growing ? levels : 0; level <= levels; level++) {
            String theirs = growing ? "ToRGB_lod0" : side(level) + "ToRGB";
            modulated(theirs, S + "output" + level);
        }
    }

    private void styled(String theirs, int index) {
        String ours = S + "layer" + index;
        modulated(theirs, ours);
        add(theirs + "/noise_strength", ours + ".noise_strength", Order.SAME);
        add("noise" + index, ours + ".noise", Order.SAME);
    }

    private void modulated(String theirs, String ours) {
        layer(theirs, ours, Order.KERNEL);
        add(theirs + "/mod_weight", ours + ".style.weight", Order.MATRIX);
        add(theirs + "/mod_bias", ours + ".style.bias", Order.SAME);
    }

    private void judge() {
        boolean growing = present.contains("FromRGB_lod0/weight");
        if (family.progressive()) {
            add("lod", "lod", Order.SAME);
        }
        for (int k = 0; k <= levels; k++) {
            String block = side(levels - k);
            boolean seen = !growing || family.progressive() || k == 0;
            if (seen) {
                layer(growing ? "FromRGB_lod" + k : block + "FromRGB", "input" + k, Order.KERNEL);
            }
            if (k < levels) {
                layer(block + "Conv0", "layer" + 2 * k, Order.KERNEL);
                String down = either(block + "Conv1_down", block + "Conv1");
                layer(down, "layer" + (2 * k + 1), Order.KERNEL);
                add(block + "Skip/weight", "skip_layer" + k + ".weight", Order.KERNEL);
            }
        }
        layer("4x4/Conv", "layer" + 2 * levels, Order.KERNEL);
        layer("4x4/Dense0", "layer" + (2 * levels + 1), Order.MATRIX);
        layer(either("4x4/Dense1", "Output"), "layer" + (2 * levels + 2), Order.MATRIX);
        layer("LabelEmbed", "LabelEmbed", Order.MATRIX);
        for (int i = 0; present.contains("Mapping" + i + "/weight"); i++) {
            layer("Mapping" + i, "mapping.dense" + i, Order.MATRIX);
        }
    }
}
