// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.SafetensorsFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;

/**
 * A checkpoint file: one safetensors file whose tensors are named {@code <part>.<tensor>}, with a
 * JSON text beside them for everything that is no tensor, and a CRC-32C over all values.
 *
 * <p>Since networks are named as in model files, a checkpoint is a model file too: it can be
 * inspected, and images can be restored with it.
 */
public final class Checkpoint implements Closeable {
    private static final String KEY = "restauro-training";
    private static final int FORMAT = 1;
    private static final int ELEMENTS_AT_ONCE = 1 << 20;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Path path;
    private final SafetensorsFile file;
    private final StateDict tensors;
    private final JsonNode content;

    private Checkpoint(Path path, SafetensorsFile file, JsonNode content)
            throws WeightFileException {
        this.path = path;
        this.file = file;
        this.content = content;
        tensors = file.stateDict();
    }

    /**
     * Writes a checkpoint: whole or not at all, on the disk when this returns.
     *
     * @param run what the loop itself must remember
     * @param model what the networks among the parts are
     */
    static void write(Path path, ObjectNode run, ModelDescription model, List<Persistent> parts)
            throws IOException {
        StateDict all = new StateDict();
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("format", FORMAT).set("run", run);
        ObjectNode numbers = content.putObject("parts");
        Set<String> names = new HashSet<>();
        for (Persistent part : parts) {
            String name = part.name();
            if (name.isEmpty() || name.indexOf('.') >= 0 || !names.add(name)) {
                throw new IllegalArgumentException(
                        "A part of a run is named '"
                                + name
                                + "'; a name of its own, without a dot, would be right.");
            }
            numbers.set(name, part.numbers());
            StateDict own = part.tensors().withPrefix(name + ".");
            own.names().forEach(tensor -> all.put(tensor, own.get(tensor)));
        }
        content.put("crc32c", checksum(all));
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put(KEY, content.toString());
        metadata.put(ModelFile.KEY, model.toJson());
        Safetensors.write(path, all, metadata);
    }

    /**
     * Opens a checkpoint and checks that it is whole.
     *
     * @throws WeightFileException if it is broken, or is none
     * @throws IOException if it cannot be read
     */
    public static Checkpoint open(Path path) throws IOException {
        SafetensorsFile file = Safetensors.open(path);
        try {
            Checkpoint checkpoint = new Checkpoint(path, file, content(path, file));
            checkpoint.verify();
            return checkpoint;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static JsonNode content(Path path, SafetensorsFile file) throws WeightFileException {
        String text = file.metadata().get(KEY);
        if (text == null) {
            throw new WeightFileException(
                    path.getFileName()
                            + ": this is no training checkpoint; a file that training wrote to"
                            + " its folder 'checkpoints' would be right.");
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new WeightFileException(
                    path.getFileName() + ": its description is no JSON text.", e);
        }
        boolean sound =
                json.path("run").isObject()
                        && json.path("parts").isObject()
                        && json.path("crc32c").isIntegralNumber();
        if (json.path("format").asInt() != FORMAT || !sound) {
            throw new WeightFileException(
                    path.getFileName()
                            + ": its description is incomplete, or of another version ("
                            + json.path("format")
                            + " instead of "
                            + FORMAT
                            + ").");
        }
        return json;
    }

    private void verify() throws WeightFileException {
        long found = checksum(tensors);
        if (found != content.get("crc32c").asLong()) {
            throw new WeightFileException(
                    path.getFileName() + ": its values are damaged (wrong checksum).");
        }
    }

    private static long checksum(StateDict tensors) {
        CRC32C crc = new CRC32C();
        for (String name : tensors.names()) {
            TensorData tensor = tensors.get(name);
            for (long from = 0; from < tensor.elements(); from += ELEMENTS_AT_ONCE) {
                int count = (int) Math.min(ELEMENTS_AT_ONCE, tensor.elements() - from);
                crc.update(tensor.bytes(from, count));
            }
        }
        return crc.getValue();
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** What the loop itself remembered. */
    public JsonNode run() {
        return content.get("run");
    }

    /**
     * What its networks are.
     *
     * @throws WeightFileException if that is not said
     */
    public ModelDescription model() throws WeightFileException {
        String text = file.metadata().get(ModelFile.KEY);
        if (text == null) {
            throw new WeightFileException(
                    path.getFileName() + ": it does not say what its networks are.");
        }
        return ModelDescription.fromJson(text);
    }

    /** Whether it holds a part. */
    public boolean has(String part) {
        return content.get("parts").has(part);
    }

    /** The tensors of a part; they end with this. */
    public StateDict tensors(String part) {
        return tensors.select(part + ".");
    }

    /**
     * Gives a part what it had.
     *
     * @throws IllegalArgumentException if it is not there or does not fit
     */
    public void restore(Persistent part) {
        if (!has(part.name())) {
            throw new IllegalArgumentException(
                    path.getFileName() + " holds nothing of '" + part.name() + "'.");
        }
        try {
            part.restore(tensors(part.name()), content.get("parts").get(part.name()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    path.getFileName() + ", " + part.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
