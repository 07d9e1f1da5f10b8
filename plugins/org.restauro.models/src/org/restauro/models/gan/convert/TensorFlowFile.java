// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelFile;
import org.restauro.models.foreign.ForeignFile;
import org.restauro.models.gan.GanFamily;

/**
 * Finds TensorFlow networks in a file: a tuple of generator, discriminator and the generator's
 * moving average, as they are published, or any of them.
 */
final class TensorFlowFile {
    private TensorFlowFile() {}

    /** The networks of a file by role; none if it is of another layout. */
    static Map<String, ForeignFile.Part> networks(ForeignFile file) {
        Map<String, ForeignFile.Part> networks = new LinkedHashMap<>();
        for (ForeignFile.Part part : file.parts()) {
            TensorFlowConversion network = conversion(part);
            if (network.isGenerator()) {
                // the average stands behind the generator
                String role =
                        networks.containsKey(ModelFile.GENERATOR)
                                ? ModelFile.GENERATOR_EMA
                                : ModelFile.GENERATOR;
                networks.put(role, part);
            } else if (network.isDiscriminator()) {
                networks.put(ModelFile.DISCRIMINATOR, part);
            }
        }
        return networks;
    }

    static TensorFlowConversion conversion(ForeignFile.Part part) {
        Map<String, TensorData> variables = new LinkedHashMap<>();
        for (String name : part.tensors().names()) {
            int slash = name.indexOf('/');
            int dot = name.lastIndexOf('.', slash < 0 ? name.length() : slash);
            variables.put(name.substring(dot + 1), part.tensors().get(name));
        }
        StateDict dict = new StateDict();
        variables.forEach(dict::put);
        return new TensorFlowConversion(
                dict,
                part.attributes().path("static_kwargs"),
                part.attributes().path("build_func_name").asText(""));
    }

    /** The family of the generator in a file, or null. */
    static GanFamily family(Map<String, ForeignFile.Part> networks) {
        ForeignFile.Part generator = networks.get(ModelFile.GENERATOR);
        return generator == null ? null : conversion(generator).generatorFamily();
    }
}
