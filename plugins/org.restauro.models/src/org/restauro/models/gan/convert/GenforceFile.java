// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelFile;
import org.restauro.models.foreign.TorchFile;
import org.restauro.models.gan.Architecture;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.NoiseType;
import org.restauro.models.gan.inversion.EncoderConfig;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;

/**
 * Writes models as GenForce's flat checkpoints: the keys {@code generator}, {@code discriminator},
 * {@code generator_smooth} and {@code encoder}, each with the whole state dictionary, constant
 * buffers too, so that its own code loads them strictly.
 */
public final class GenforceFile {
    private static final String SMOOTH = "generator_smooth";

    /** Options of ours that are no arguments of GenForce's networks. */
    private static final Set<String> OUR_OWN =
            Set.of(
                    "conv_clamp",
                    "shared_filter",
                    "dense_fmaps",
                    "embed_features",
                    "gan_type",
                    "resolution");

    private final Map<String, StateDict> written = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private GenforceFile() {}

    /** Whether a file is to be of this layout, by the end of its name. */
    public static boolean isMeant(Path path) {
        return path.getFileName().toString().endsWith(".pth");
    }

    /**
     * Writes a file.
     *
     * @param model with networks of the four families, or an inversion encoder
     * @param path the target; replaced if it exists
     * @return what a user should know: arguments that GenForce's constructors need, and what its
     *     networks lack
     * @throws WeightFileException if a network cannot be loaded by GenForce
     */
    public static List<String> write(ModelFile model, Path path) throws IOException {
        GenforceFile file = new GenforceFile();
        try {
            file.add(model);
        } catch (IllegalArgumentException e) {
            throw new WeightFileException(
                    "The model cannot be written for GenForce: " + e.getMessage(), e);
        }
        TorchFile.write(path, file.written);
        return file.notes;
    }

    private void add(ModelFile model) {
        Set<String> networks = model.networks();
        if (networks.contains(ModelFile.GENERATOR)) {
            GeneratorConfig config = GanModels.generatorConfig(model, ModelFile.GENERATOR);
            generator("generator", config, model.network(ModelFile.GENERATOR));
        }
        if (networks.contains(ModelFile.DISCRIMINATOR)) {
            discriminator(
                    GanModels.discriminatorConfig(model), model.network(ModelFile.DISCRIMINATOR));
        }
        if (networks.contains(ModelFile.GENERATOR_EMA)) {
            GeneratorConfig config = GanModels.generatorConfig(model, ModelFile.GENERATOR_EMA);
            generator(SMOOTH, config, model.network(ModelFile.GENERATOR_EMA));
        } else if (written.containsKey("generator")) {
            // what is for use is the average; GenForce looks for it under this key first
            written.put(SMOOTH, written.get("generator"));
        }
        if (networks.contains(InversionModels.ENCODER)) {
            EncoderConfig config = InversionModels.encoderConfig(model);
            add("encoder", new InversionEncoder(config), model.network(InversionModels.ENCODER));
            notes.add("encoder: build it with " + config.toJson() + ".");
        }
        if (written.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has the networks "
                            + networks
                            + "; a generator, discriminator or encoder would be right");
        }
    }

    private void add(String key, Module network, StateDict weights) {
        written.put(key, Completion.of(network, weights));
    }

    private void generator(String key, GeneratorConfig stated, StateDict own) {
        boolean second = !stated.family().progressive();
        StateDict weights = second && !stated.sharedFilter() ? withOneFilter(own) : own;
        GeneratorConfig config =
                GeneratorConfig.fromJson(stated.toJson().put("shared_filter", true));
        if (second
                && (!config.constInput()
                        || config.noiseType() == NoiseType.CHANNEL
                        || config.architecture() == Architecture.RESNET)) {
            throw new IllegalArgumentException(
                    "GenForce's own code cannot run a StyleGAN2 generator without constant input,"
                            + " with noise by channels or of the architecture resnet");
        }
        if (config.labelSize() > 0
                && config.embedding() > 0
                && config.embedding() != config.zDim()) {
            throw new IllegalArgumentException(
                    "its labels are embedded in "
                            + config.embedding()
                            + " values; GenForce's generator embeds them in as many as a latent"
                            + " has, "
                            + config.zDim());
        }
        clamped(key, config.clamp());
        add(key, GanNetworks.generator(config), weights);
        arguments(
                key,
                config.toJson(),
                GeneratorConfig.published(config.family(), config.resolution(), 0).toJson());
    }

    /** Filters of levels that double pictures as one, if they are the same. */
    private static StateDict withOneFilter(StateDict own) {
        StateDict shared = new StateDict();
        float[] first = null;
        for (String name : own.names()) {
            if (!name.matches("synthesis\\.upsample\\d+\\.kernel")) {
                shared.put(name, own.get(name));
            } else if (first == null) {
                first = own.get(name).toFloats();
                shared.put("synthesis.upsample.kernel", own.get(name));
            } else if (!Arrays.equals(first, own.get(name).toFloats())) {
                throw new IllegalArgumentException(
                        "its levels double pictures by filters of their own, for which GenForce's"
                                + " generator has no place");
            }
        }
        return shared;
    }

    private void discriminator(DiscriminatorConfig config, StateDict weights) {
        String key = ModelFile.DISCRIMINATOR;
        boolean mapped = config.mappingLayers() > 0 && config.labelSize() > 0;
        if (mapped || config.denseWidth() > 0) {
            notes.add(
                    "discriminator: left out, as GenForce's has no "
                            + (mapped ? "layers that map labels" : "dense layers of another width")
                            + "; scores would be others.");
            return;
        }
        clamped(key, config.clamp());
        add(key, GanNetworks.discriminator(config), weights);
        ObjectNode arguments = config.toJson();
        // without labels they are not there, and GenForce's constructor knows no such arguments
        arguments.remove(List.of("mapping_layers", "mapping_lr_mul"));
        arguments(
                key,
                arguments,
                DiscriminatorConfig.published(config.family(), config.resolution(), 0).toJson());
    }

    private void clamped(String key, double clamp) {
        if (clamp > 0) {
            notes.add(
                    key
                            + ": GenForce does not limit magnitudes, this network does, to "
                            + clamp
                            + "; where it would, results are others.");
        }
    }

    /** Says with which arguments GenForce builds the network, where the defaults would be wrong. */
    private void arguments(String key, ObjectNode config, ObjectNode usual) {
        ObjectNode needed = config.deepCopy();
        config.fields()
                .forEachRemaining(
                        e -> {
                            JsonNode standard = usual.get(e.getKey());
                            if (e.getValue().equals(standard) || OUR_OWN.contains(e.getKey())) {
                                needed.remove(e.getKey());
                            }
                        });
        String fused = needed.path("fused_scale").asText();
        if (fused.equals("true") || fused.equals("false")) {
            // Python's constructors tell the text "false" from False
            needed.put("fused_scale", fused.equals("true"));
        }
        if (!needed.isEmpty()) {
            notes.add(
                    key
                            + ": build it for "
                            + GanFamily.parse(config.get("gan_type").asText())
                            + " at "
                            + config.get("resolution").asInt()
                            + " with "
                            + needed
                            + ".");
        }
    }
}
