// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.foreign.ForeignFile;

/**
 * Opens a weight file of any supported format as a model. Networks get the names of {@link
 * ModelFile} whatever their source calls them ({@code G_ema}, {@code generator_smooth}); a uniform
 * prefix {@code module.}, which parallel training leaves behind, is removed.
 */
public final class ModelImporter {
    /** Which networks of a training checkpoint are wanted. */
    public enum Networks {
        /**
         * The one that restores images, as {@link ModelFile#GENERATOR}: the average if there is
         * one.
         */
        FOR_USE,
        /** All of them. */
        ALL
    }

    /** Families register themselves as services, so that this package knows none of them. */
    private static final List<ModelFamily> FAMILIES =
            ServiceLoader.load(ModelFamily.class, ModelImporter.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private static final List<ModelConverter> CONVERTERS =
            ServiceLoader.load(ModelConverter.class, ModelImporter.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    /** What sources call the networks. */
    private static final Map<String, String> ROLES =
            Map.of(
                    "g_ema", ModelFile.GENERATOR_EMA,
                    "generator_smooth", ModelFile.GENERATOR_EMA,
                    "generator_ema", ModelFile.GENERATOR_EMA,
                    "gs", ModelFile.GENERATOR_EMA,
                    "g", ModelFile.GENERATOR,
                    "generator", ModelFile.GENERATOR,
                    "d", ModelFile.DISCRIMINATOR,
                    "discriminator", ModelFile.DISCRIMINATOR);

    /** Name of a network that is the only one of a file and is not recognised. */
    private static final String SOLE = "network";

    private static final String PARALLEL = "module.";

    /** Views may repeat values; written out they may take this much, and some times the file. */
    private static final long FREE_BYTES = 64L << 20;

    private static final int BYTES_FACTOR = 16;

    private ModelImporter() {}

    /** Opens a file with the network that restores images. */
    public static ModelFile open(Path path) throws IOException {
        return open(path, Networks.FOR_USE);
    }

    /**
     * Opens a file.
     *
     * @param path a model file of this program, or any file {@link ForeignFile} reads
     * @param wanted which networks of a foreign file to take
     * @throws WeightFileException if the file is broken or holds no tensors
     * @throws IOException if it cannot be read
     */
    public static ModelFile open(Path path, Networks wanted) throws IOException {
        if (ModelFile.looksLikeModel(path)) {
            return ModelFile.open(path);
        }
        ForeignFile file = ForeignFile.open(path);
        try {
            return model(file, wanted);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The family that recognises a generator's tensors. */
    public static Optional<ModelFamily> familyOf(StateDict generator) {
        return FAMILIES.stream().filter(family -> family.recognises(generator)).findFirst();
    }

    /** The family of a name. */
    static Optional<ModelFamily> familyNamed(String name) {
        return FAMILIES.stream().filter(family -> family.name().equals(name)).findFirst();
    }

    /**
     * The networks of a file that is named and stored in another way than published, converted;
     * empty for other files.
     *
     * @throws WeightFileException if they cannot be converted
     * @throws IOException if the file cannot be read
     */
    public static Optional<ModelConverter.Result> converted(ForeignFile file) throws IOException {
        Map<String, StateDict> parts = new LinkedHashMap<>();
        file.parts().forEach(part -> parts.put(part.path(), part.tensors()));
        checkSize(String.valueOf(file.path().getFileName()), parts, file.path());
        for (ModelConverter converter : CONVERTERS) {
            Optional<ModelConverter.Result> result = converter.convert(file);
            if (result.isPresent()) {
                return result;
            }
        }
        return Optional.empty();
    }

    private static ModelFile model(ForeignFile file, Networks wanted) throws IOException {
        String name = String.valueOf(file.path().getFileName());
        if (file.parts().isEmpty()) {
            throw new WeightFileException(
                    name + " is a " + file.format().label() + " without any network weights.");
        }
        Optional<ModelConverter.Result> converted = converted(file);
        if (converted.isPresent()) {
            return ConvertedModel.of(file, converted.get(), wanted);
        }
        Map<String, StateDict> networks = networks(file);
        Optional<String> generator =
                List.of(ModelFile.GENERATOR_EMA, ModelFile.GENERATOR).stream()
                        .filter(networks::containsKey)
                        .findFirst();
        if (wanted == Networks.FOR_USE && generator.isPresent()) {
            networks = Map.of(ModelFile.GENERATOR, networks.get(generator.get()));
        }
        checkSize(name, networks, file.path());
        StateDict main =
                generator.isPresent() && wanted == Networks.ALL
                        ? networks.get(generator.get())
                        : mainOf(networks);
        return new ModelFile(description(file, name, main, wanted, generator), networks, file);
    }

    /** The first network whose family is known, such as an encoder, else the first. */
    private static StateDict mainOf(Map<String, StateDict> networks) {
        return networks.values().stream()
                .filter(network -> familyOf(network).isPresent())
                .findFirst()
                .orElseGet(() -> networks.values().iterator().next());
    }

    private static ModelDescription description(
            ForeignFile file,
            String name,
            StateDict main,
            Networks wanted,
            Optional<String> generator)
            throws WeightFileException {
        Optional<ModelFamily> family = familyOf(main);
        JsonNode config = JsonNodeFactory.instance.objectNode();
        if (family.isPresent()) {
            try {
                config = family.get().config(main);
            } catch (RuntimeException e) {
                throw new WeightFileException(
                        name
                                + " looks like a network of the family "
                                + family.get().name()
                                + ", but: "
                                + e.getMessage(),
                        e);
            }
        }
        Map<String, String> more = new LinkedHashMap<>();
        more.put("source.format", file.format().label());
        for (ForeignFile.Part part : file.parts()) {
            if (!part.className().isEmpty()) {
                more.put("source.class." + part.path(), part.className());
            }
        }
        boolean average =
                wanted == Networks.FOR_USE
                        && generator.filter(ModelFile.GENERATOR_EMA::equals).isPresent();
        return new ModelDescription(
                family.map(ModelFamily::name).orElse(ModelDescription.UNKNOWN),
                config,
                ModelDescription.UNKNOWN,
                "imported from " + name + (average ? " (moving average of the generator)" : ""),
                more);
    }

    private static Map<String, StateDict> networks(ForeignFile file) {
        Map<String, StateDict> networks = new LinkedHashMap<>();
        for (ForeignFile.Part part : file.parts()) {
            StateDict tensors = withoutParallelPrefix(part.tensors());
            if (tensors.size() == 0) {
                continue;
            }
            String last = part.path().substring(part.path().lastIndexOf('.') + 1);
            String role = ROLES.getOrDefault(last.toLowerCase(Locale.ROOT), last);
            if (role.isEmpty() || file.parts().size() == 1 && familyOf(tensors).isPresent()) {
                role = familyOf(tensors).map(ModelFamily::network).orElse(SOLE);
            }
            String unique = role;
            for (int i = 2; networks.containsKey(unique); i++) {
                unique = role + "_" + i;
            }
            networks.put(unique, tensors);
        }
        return networks;
    }

    private static StateDict withoutParallelPrefix(StateDict tensors) {
        boolean uniform = tensors.names().stream().allMatch(name -> name.startsWith(PARALLEL));
        return uniform ? tensors.select(PARALLEL) : tensors;
    }

    private static void checkSize(String name, Map<String, StateDict> networks, Path path)
            throws IOException {
        long most = FREE_BYTES + BYTES_FACTOR * Files.size(path);
        long bytes = 0;
        for (StateDict network : networks.values()) {
            for (String tensorName : network.names()) {
                TensorData tensor = network.get(tensorName);
                bytes += tensor.elements() * tensor.dtype().bytes();
                if (bytes < 0 || bytes > most) {
                    throw new WeightFileException(
                            name
                                    + " repeats its values: written out, its tensors would take"
                                    + " more than "
                                    + BYTES_FACTOR
                                    + " times the file.");
                }
            }
        }
    }
}
