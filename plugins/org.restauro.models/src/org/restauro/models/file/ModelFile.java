// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.SafetensorsFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;

/**
 * A model: one safetensors file whose metadata entry {@code restauro} holds a {@link
 * ModelDescription} as JSON (schema version 1), and whose tensors are named {@code NETWORK.NAME},
 * where NAME is the published state-dict name. {@link ModelImporter} gives files of other programs
 * the same form.
 *
 * <p>Networks are called {@link #GENERATOR}, {@link #GENERATOR_EMA} and {@link #DISCRIMINATOR}. A
 * model for use holds one generator; a model for training holds the generator being trained, its
 * moving average and the discriminator. {@link #inferenceNetwork()} tells which one restores
 * images.
 *
 * <p>Tensors stay in the file until they are read, so it must stay open as long as they are used.
 */
public final class ModelFile implements Closeable {
    /** The generator; the average of training if it is the only one. */
    public static final String GENERATOR = "generator";

    /** The moving average of the generator beside the generator itself. */
    public static final String GENERATOR_EMA = "generator_ema";

    /** The discriminator. */
    public static final String DISCRIMINATOR = "discriminator";

    /** Metadata of a file under which its {@link ModelDescription} stands. */
    public static final String KEY = "restauro";

    private final ModelDescription description;
    private final Map<String, StateDict> networks;
    private final Closeable file;

    ModelFile(ModelDescription description, Map<String, StateDict> networks, Closeable file) {
        this.description = description;
        this.networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        this.file = file;
    }

    /**
     * Opens a model file of this program.
     *
     * @throws WeightFileException if the file is broken or is not a model file
     * @throws IOException if it cannot be read
     */
    public static ModelFile open(Path path) throws IOException {
        SafetensorsFile file = Safetensors.open(path);
        try {
            String json = file.metadata().get(KEY);
            if (json == null) {
                throw new WeightFileException(
                        "a safetensors file without a model description; convert it first");
            }
            return new ModelFile(ModelDescription.fromJson(json), split(file.stateDict()), file);
        } catch (WeightFileException e) {
            file.close();
            throw new WeightFileException(path.getFileName() + ": " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Map<String, StateDict> split(StateDict tensors) throws WeightFileException {
        Map<String, StateDict> networks = new LinkedHashMap<>();
        for (String name : tensors.names()) {
            int dot = name.indexOf('.');
            if (dot < 1) {
                throw new WeightFileException(
                        "the tensor \"" + name + "\" does not name its network");
            }
            networks.computeIfAbsent(name.substring(0, dot), n -> new StateDict())
                    .put(name.substring(dot + 1), tensors.get(name));
        }
        return networks;
    }

    /** What the model is. */
    public ModelDescription description() {
        return description;
    }

    /**
     * The tensors of a network under their published names.
     *
     * @throws IllegalArgumentException if the model has no such network; the message lists those it
     *     has
     */
    public StateDict network(String name) {
        StateDict network = networks.get(name);
        if (network == null) {
            throw new IllegalArgumentException(
                    "The model has no network \"" + name + "\"; it has " + networks.keySet() + ".");
        }
        return network;
    }

    /** Other networks and words of the same file, which this model goes on holding open. */
    ModelFile with(ModelDescription other, Map<String, StateDict> chosen) {
        return new ModelFile(other, chosen, () -> {});
    }

    /** Names of the networks, in file order. */
    public Set<String> networks() {
        return networks.keySet();
    }

    /**
     * The network to restore images with: {@link #GENERATOR_EMA} if there is one, otherwise {@link
     * #GENERATOR}.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public StateDict inferenceNetwork() {
        return network(inferenceName());
    }

    /** Name of the network that {@link #inferenceNetwork} gives. */
    public String inferenceName() {
        return networks.containsKey(GENERATOR_EMA) ? GENERATOR_EMA : GENERATOR;
    }

    /**
     * Writes a model file; see {@link Safetensors#write} for how.
     *
     * @param path the target; replaced if it exists
     * @param description what the model is
     * @param networks tensors by network; a network's name has no dot
     */
    public static void write(
            Path path, ModelDescription description, Map<String, StateDict> networks)
            throws IOException {
        StateDict all = new StateDict();
        for (Map.Entry<String, StateDict> entry : networks.entrySet()) {
            if (entry.getKey().isEmpty() || entry.getKey().indexOf('.') >= 0) {
                throw new IllegalArgumentException(
                        "A network may not be named \""
                                + entry.getKey()
                                + "\": it needs a name"
                                + " without a dot.");
            }
            StateDict prefixed = entry.getValue().withPrefix(entry.getKey() + ".");
            prefixed.names().forEach(name -> all.put(name, prefixed.get(name)));
        }
        Safetensors.write(path, all, Map.of(KEY, description.toJson()));
    }

    /** Whether a file is a model file of this program; false if it is broken or cannot be read. */
    public static boolean looksLikeModel(Path path) {
        try (SafetensorsFile file = Safetensors.open(path)) {
            return file.metadata().containsKey(KEY);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
