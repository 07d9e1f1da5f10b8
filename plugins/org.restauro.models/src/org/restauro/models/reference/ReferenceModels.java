// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatModels;

/**
 * Files of reference-guided models: model files of the family {@value #FAMILY} that hold only what
 * was trained, the network {@value #REFERENCE} and what was unfrozen of the backbone ({@value
 * #CHANGED}), and the fingerprint of the backbone they belong to.
 */
public final class ReferenceModels {
    /** Name of the family in model files. */
    public static final String FAMILY = "mat-reference";

    /** The reference module in a model file. */
    public static final String REFERENCE = ReferenceGuidedGenerator.PREFIX;

    /** Tensors of the backbone that were trained, in a model file. */
    public static final String CHANGED = "changed";

    private static final int BRIEF = 12;

    private ReferenceModels() {}

    /** A backbone's name for messages and its fingerprint. */
    public record Backbone(String name, String fingerprint) {
        /** For people. */
        @Override
        public String toString() {
            return "\"" + name + "\" (" + brief(fingerprint) + ")";
        }
    }

    /** Enough of a fingerprint to tell it from others. */
    static String brief(String fingerprint) {
        return "fingerprint " + fingerprint.substring(0, Math.min(BRIEF, fingerprint.length()));
    }

    /**
     * A generator with a new reference module: its backbone is frozen, its output that of plain
     * MAT.
     *
     * @param backbone a model of ours or a published MAT checkpoint; may be closed afterwards
     * @param seed of the module's first values
     * @throws IllegalArgumentException if the model holds no MAT generator
     */
    public static ReferenceGuidedGenerator create(
            ModelFile backbone, ReferenceConfig config, long seed, ComputePolicy policy) {
        ReferenceGuidedGenerator generator = withBackbone(backbone, config, policy);
        generator.initialiseReference(policy, Noise.seeded(seed));
        return generator;
    }

    private static ReferenceGuidedGenerator withBackbone(
            ModelFile backbone, ReferenceConfig config, ComputePolicy policy) {
        MatConfig network = MatModels.configOf(backbone);
        ReferenceGuidedGenerator generator = new ReferenceGuidedGenerator(network, config);
        try {
            generator.loadBackbone(backbone.inferenceNetwork(), policy);
            return generator;
        } catch (RuntimeException e) {
            generator.close();
            throw e;
        }
    }

    /** Whether an open model is a reference-guided one. */
    public static boolean isReferenceModel(ModelFile model) {
        return FAMILY.equals(model.description().family());
    }

    /**
     * The backbone that a reference model was trained on.
     *
     * @throws IllegalArgumentException if it is no reference model
     */
    public static Backbone backboneOf(ModelFile model) {
        if (!isReferenceModel(model)) {
            throw new IllegalArgumentException(
                    "The model is of the family '"
                            + model.description().family()
                            + "'; '"
                            + FAMILY
                            + "' would be right.");
        }
        JsonNode json = model.description().config().path("backbone");
        return new Backbone(json.path("name").asText(), json.path("fingerprint").asText());
    }

    /**
     * A trained generator.
     *
     * @param model a reference model; may be closed afterwards
     * @param backbone the backbone it was trained on; may be closed afterwards
     * @param backboneName how messages call the backbone given
     * @throws IllegalArgumentException if one of them is something else, or the backbone is another
     *     one than the model was trained on; the message names both
     */
    public static ReferenceGuidedGenerator load(
            ModelFile model, ModelFile backbone, String backboneName, ComputePolicy policy) {
        Backbone wanted = backboneOf(model);
        ReferenceConfig config =
                ReferenceConfig.fromJson(model.description().config().path(REFERENCE));
        ReferenceGuidedGenerator generator = withBackbone(backbone, config, policy);
        try {
            Backbone given = new Backbone(backboneName, generator.backboneFingerprint());
            if (!given.fingerprint.equals(wanted.fingerprint)) {
                throw new IllegalArgumentException(
                        "The reference model was trained on the backbone "
                                + wanted
                                + ", but the backbone given is "
                                + given
                                + ". Give it the one it was trained on.");
            }
            generator.reference().load(model.network(REFERENCE), policy);
            if (model.networks().contains(CHANGED)) {
                generator.change(model.network(CHANGED), policy);
            }
            return generator;
        } catch (RuntimeException e) {
            generator.close();
            throw e;
        }
    }

    /** {@link #load} from files, as a network that fills holes. */
    public static ReferenceGuidedNetwork open(Path model, Path backbone, ComputePolicy policy)
            throws IOException {
        try (ModelFile trained = ModelFile.open(model);
                ModelFile plain = ModelImporter.open(backbone)) {
            String name = String.valueOf(backbone.getFileName());
            return new ReferenceGuidedNetwork(load(trained, plain, name, policy), policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(model.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes what was trained: the reference module, and of the backbone what was ever unfrozen.
     *
     * @param path the target; replaced if it exists
     * @param backboneName how messages will call the backbone, such as its file's name
     * @param licence under which the weights may be used
     * @param origin where they come from, in words
     * @param more other facts by name
     */
    public static void write(
            Path path,
            ReferenceGuidedGenerator generator,
            String backboneName,
            String licence,
            String origin,
            Map<String, String> more)
            throws IOException {
        Map<String, StateDict> networks = new LinkedHashMap<>();
        networks.put(REFERENCE, generator.reference().stateDict());
        StateDict changed = generator.changed();
        if (changed.size() > 0) {
            networks.put(CHANGED, changed);
        }
        ModelFile.write(path, describe(generator, backboneName, licence, origin, more), networks);
    }

    /** What {@link #write} says of a generator; parameters as there. */
    public static ModelDescription describe(
            ReferenceGuidedGenerator generator,
            String backboneName,
            String licence,
            String origin,
            Map<String, String> more) {
        ObjectNode config = new ObjectMapper().createObjectNode();
        config.set(REFERENCE, generator.reference().config().toJson());
        config.set("network", generator.config().toJson());
        config.putObject("backbone")
                .put("name", backboneName)
                .put("fingerprint", generator.backboneFingerprint());
        return new ModelDescription(FAMILY, config, licence, origin, more);
    }
}
