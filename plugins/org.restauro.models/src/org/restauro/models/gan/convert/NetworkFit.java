// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;

/**
 * Whether the networks of a model are whole: every tensor is there and of its shape, there is none
 * too many, and every value is a number. Looks at names, shapes and values only; computes nothing.
 */
public final class NetworkFit {
    private static final int LISTED = 5;

    private NetworkFit() {}

    /**
     * Checks the generators, the discriminator and the encoder of a model of the four families;
     * models of other families pass.
     *
     * @throws IllegalArgumentException if one could not be used; the message says which and why
     */
    public static void check(ModelFile model) {
        boolean gan = GanModels.isGan(model.description().family());
        for (String name : model.networks()) {
            try {
                if (gan && name.equals(ModelFile.DISCRIMINATOR)) {
                    check(
                            GanNetworks.discriminator(GanModels.discriminatorConfig(model)),
                            model.network(name));
                } else if (gan
                        && (name.equals(ModelFile.GENERATOR)
                                || name.equals(ModelFile.GENERATOR_EMA))) {
                    check(
                            GanNetworks.generator(GanModels.generatorConfig(model, name)),
                            model.network(name));
                } else if (name.equals(InversionModels.ENCODER)) {
                    check(
                            new InversionEncoder(InversionModels.encoderConfig(model)),
                            model.network(name));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the " + name.replace('_', ' ') + " cannot be used: " + e.getMessage(), e);
            }
        }
    }

    private static void check(Module network, StateDict weights) {
        Map<String, Parameter> state = network.state();
        List<String> wrong = new ArrayList<>();
        state.forEach(
                (name, parameter) -> {
                    if (weights.contains(name)) {
                        long[] shape = weights.get(name).shape();
                        if (!Arrays.equals(shape, parameter.shape())) {
                            wrong.add(
                                    name
                                            + " has the shape "
                                            + Arrays.toString(shape)
                                            + " instead of "
                                            + Arrays.toString(parameter.shape()));
                        }
                    } else if (parameter.kind() != Parameter.Kind.DERIVED) {
                        wrong.add(name + " is missing");
                    }
                });
        for (String name : weights.names()) {
            if (!state.containsKey(name)) {
                wrong.add(name + " has no place in it");
            }
        }
        if (wrong.isEmpty()) {
            weights.names().forEach(name -> finite(name, weights.get(name), wrong));
        }
        if (!wrong.isEmpty()) {
            int more = wrong.size() - LISTED;
            throw new IllegalArgumentException(
                    String.join("; ", wrong.subList(0, Math.min(wrong.size(), LISTED)))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    private static void finite(String name, TensorData tensor, List<String> wrong) {
        int count = 0;
        float[] values = tensor.toFloats();
        for (float v : values) {
            count += Float.isFinite(v) ? 0 : 1;
        }
        if (count > 0) {
            wrong.add(
                    count
                            + " of the "
                            + values.length
                            + " values of "
                            + name
                            + " are no finite numbers");
        }
    }
}
