// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restauro.engine.nn.FirFilter;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;

/**
 * Networks of NVIDIA's StyleGAN2-ADA for PyTorch under GenForce's names.
 *
 * <p>Kernels that double are stored turned by 180°; biases of styles hold the 1 that GenForce adds
 * itself; the constant and the noise lack the axis of the batch; filters that double lack their
 * gain of 4. Unlike GenForce's own converter this keeps the limits of magnitudes, the layers that
 * map labels of discriminators, the group of the minibatch deviation, and filters that differ.
 */
public final class AdaConversion {
    private static final String S = "synthesis.";
    private static final int START = 4;
    private static final int WHOLE_BATCH = 1 << 20;

    private final Draft draft;
    private final Facts made;

    private AdaConversion(StateDict weights, JsonNode made) {
        draft = new Draft(weights);
        this.made = new Facts(made);
    }

    /** Whether these are the tensors of such a generator. */
    public static boolean isGenerator(StateDict weights) {
        return weights.contains("synthesis.b4.const")
                && weights.contains("synthesis.b4.conv1.affine.weight")
                && weights.contains("mapping.fc0.weight");
    }

    /** Whether these are the tensors of such a discriminator. */
    public static boolean isDiscriminator(StateDict weights) {
        return weights.contains("b4.conv.weight")
                && weights.contains("b4.fc.weight")
                && weights.contains("b4.out.weight");
    }

    /**
     * A generator.
     *
     * @param weights as its state dictionary names them
     * @param made the arguments it was made with, a JSON object ({@code _init_kwargs}); what it
     *     lacks is as published
     * @throws IllegalArgumentException if it cannot be converted; the message says why
     */
    public static ModelConverter.Network generator(StateDict weights, JsonNode made) {
        return new AdaConversion(weights, made).generator();
    }

    /** A discriminator; see {@link #generator}. */
    public static ModelConverter.Network discriminator(StateDict weights, JsonNode made) {
        return new AdaConversion(weights, made).discriminator();
    }

    private int levels(String pattern) {
        int levels = 0;
        while (draft.has(String.format(pattern, START << (levels + 1)))) {
            levels++;
        }
        return levels;
    }

    private void checkMapping(Facts facts) {
        facts.require("activation", "lrelu");
    }

    private ModelConverter.Network generator() {
        Facts mapping = made.in("mapping_kwargs");
        Facts synthesis = made.in("synthesis_kwargs");
        checkMapping(mapping);
        checkMapping(synthesis);
        int levels = levels("synthesis.b%d.conv1.weight");
        move("mapping.embed", "mapping.LabelEmbed");
        for (int i = 0; draft.has("mapping.fc" + i + ".weight"); i++) {
            move("mapping.fc" + i, "mapping.dense" + i);
        }
        if (draft.has("mapping.w_avg")) {
            draft.move("mapping.w_avg", "truncation.w_avg");
        } else {
            draft.note("It has no mean style: truncation would draw towards 0.");
        }
        draft.move(
                "synthesis.b4.const",
                "synthesis.early_layer.const",
                t -> Rearranged.reshaped(t, 1, t.shape()[0], START, START));
        for (int level = 0; level <= levels; level++) {
            level(level);
        }
        boolean shared = pictureFilters(levels);
        draft.ignore(".*\\.resample_filter");
        ObjectNode config = GanModels.generatorConfig(draft.result()).toJson();
        config.put("shared_filter", shared);
        mapping.copyNumber("lr_multiplier", config, "mapping_lr_mul");
        synthesis.copyNumber("conv_clamp", config, "conv_clamp");
        checkSizes(config);
        GeneratorConfig read = GeneratorConfig.fromJson(config);
        StateDict all = Completion.of(GanNetworks.generator(read), draft.result());
        return new ModelConverter.Network(
                read.family().toString(), all, read.toJson(), draft.notes());
    }

    private void checkSizes(ObjectNode config) {
        if (!made.empty()) {
            int z = (int) made.number("z_dim", config.get("z_space_dim").asInt());
            if (z != config.get("z_space_dim").asInt()) {
                throw new IllegalArgumentException(
                        "its latents should have "
                                + z
                                + " values, but its weights take "
                                + config.get("z_space_dim").asInt());
            }
        }
    }

    private void level(int level) {
        String block = S + "b" + (START << level) + ".";
        if (level > 0) {
            String to = S + "layer" + (2 * level - 1);
            style(block + "conv0", to, true);
            filter(block + "conv0", to, FirFilter.UP_GAIN);
            if (draft.has(block + "skip.weight")) {
                String beside = S + "skip_layer" + (level - 1);
                draft.move(block + "skip.weight", beside + ".weight", Rearranged::turned);
                filter(block + "skip", beside, FirFilter.UP_GAIN);
            }
        }
        style(block + "conv1", S + "layer" + 2 * level, false);
        if (draft.has(block + "torgb.weight")) {
            String to = S + "output" + level;
            move(block + "torgb", to);
            affine(block + "torgb", to);
        }
    }

