// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inception;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.foreign.ForeignFile;

/**
 * The names that the published files give to Inception's tensors. NVIDIA's archive follows
 * TensorFlow's graph ({@code layers.mixed_3.tower.conv_1.beta}) and has no scale in its
 * normalisation.
 */
final class InceptionWeights {
    private static final String LAYERS = "layers.";

    /** Stages by NVIDIA's name. */
    private static final Map<String, String> STAGES =
            table(
                    "conv Conv2d_1a_3x3",
                    "conv_1 Conv2d_2a_3x3",
                    "conv_2 Conv2d_2b_3x3",
                    "conv_3 Conv2d_3b_1x1",
                    "conv_4 Conv2d_4a_3x3",
                    "mixed Mixed_5b",
                    "mixed_1 Mixed_5c",
                    "mixed_2 Mixed_5d",
                    "mixed_3 Mixed_6a",
                    "mixed_4 Mixed_6b",
                    "mixed_5 Mixed_6c",
                    "mixed_6 Mixed_6d",
                    "mixed_7 Mixed_6e",
                    "mixed_8 Mixed_7a",
                    "mixed_9 Mixed_7b",
                    "mixed_10 Mixed_7c");

    private static final Map<String, String> A =
            table(
                    "conv branch1x1",
                    "tower.conv branch5x5_1",
                    "tower.conv_1 branch5x5_2",
                    "tower_1.conv branch3x3dbl_1",
                    "tower_1.conv_1 branch3x3dbl_2",
                    "tower_1.conv_2 branch3x3dbl_3",
                    "tower_2.conv branch_pool");

    private static final Map<String, String> B =
            table(
                    "conv branch3x3",
                    "tower.conv branch3x3dbl_1",
                    "tower.conv_1 branch3x3dbl_2",
                    "tower.conv_2 branch3x3dbl_3");

    private static final Map<String, String> C =
            table(
                    "conv branch1x1",
                    "tower.conv branch7x7_1",
                    "tower.conv_1 branch7x7_2",
                    "tower.conv_2 branch7x7_3",
                    "tower_1.conv branch7x7dbl_1",
                    "tower_1.conv_1 branch7x7dbl_2",
                    "tower_1.conv_2 branch7x7dbl_3",
                    "tower_1.conv_3 branch7x7dbl_4",
                    "tower_1.conv_4 branch7x7dbl_5",
                    "tower_2.conv branch_pool");

    private static final Map<String, String> D =
            table(
                    "tower.conv branch3x3_1",
                    "tower.conv_1 branch3x3_2",
                    "tower_1.conv branch7x7x3_1",
                    "tower_1.conv_1 branch7x7x3_2",
                    "tower_1.conv_2 branch7x7x3_3",
                    "tower_1.conv_3 branch7x7x3_4");

    private static final Map<String, String> E =
            table(
                    "conv branch1x1",
                    "tower_conv branch3x3_1",
                    "tower_mixed_conv branch3x3_2a",
                    "tower_mixed_conv_1 branch3x3_2b",
                    "tower_1_conv branch3x3dbl_1",
                    "tower_1_conv_1 branch3x3dbl_2",
                    "tower_1_mixed_conv branch3x3dbl_3a",
                    "tower_1_mixed_conv_1 branch3x3dbl_3b",
                    "tower_2_conv branch_pool");

    /** Names inside the blocks, by stage. */
    private static final Map<String, Map<String, String>> BLOCKS =
            Map.ofEntries(
                    Map.entry("Mixed_5b", A),
                    Map.entry("Mixed_5c", A),
                    Map.entry("Mixed_5d", A),
                    Map.entry("Mixed_6a", B),
                    Map.entry("Mixed_6b", C),
                    Map.entry("Mixed_6c", C),
                    Map.entry("Mixed_6d", C),
                    Map.entry("Mixed_6e", C),
                    Map.entry("Mixed_7a", D),
                    Map.entry("Mixed_7b", E),
                    Map.entry("Mixed_7c", E));

    private static final Map<String, String> TENSORS =
            table(
                    "weight conv.weight",
                    "beta bn.bias",
                    "mean bn.running_mean",
                    "var bn.running_var");

    private InceptionWeights() {}

    private static Map<String, String> table(String... pairs) {
        Map<String, String> table = new LinkedHashMap<>();
        for (String pair : pairs) {
            String[] names = pair.split(" ");
            table.put(names[0], names[1]);
        }
        return table;
    }

    static FidInception read(Path file, ComputePolicy policy) throws IOException {
        try (ForeignFile open = ForeignFile.open(file)) {
            FidInception network = new FidInception();
            try {
                network.loadPublished(open.tensors(), policy);
            } catch (IllegalArgumentException e) {
                network.close();
                throw new IllegalArgumentException(
                        file.getFileName()
                                + " holds another network than the Inception of FID. "
                                + e.getMessage(),
                        e);
            }
            return network;
        }
    }

    /** The same tensors under the names of the .pth file. */
    static StateDict named(StateDict weights) {
        if (weights.names().stream().noneMatch(name -> name.startsWith(LAYERS))) {
            return weights;
        }
        StateDict named = new StateDict();
        for (String name : weights.names()) {
            TensorData tensor = weights.get(name);
            if (name.equals("output.weight") || name.equals("output.bias")) {
                named.put(name.replace("output", "fc"), tensor);
            } else if (name.startsWith(LAYERS)) {
                String unit = name.substring(LAYERS.length(), name.lastIndexOf('.'));
                String own = name.substring(name.lastIndexOf('.') + 1);
                String target = unit(unit);
                if (target == null || !TENSORS.containsKey(own)) {
                    named.put(name, tensor); // said to be unexpected when the network is loaded
                    continue;
                }
                boolean kernel = own.equals("weight");
                TensorData placed = kernel ? tensor : flat(tensor);
                named.put(target + "." + TENSORS.get(own), placed);
                if (own.equals("beta")) {
                    named.put(target + ".bn.weight", ones(placed));
                }
            }
            // constants of the archive, such as the theta of its resampling, are not weights
        }
        return named;
    }

    private static String unit(String name) {
        int dot = name.indexOf('.');
        String stage = STAGES.get(dot < 0 ? name : name.substring(0, dot));
        if (stage == null || dot < 0) {
            return stage == null || BLOCKS.containsKey(stage) ? null : stage;
        }
        String inside = BLOCKS.getOrDefault(stage, Map.of()).get(name.substring(dot + 1));
        return inside == null ? null : stage + "." + inside;
    }

    private static TensorData flat(TensorData tensor) {
        return tensor.shape().length == 1
                ? tensor
                : TensorData.of(tensor.toFloats(), tensor.elements());
    }

    private static TensorData ones(TensorData like) {
        float[] values = new float[(int) like.elements()];
        Arrays.fill(values, 1);
        return TensorData.of(values, like.elements());
    }

    /** NVIDIA's name of every tensor, for tests that write such a file. */
    static Map<String, String> nvidiaNames() {
        Map<String, String> names = new LinkedHashMap<>();
        STAGES.forEach(
                (theirs, stage) -> {
                    Map<String, String> inside = BLOCKS.get(stage);
                    List<String> units =
                            inside == null ? List.of("") : List.copyOf(inside.keySet());
                    for (String unit : units) {
                        String ours = inside == null ? stage : stage + "." + inside.get(unit);
                        String full = LAYERS + theirs + (inside == null ? "" : "." + unit);
                        TENSORS.forEach((t, o) -> names.put(full + "." + t, ours + "." + o));
                    }
                });
        return names;
    }
}
