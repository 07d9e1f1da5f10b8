// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.SafetensorsFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;

/**
 * Codes in files: one array whose first dimension counts the rows, named {@code z}, {@code w},
 * {@code wp} or {@code y} after its space.
 *
 * <p>Writes safetensors; reads also the {@code .npz} that published projectors write, whose {@code
 * w} of three dimensions is {@code wp} here.
 */
public final class LatentFile {
    private static final String NUMPY = ".npz";
    private static final int LAYERED = 3;

    private LatentFile() {}

    /**
     * Reads all rows, each with its number as seed.
     *
     * @throws WeightFileException if the file holds no codes
     */
    public static List<SynthesisRow> read(Path file) throws IOException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(NUMPY)) {
            return rows(file, NumpyArchive.read(file));
        }
        try (SafetensorsFile open = Safetensors.open(file)) {
            Map<String, TensorData> arrays = new LinkedHashMap<>();
            for (String name : open.stateDict().names()) {
                arrays.put(name, open.stateDict().get(name));
            }
            return rows(file, arrays);
        }
    }

    private static List<SynthesisRow> rows(Path file, Map<String, TensorData> arrays)
            throws WeightFileException {
        for (Map.Entry<String, TensorData> array : arrays.entrySet()) {
            for (LatentSpace space : LatentSpace.values()) {
                if (space.name().equalsIgnoreCase(array.getKey())) {
                    return rows(file, space, array.getValue());
                }
            }
        }
        throw new WeightFileException(
                file.getFileName()
                        + " holds no codes: it has arrays named "
                        + arrays.keySet()
                        + "; one named z, w, wp or y would be right.");
    }

    private static List<SynthesisRow> rows(Path file, LatentSpace named, TensorData array)
            throws WeightFileException {
        long[] shape = array.shape();
        if (shape.length < 2 || shape.length > LAYERED || shape[0] < 1) {
            throw new WeightFileException(
                    file.getFileName()
                            + " holds codes of shape "
                            + Arrays.toString(shape)
                            + "; (rows, values) or (rows, layers, values) would be right.");
        }
        boolean layered = shape.length == LAYERED && named == LatentSpace.W;
        LatentSpace space = layered ? LatentSpace.WP : named;
        float[] values = array.toFloats();
        int rows = Math.toIntExact(shape[0]);
        int size = values.length / rows;
        List<SynthesisRow> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            float[] codes = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            all.add(SynthesisRow.ofCodes(codes, space).withSeed(i));
        }
        return all;
    }

    /**
     * Writes rows; the file is replaced if it exists.
     *
     * @param codes of equal length, one or more
     */
    public static void write(
            Path file, GeneratorConfig config, LatentSpace space, List<float[]> codes)
            throws IOException {
        int size = codes.get(0).length;
        float[] values = new float[codes.size() * size];
        for (int i = 0; i < codes.size(); i++) {
            System.arraycopy(codes.get(i), 0, values, i * size, size);
        }
        StateDict dict = new StateDict();
        long[] shape = CodeShapes.of(config, space, codes.size(), size);
        dict.put(space.name().toLowerCase(Locale.ROOT), TensorData.of(values, shape));
        Safetensors.write(file, dict, Map.of());
    }
}