    private void style(String from, String to, boolean up) {
        draft.move(from + ".weight", to + ".weight", t -> up ? Rearranged.turned(t) : t);
        draft.move(from + ".bias", to + ".bias");
        if (draft.has(from + ".noise_strength")) {
            draft.move(from + ".noise_strength", to + ".noise_strength");
            draft.move(
                    from + ".noise_const",
                    to + ".noise",
                    t -> Rearranged.reshaped(t, 1, 1, t.shape()[0], t.shape()[1]));
        } else {
            long side = START << ((Integer.parseInt(to.replaceAll("\\D", "")) + 1) / 2);
            draft.put(to + ".noise_strength", TensorData.of(new float[1]));
            draft.put(
                    to + ".noise", TensorData.of(new float[(int) (side * side)], 1, 1, side, side));
        }
        affine(from, to);
    }

    private void affine(String from, String to) {
        draft.move(from + ".affine.weight", to + ".style.weight");
        draft.move(from + ".affine.bias", to + ".style.bias", t -> Rearranged.scaled(t, 1, -1));
    }

    /** Moves weight and bias, where there are any. */
    private void move(String from, String to) {
        for (String part : new String[] {".weight", ".bias"}) {
            if (draft.has(from + part)) {
                draft.move(from + part, to + part);
            }
        }
    }

    private void filter(String from, String to, double gain) {
        if (draft.has(from + ".resample_filter")) {
            draft.move(from + ".resample_filter", to + ".filter.kernel", t -> asFilter(t, gain));
        }
    }

    private static TensorData asFilter(TensorData t, double gain) {
        return Rearranged.scaled(Rearranged.reshaped(t, 1, 1, START, START), (float) gain, 0);
    }

    /** Filters that double pictures: one if they are all the same, else one a level. */
    private boolean pictureFilters(int levels) {
        List<TensorData> filters = new ArrayList<>();
        for (int level = 1; level <= levels; level++) {
            String block = S + "b" + (START << level);
            if (draft.has(block + ".resample_filter")
                    && draft.has(S + "b" + START + ".torgb.weight")) {
                filters.add(asFilter(draft.take(block + ".resample_filter"), FirFilter.UP_GAIN));
            }
        }
        if (allSame(filters)) {
            if (!filters.isEmpty()) {
                draft.put(S + "upsample.kernel", filters.get(0));
            }
            return true;
        }
        for (int i = 0; i < filters.size(); i++) {
            draft.put(S + "upsample" + (i + 1) + ".kernel", filters.get(i));
        }
        draft.note(
                "Its levels double pictures by filters of their own, which GenForce's networks do"
                        + " not have.");
        return false;
    }

    private static boolean allSame(List<TensorData> filters) {
        return filters.stream()
                .allMatch(f -> Arrays.equals(f.toFloats(), filters.get(0).toFloats()));
    }

    private ModelConverter.Network discriminator() {
        Facts mapping = made.in("mapping_kwargs");
        Facts epilogue = made.in("epilogue_kwargs");
        checkMapping(mapping);
        checkMapping(epilogue);
        checkMapping(made.in("block_kwargs"));
        int levels = levels("b%d.conv0.weight");
        List<TensorData> filters = new ArrayList<>();
        for (int k = 0; k < levels; k++) {
            String block = "b" + (START << (levels - k)) + ".";
            move(block + "fromrgb", "input" + k);
            move(block + "conv0", "layer" + 2 * k);
            move(block + "conv1", "layer" + (2 * k + 1));
            filter(block + "conv1", "layer" + (2 * k + 1), 1);
            if (draft.has(block + "skip.weight")) {
                move(block + "skip", "skip_layer" + k);
                filter(block + "skip", "skip_layer" + k, 1);
            }
            if (draft.has("b4.fromrgb.weight") && draft.has(block + "resample_filter")) {
                filters.add(asFilter(draft.take(block + "resample_filter"), 1));
            }
        }
        if (!allSame(filters)) {
            throw new IllegalArgumentException(
                    "its levels halve pictures by different filters; only the same can be"
                            + " converted");
        }
        if (!filters.isEmpty()) {
            draft.put("downsample.kernel", filters.get(0));
        }
        move("b4.fromrgb", "input" + levels);
        move("b4.conv", "layer" + 2 * levels);
        move("b4.fc", "layer" + (2 * levels + 1));
        move("b4.out", "layer" + (2 * levels + 2));
        move("mapping.embed", "LabelEmbed");
        for (int i = 0; draft.has("mapping.fc" + i + ".weight"); i++) {
            move("mapping.fc" + i, "mapping.dense" + i);
        }
        draft.ignore(".*\\.resample_filter");
        ObjectNode config = GanModels.discriminatorConfig(draft.result()).toJson();
        made.copyNumber("conv_clamp", config, "conv_clamp");
        mapping.copyNumber("lr_multiplier", config, "mapping_lr_mul");
        if (epilogue.none("mbstd_group_size")) {
            config.put("minibatch_std_group_size", WHOLE_BATCH);
        } else if (config.get("minibatch_std_group_size").asInt() > 0) {
            int group = (int) epilogue.number("mbstd_group_size", 4);
            config.put("minibatch_std_group_size", group);
        }
        DiscriminatorConfig read = DiscriminatorConfig.fromJson(config);
        StateDict all = Completion.of(GanNetworks.discriminator(read), draft.result());
        return new ModelConverter.Network(
                read.family().toString(), all, read.toJson(), draft.notes());
    }
}
