// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.file.ModelFile;
import org.restauro.models.foreign.ForeignFile;
import org.restauro.models.gan.GanFamily;

/** Finds NVIDIA's networks in files and converts them; registered as a service. */
public final class GanConverter implements ModelConverter {
    private static final String ADA = "StyleGAN2-ADA for PyTorch";
    private static final String TENSORFLOW = "NVIDIA's TensorFlow networks";

    /** Converts one part of a file. */
    @FunctionalInterface
    private interface Step {
        Network convert(String role, ForeignFile.Part part);
    }

    /** For the service loader. */
    public GanConverter() {}

    @Override
    public Optional<Result> convert(ForeignFile file) throws WeightFileException {
        Map<String, ForeignFile.Part> parts = TensorFlowFile.networks(file);
        if (!parts.isEmpty()) {
            GanFamily family = TensorFlowFile.family(parts);
            return Optional.of(
                    new Result(
                            TENSORFLOW,
                            all(
                                    file,
                                    parts,
                                    (role, part) ->
                                            role.equals(ModelFile.DISCRIMINATOR)
                                                    ? TensorFlowFile.conversion(part)
                                                            .discriminator(family)
                                                    : TensorFlowFile.conversion(part)
                                                            .generator())));
        }
        parts = adaNetworks(file);
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Result(ADA, all(file, parts, GanConverter::ada)));
    }

    private static Map<String, ForeignFile.Part> adaNetworks(ForeignFile file)
            throws WeightFileException {
        Map<String, ForeignFile.Part> parts = new LinkedHashMap<>();
        for (ForeignFile.Part part : file.parts()) {
            String role = null;
            if (AdaConversion.isGenerator(part.tensors())) {
                boolean average = part.path().toLowerCase(Locale.ROOT).endsWith("ema");
                role =
                        average && file.parts().size() > 1
                                ? ModelFile.GENERATOR_EMA
                                : ModelFile.GENERATOR;
            } else if (AdaConversion.isDiscriminator(part.tensors())) {
                role = ModelFile.DISCRIMINATOR;
            }
            if (role != null && parts.putIfAbsent(role, part) != null) {
                throw new WeightFileException(
                        file.path().getFileName() + " holds more than one " + role + ".");
            }
        }
        return parts;
    }

    private static Network ada(String role, ForeignFile.Part part) {
        StateDict tensors = part.tensors();
        JsonNode made = part.attributes().path("_init_kwargs");
        return role.equals(ModelFile.DISCRIMINATOR)
                ? AdaConversion.discriminator(tensors, made)
                : AdaConversion.generator(tensors, made);
    }

    private static Map<String, Network> all(
            ForeignFile file, Map<String, ForeignFile.Part> parts, Step step)
            throws WeightFileException {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (Map.Entry<String, ForeignFile.Part> e : parts.entrySet()) {
            try {
                networks.put(e.getKey(), step.convert(e.getKey(), e.getValue()));
            } catch (RuntimeException cause) {
                throw new WeightFileException(
                        file.path().getFileName()
                                + ": the "
                                + e.getKey().replace("_ema", "'s average")
                                + " cannot be converted: "
                                + cause.getMessage()
                                + ".",
                        cause);
            }
        }
        return networks;
    }
}
