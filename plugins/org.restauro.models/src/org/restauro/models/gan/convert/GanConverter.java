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

/** Finds NVIDIA's networks in files and converts them; registered as a service. */
public final class GanConverter implements ModelConverter {
    private static final String ADA = "StyleGAN2-ADA for PyTorch";

    /** Converts one part of a file. */
    @FunctionalInterface
    private interface Step {
        Network convert(ForeignFile.Part part);
    }

    /** For the service loader. */
    public GanConverter() {}

    @Override
    public Optional<Result> convert(ForeignFile file) throws WeightFileException {
        Optional<Result> networks = TensorFlowFile.convert(file);
        return networks.isPresent() ? networks : ada(file);
    }

    private static Optional<Result> ada(ForeignFile file) throws WeightFileException {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (ForeignFile.Part part : file.parts()) {
            StateDict tensors = part.tensors();
            JsonNode made = part.attributes().path("_init_kwargs");
            if (AdaConversion.isGenerator(tensors)) {
                boolean average = part.path().toLowerCase(Locale.ROOT).endsWith("ema");
                String role =
                        average && file.parts().size() > 1
                                ? ModelFile.GENERATOR_EMA
                                : ModelFile.GENERATOR;
                add(networks, role, file, part, p -> AdaConversion.generator(tensors, made));
            } else if (AdaConversion.isDiscriminator(tensors)) {
                add(
                        networks,
                        ModelFile.DISCRIMINATOR,
                        file,
                        part,
                        p -> AdaConversion.discriminator(tensors, made));
            }
        }
        return networks.isEmpty() ? Optional.empty() : Optional.of(new Result(ADA, networks));
    }

    private static void add(
            Map<String, Network> networks,
            String role,
            ForeignFile file,
            ForeignFile.Part part,
            Step step)
            throws WeightFileException {
        if (networks.putIfAbsent(role, converted(file, part, step)) != null) {
            throw new WeightFileException(
                    file.path().getFileName() + " holds more than one " + role + ".");
        }
    }

    private static Network converted(ForeignFile file, ForeignFile.Part part, Step step)
            throws WeightFileException {
        try {
            return step.convert(part);
        } catch (RuntimeException e) {
            throw new WeightFileException(
                    file.path().getFileName()
                            + ": the network "
                            + (part.path().isEmpty() ? "" : "\"" + part.path() + "\" ")
                            + "cannot be converted: "
                            + e.getMessage()
                            + ".",
                    e);
        }
    }
}
