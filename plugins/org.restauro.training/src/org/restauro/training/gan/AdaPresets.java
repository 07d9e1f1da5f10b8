// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.restauro.models.gan.GanFamily;
import org.restauro.training.config.SettingsTree;

/**
 * {@link AdaRecipe StyleGAN2-ADA's recipes} as settings: {@code ada-auto}, {@code ada-stylegan2},
 * {@code ada-paper256}, {@code ada-paper512}, {@code ada-paper1024}, {@code ada-cifar}.
 */
final class AdaPresets {
    private static final String PREFIX = "ada-";
    private static final int KIMG = 1000;

    /** As the published networks have them. */
    private static final int CLAMP = 256;

    private static final int LABEL_LAYERS = 8;

    /** The names. */
    static final List<String> NAMES = AdaRecipe.NAMES.stream().map(n -> PREFIX + n).toList();

    private AdaPresets() {}

    /**
     * What a recipe changes of the defaults.
     *
     * @param wanted the user's settings over the defaults: resolution and devices count, and
     *     whether the run begins with a model
     * @param sized whether the user states a resolution; else it is that of the recipe's data
     */
    static ObjectNode recipe(String name, SettingsTree wanted, boolean sized) {
        int devices = wanted.integer("device.replicas", 1, 1 << 10);
        int resolution = sized ? wanted.integer("resolution", 8, 1024) : usual(name);
        AdaRecipe published = AdaRecipe.of(name.substring(PREFIX.length()), resolution, devices);
        AdaRecipe recipe = wanted.isOpen("training.model") ? published : published.transferred();
        int batch = Math.max(1, recipe.batch() / devices);
        int together = Math.min(recipe.together(), batch);
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("gan_type", GanFamily.STYLEGAN2_ADA.toString()).put("resolution", resolution);
        table.put("batch_size", batch).put("val_batch_size", together);
        table.put("total_img", (int) (recipe.kimg() * KIMG));
        ObjectNode modules = table.putObject("modules");
        discriminator(modules.putObject("discriminator"), recipe);
        generator(modules.putObject("generator"), recipe);
        table.putObject("loss").putObject("d_loss_kwargs").put("r1_gamma", recipe.gamma());
        table.putObject("training").put("microBatch", together).put("adam", "pytorch");
        table.putObject("regularisation")
                .put("discriminatorInterval", AdaRecipe.R1_INTERVAL)
                .put("pathLengthWeight", recipe.pathLengthWeight())
                .put("pathLengthInterval", AdaRecipe.PATH_INTERVAL)
                .put("generatorFirst", true);
        table.putObject("average").put("rampUp", recipe.averageRampUp());
        table.putObject("augment")
                .put("mode", "ada")
                .put("target", recipe.target())
                .put("kimg", recipe.adaptKimg());
        return table;
    }

    private static int usual(String name) {
        return switch (name.substring(PREFIX.length())) {
            case "cifar" -> 32;
            case "paper512" -> 512;
            case "stylegan2", "paper1024" -> 1024;
            default -> 256;
        };
    }

    private static void discriminator(ObjectNode module, AdaRecipe recipe) {
        module.putObject("model")
                .put("fmaps_base", recipe.channelBase())
                .put("minibatch_std_group_size", recipe.deviationGroup())
                .put("architecture", SettingsTree.name(recipe.architecture()))
                .put("mapping_layers", LABEL_LAYERS)
                .put("conv_clamp", CLAMP);
        module.putObject("opt").put("base_lr", recipe.rate());
    }

    private static void generator(ObjectNode module, AdaRecipe recipe) {
        module.putObject("model")
                .put("fmaps_base", recipe.channelBase())
                .put("mapping_layers", recipe.mappingLayers())
                .put("shared_filter", false)
                .put("conv_clamp", CLAMP);
        module.putObject("opt").put("base_lr", recipe.rate());
        module.putObject("kwargs_train").put("style_mixing_prob", recipe.mixing());
        module.put("g_smooth_img", recipe.averageKimg() * KIMG);
    }
}
