// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;

/**
 * Networks of NVIDIA's TensorFlow code (PGGAN, StyleGAN, StyleGAN2, StyleGAN2-ADA) under GenForce's
 * names. Sizes follow from the variables; what leaves no trace in them, from the arguments the
 * network was made with.
 */
final class TensorFlowConversion {
    private static final int WHOLE_BATCH = 1 << 20;
    private static final int USUAL_GROUP = 4;

    private final Draft draft;
    private final Set<String> present;
    private final Facts made;
    private final String builtBy;
    private final int levels;

    /**
     * Prepares a conversion.
     *
     * @param variables by name, those of parts of the network without the names of these parts
     * @param made the arguments it was made with, a JSON object ({@code static_kwargs})
     * @param builtBy name of the function that built it, or empty
     */
    TensorFlowConversion(StateDict variables, JsonNode made, String builtBy) {
        draft = new Draft(variables);
        present = new HashSet<>(variables.names());
        this.made = new Facts(made);
        this.builtBy = builtBy;
        int found = 0;
        for (int side = 2 * TensorFlowNames.START; hasLevel(side); side *= 2) {
            found++;
        }
        levels = found;
    }

    private boolean hasLevel(int side) {
        String block = side + "x" + side + "/";
        return side <= 1 << 20
                && (present.contains(block + "Conv0/weight")
                        || present.contains(block + "Conv0_up/weight"));
    }

    boolean isGenerator() {
        return present.contains("4x4/Conv/weight")
                && (present.contains("ToRGB_lod0/weight")
                        || present.contains("4x4/Conv/mod_weight"));
    }

    boolean isDiscriminator() {
        return present.contains("4x4/Dense0/weight");
    }

    /** The family of a generator. */
    GanFamily generatorFamily() {
        if (present.contains("4x4/Conv/mod_weight")) {
            boolean embeds = present.contains("LabelEmbed/weight");
            return embeds ? GanFamily.STYLEGAN2_ADA : GanFamily.STYLEGAN2;
        }
        return present.contains("4x4/Conv/StyleMod/weight") ? GanFamily.STYLEGAN : GanFamily.PGGAN;
    }

    /** The family of a discriminator; that of the generator beside it, if any, decides a tie. */
    GanFamily discriminatorFamily(GanFamily beside) {
        if (present.contains("Output/weight")) {
            boolean embeds = present.contains("LabelEmbed/weight");
            return embeds ? GanFamily.STYLEGAN2_ADA : GanFamily.STYLEGAN2;
        }
        if (beside != null && beside.progressive()) {
            return beside;
        }
        boolean early = builtBy.contains("paper") || !present.contains("8x8/Conv1_down/weight");
        return early ? GanFamily.PGGAN : GanFamily.STYLEGAN;
    }

    private void move(List<TensorFlowNames.Entry> entries) {
        for (TensorFlowNames.Entry entry : entries) {
            if (draft.has(entry.theirs())) {
                draft.move(entry.theirs(), entry.ours(), entry.order()::apply);
            }
        }
        draft.ignore("lod");
    }

    private void checkCommon() {
        made.require("nonlinearity", "lrelu");
        if (made.number("fmap_decay", 1) != 1) {
            made.require("fmap_decay", "1");
        }
        if (made.otherFilter("resample_kernel", 1, 3, 3, 1)
                || made.otherFilter("blur_filter", 1, 2, 1)) {
            throw new IllegalArgumentException(
                    "it was made with another filter than the published one");
        }
    }

    private void copyScaling(ObjectNode config) {
        if (made.text("use_wscale", "true").equals("false")) {
            config.put("use_wscale", false);
        }
    }

    ModelConverter.Network generator() {
        GanFamily family = generatorFamily();
        checkCommon();
        made.require("mapping_nonlinearity", "lrelu");
        made.require("normalize_latents", "true");
        made.require("use_pixelnorm", "true");
        made.require("use_leakyrelu", "true");
        made.require("use_styles", "true");
        made.require("use_noise", "true");
        made.require("use_pixel_norm", "false");
        made.require("use_instance_norm", "true");
        move(TensorFlowNames.generator(family, levels, present));
        ObjectNode config = GanModels.generatorConfig(draft.result(), family).toJson();
        copyScaling(config);
        made.copyNumber("mapping_lrmul", config, "mapping_lr_mul");
        if (family == GanFamily.PGGAN) {
            int labels = (int) made.number("label_size", config.get("label_size").asInt());
            int in = config.get("z_space_dim").asInt() + config.get("label_size").asInt();
            config.put("label_size", labels).put("z_space_dim", in - labels);
            config.put("fused_scale", present.contains("8x8/Conv0_up/weight"));
        } else if (family == GanFamily.STYLEGAN) {
            config.put("fused_scale", made.text("fused_scale", "auto"));
        } else {
            made.copyNumber("conv_clamp", config, "conv_clamp");
        }
        GeneratorConfig read = GeneratorConfig.fromJson(config);
        if (family != GanFamily.PGGAN && !present.contains("dlatent_avg")) {
            draft.note("It has no mean style: truncation would draw towards 0.");
        }
        return network(read.family(), GanNetworks.generator(read), read.toJson());
    }

    ModelConverter.Network discriminator(GanFamily beside) {
        GanFamily family = discriminatorFamily(beside);
        checkCommon();
        made.require("use_spectral_norm", "false");
        move(TensorFlowNames.discriminator(family, levels, present));
        ObjectNode config = GanModels.discriminatorConfig(draft.result(), family).toJson();
        copyScaling(config);
        group(family, config);
        if (family == GanFamily.PGGAN) {
            config.put("fused_scale", present.contains("8x8/Conv1_down/weight"));
        } else if (family == GanFamily.STYLEGAN) {
            config.put("fused_scale", made.text("fused_scale", "auto"));
        } else {
            made.copyNumber("conv_clamp", config, "conv_clamp");
            double rate = made.number("mapping_lrmul", 0.1);
            if (config.get("mapping_layers").asInt() > 0) {
                config.put("mapping_lr_mul", rate);
            }
        }
        DiscriminatorConfig read = DiscriminatorConfig.fromJson(config);
        return network(read.family(), GanNetworks.discriminator(read), read.toJson());
    }

    /** Groups of the minibatch deviation: stated, or the default of the function that built it. */
    private void group(GanFamily family, ObjectNode config) {
        String key = "minibatch_std_group_size";
        if (config.get(key).asInt() == 0) {
            return;
        }
        boolean whole = builtBy.endsWith("D_main");
        int usual = family == GanFamily.PGGAN ? config.get(key).asInt() : USUAL_GROUP;
        double stated = made.number("mbstd_group_size", whole ? WHOLE_BATCH : usual);
        config.put(key, made.none("mbstd_group_size") ? WHOLE_BATCH : (int) stated);
    }

    private ModelConverter.Network network(GanFamily family, Module network, JsonNode config) {
        StateDict all = Completion.of(network, draft.result());
        return new ModelConverter.Network(family.toString(), all, config, draft.notes());
    }
}
