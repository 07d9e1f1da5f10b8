// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.SafetensorsFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.ImageHints;

/**
 * References of one image, encoded: what the network is told about it. A value without native
 * memory, which can be kept in a file; only the module that made it can read it.
 *
 * <p>File: safetensors with {@code tokens} (n, tokens, size), {@code style} (n, size), {@code
 * pictures} (n, side, side, 3; what was encoded), and JSON under {@value #KEY}.
 */
public final class ReferenceFeatures implements ImageHints {
    /** Metadata of a file under which the rest stands. */
    public static final String KEY = "restauro.references";

    private static final int SCHEMA = 1;

    private final String module;
    private final ReferenceConfig config;
    private final List<Reference> references;

    /** One reference: its name, the square RGB picture that was encoded, and its features. */
    private record Reference(String name, byte[] picture, float[] tokens, float[] style) {}

    private ReferenceFeatures(String module, ReferenceConfig config, List<Reference> references) {
        this.module = module;
        this.config = config;
        this.references = List.copyOf(references);
    }

    /**
     * Encodes pictures one by one, so that a picture's features do not depend on the others.
     *
     * @param names one for each picture
     * @param pictures of any size and shape; none means that nothing is known
     */
    public static ReferenceFeatures encode(
            ReferenceModule module,
            ComputePolicy policy,
            List<String> names,
            List<PixelImage> pictures) {
        if (names.size() != pictures.size()) {
            throw new IllegalArgumentException(
                    "There are "
                            + names.size()
                            + " names for "
                            + pictures.size()
                            + " references; as many would be right.");
        }
        int side = module.config().pictureSize();
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            PixelImage square = ReferencePictures.square(pictures.get(i), side);
            try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
                Encoded encoded =
                        module.encode(
                                pass,
                                pass.array(ReferencePictures.values(square), 1, 3, side, side));
                references.add(
                        new Reference(
                                names.get(i),
                                square.bytes8(),
                                Ops.floats(encoded.tokens()),
                                Ops.floats(encoded.style())));
            }
        }
        return new ReferenceFeatures(Fingerprint.of(module), module.config(), references);
    }

    /** References of several values together, in their order. */
    public static ReferenceFeatures join(List<ReferenceFeatures> parts) {
        List<Reference> all = new ArrayList<>();
        for (ReferenceFeatures part : parts) {
            part.requireModule(parts.get(0).module);
            all.addAll(part.references);
        }
        return new ReferenceFeatures(parts.get(0).module, parts.get(0).config, all);
    }

    /** Some of the references, by number from 0. */
    public ReferenceFeatures select(int... numbers) {
        List<Reference> some = Arrays.stream(numbers).mapToObj(references::get).toList();
        return new ReferenceFeatures(module, config, some);
    }

    /** Fingerprint of the module that made them. */
    public String module() {
        return module;
    }

    /** Shape of that module. */
    public ReferenceConfig config() {
        return config;
    }

    /** Number of references; 0 where nothing is known. */
    public int count() {
        return references.size();
    }

    /** Names in order. */
    public List<String> names() {
        return references.stream().map(Reference::name).toList();
    }

    /** The picture that was encoded. */
    public PixelImage picture(int reference) {
        int side = config.pictureSize();
        return PixelImage.of8(side, side, 3, references.get(reference).picture.clone());
    }

    float[] tokens(int reference) {
        return references.get(reference).tokens;
    }

    float[] style(int reference) {
        return references.get(reference).style;
    }

    /**
     * Checks that a module made them.
     *
     * @param fingerprint of the module that is to read them
     * @throws IllegalArgumentException if another one did, naming both
     */
    public void requireModule(String fingerprint) {
        if (!module.equals(fingerprint)) {
            throw new IllegalArgumentException(
                    "The references "
                            + names()
                            + " were encoded by the reference module "
                            + ReferenceModels.brief(module)
                            + ", but the model has the module "
                            + ReferenceModels.brief(fingerprint)
                            + ". Encode them again with this model.");
        }
    }

    /** Writes a file; one that exists is replaced when all is written. */
    public void write(Path path) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("schema", SCHEMA).put("module", module).set("config", config.toJson());
        ArrayNode all = json.putArray("names");
        references.forEach(r -> all.add(r.name));
        int n = count();
        ByteBuffer pictures = ByteBuffer.allocate(n * pictureBytes(config));
        references.forEach(r -> pictures.put(r.picture));
        int side = config.pictureSize();
        StateDict dict = new StateDict();
        float[] tokens = joined(references.stream().map(Reference::tokens).toList());
        dict.put("tokens", TensorData.of(tokens, n, config.tokens(), config.tokenSize()));
        float[] styles = joined(references.stream().map(Reference::style).toList());
        dict.put("style", TensorData.of(styles, n, config.styleSize()));
        dict.put("pictures", TensorData.of(DType.U8, pictures.flip(), n, side, side, 3));
        Safetensors.write(path, dict, Map.of(KEY, json.toString()));
    }

    private static int pictureBytes(ReferenceConfig config) {
        return Math.multiplyExact(config.pictureSize() * config.pictureSize(), 3);
    }

    private static float[] joined(List<float[]> parts) {
        int size = parts.stream().mapToInt(p -> p.length).sum();
        float[] all = new float[size];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws WeightFileException if the file is broken or holds something else
     */
    public static ReferenceFeatures read(Path path) throws IOException {
        try (SafetensorsFile file = Safetensors.open(path)) {
            return read(file);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new WeightFileException(path.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private static ReferenceFeatures read(SafetensorsFile file) throws JsonProcessingException {
        String text = file.metadata().get(KEY);
        if (text == null) {
            throw new IllegalArgumentException(
                    "this is a safetensors file without encoded references.");
        }
        JsonNode json = new ObjectMapper().readTree(text);
        if (json.path("schema").asInt() != SCHEMA) {
            throw new IllegalArgumentException(
                    "the references have the schema "
                            + json.path("schema")
                            + "; this program reads "
                            + SCHEMA
                            + ".");
        }
        ReferenceConfig config = ReferenceConfig.fromJson(json.path("config"));
        int n = json.path("names").size();
        StateDict dict = file.stateDict();
        float[] tokens = values(dict, "tokens", n, config.tokens(), config.tokenSize());
        float[] styles = values(dict, "style", n, config.styleSize());
        int side = config.pictureSize();
        float[] pictures = values(dict, "pictures", n, side, side, 3);
        List<Reference> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] picture = part(pictures, i, n);
            byte[] bytes = new byte[picture.length];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) Math.round(picture[j]);
            }
            String name = json.path("names").get(i).asText();
            all.add(new Reference(name, bytes, part(tokens, i, n), part(styles, i, n)));
        }
        return new ReferenceFeatures(json.path("module").asText(), config, all);
    }

    private static float[] values(StateDict dict, String name, long... shape) {
        TensorData data = dict.get(name);
        if (!Arrays.equals(data.shape(), shape)) {
            throw new IllegalArgumentException(
                    name
                            + " have the shape "
                            + Arrays.toString(data.shape())
                            + "; "
                            + Arrays.toString(shape)
                            + " would be right.");
        }
        return data.toFloats();
    }

    private static float[] part(float[] all, int i, int n) {
        int size = all.length / n;
        return Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }
}
