// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.restauro.engine.weights.StateDict;

/**
 * Parts of an open model, or the same with other words on it. The results share its file: they can
 * be used while it is open, and need not be closed.
 */
public final class ModelChoice {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelChoice() {}

    /**
     * One network of a model. If its family is known, it becomes what the description describes.
     *
     * @throws IllegalArgumentException if there is no such network; the message lists those there
     *     are
     */
    public static ModelFile only(ModelFile model, String network) {
        StateDict tensors = model.network(network);
        ModelDescription all = model.description();
        String stated = all.more().get(ModelDescription.configOf(network));
        Optional<ModelFamily> family =
                ModelImporter.familyOf(tensors).filter(f -> f.network().equals(network));
        ModelDescription description = all;
        if (family.isPresent() && !family.get().name().equals(all.family())) {
            JsonNode config = stated == null ? family.get().config(tensors) : parsed(stated);
            description =
                    new ModelDescription(
                            family.get().name(), config, all.licence(), all.origin(), all.more());
        }
        return model.with(description, Map.of(network, tensors));
    }

    /**
     * The network that a training checkpoint was made for: its generator's moving average, as
     * {@link ModelFile#GENERATOR}. Models without an average stay as they are.
     */
    public static ModelFile forUse(ModelFile model) {
        boolean averaged =
                model.networks().contains(ModelFile.GENERATOR)
                        && model.networks().contains(ModelFile.GENERATOR_EMA);
        return averaged
                ? model.with(
                        model.description(),
                        Map.of(ModelFile.GENERATOR, model.network(ModelFile.GENERATOR_EMA)))
                : model;
    }

    /** A model under another licence text. */
    public static ModelFile withLicence(ModelFile model, String licence) {
        return model.with(model.description().withLicence(licence), networks(model));
    }

    /**
     * A model with options stated that leave no trace in its weights.
     *
     * @param options JSON values, or plain texts, by published names
     * @throws IllegalArgumentException if the model's family knows no such option or the value does
     *     not fit
     */
    public static ModelFile withOptions(ModelFile model, Map<String, String> options) {
        if (options.isEmpty()) {
            return model;
        }
        ModelDescription all = model.description();
        ModelFamily family =
                ModelImporter.familyNamed(all.family())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "options cannot be stated for the family "
                                                        + all.family()));
        ObjectNode stated = JsonNodeFactory.instance.objectNode();
        options.forEach((name, value) -> stated.set(name, parsed(value)));
        ModelDescription description =
                new ModelDescription(
                        all.family(),
                        family.withOptions(all.config(), stated),
                        all.licence(),
                        all.origin(),
                        all.more());
        return model.with(description, networks(model));
    }

    private static Map<String, StateDict> networks(ModelFile model) {
        Map<String, StateDict> networks = new LinkedHashMap<>();
        model.networks().forEach(name -> networks.put(name, model.network(name)));
        return networks;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // a text without quotes, as people write it on a command line
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
