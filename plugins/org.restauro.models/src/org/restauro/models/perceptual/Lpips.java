// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.foreign.ForeignFile;

/**
 * Learned perceptual image patch similarity, version 0.1 (Zhang et al., <a
 * href="https://arxiv.org/abs/1801.03924">2018</a>): 0 for equal pictures, larger where people see
 * a larger difference.
 *
 * <p>Features of a {@link Trunk} are brought to unit length at each pixel; their squared
 * differences are weighed by the published linear heads (shipped here, BSD-2-Clause), averaged over
 * the picture and summed over the taps. Differentiable with respect to both pictures. The trunk's
 * weights come from the user.
 */
public final class Lpips implements AutoCloseable {
    private static final String SHIFT = "[-0.030, -0.088, -0.188]";
    private static final String SCALE = "[0.458, 0.448, 0.450]";

    private static final ScriptFunction HALVES =
            ScriptFunction.of(
                    "x: Tensor",
                    "Tuple[Tensor, Tensor]",
                    "n = torch.floordiv(torch.size(x, 0), 2)\n"
                            + "return (torch.slice(x, 0, 0, n, 1), torch.slice(x, 0, n, None, 1))");

    private final Trunk trunk;
    private final Heads heads;

    private Lpips(Trunk trunk, Heads heads) {
        this.trunk = trunk;
        this.heads = heads;
    }

    /** State: {@code lin0.model.1.weight} (1, channels, 1, 1) and so on. */
    private static final class Heads extends Module {
        private final List<Parameter> weights = new ArrayList<>();

        Heads(int... channels) {
            for (int i = 0; i < channels.length; i++) {
                String name = "lin" + i + ".model.1.weight";
                weights.add(parameter(name, Initial.constant(0), 1, channels[i], 1, 1));
            }
        }
    }

    /**
     * Reads the trunk from torchvision's file.
     *
     * @throws IllegalArgumentException if it holds another network
     * @throws IOException if it cannot be read
     */
    public static Lpips read(Trunk.Kind kind, Path trunkFile, ComputePolicy policy)
            throws IOException {
        try (ForeignFile open = ForeignFile.open(trunkFile)) {
            return of(kind, open.tensors(), policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    trunkFile.getFileName()
                            + " holds another network than "
                            + kind
                            + ". "
                            + e.getMessage(),
                    e);
        }
    }

    /** The distance with the published heads over a trunk of these weights. */
    public static Lpips of(Trunk.Kind kind, StateDict trunkWeights, ComputePolicy policy)
            throws IOException {
        Trunk trunk = new Trunk(kind);
        Heads heads = new Heads(kind.channels());
        try {
            trunk.loadPublished(trunkWeights, policy);
            heads.load(publishedHeads(kind), policy);
        } catch (IOException | RuntimeException e) {
            trunk.close();
            heads.close();
            throw e;
        }
        return new Lpips(trunk, heads);
    }

    /** The linear heads of version 0.1, (1, channels, 1, 1) each. */
    public static StateDict publishedHeads(Trunk.Kind kind) throws IOException {
        String name = "lpips_v0.1/" + kind + ".pth";
        try (InputStream in = Lpips.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing beside Lpips.class.");
            }
            return ForeignFile.read(ByteSource.of(in.readAllBytes()), kind + ".pth").tensors();
        }
    }

    /** Which trunk. */
    public Trunk.Kind kind() {
        return trunk.kind();
    }

    /** Number of taps. */
    public int layers() {
        return heads.weights.size();
    }

    /**
     * Distances.
     *
     * @param a (batch, 3, h, w) in [−1, 1]
     * @param b of the same shape
     * @return (batch)
     */
    public NDArray forward(Pass pass, NDArray a, NDArray b) {
        NDArray sum = null;
        for (NDArray map : maps(pass, a, b)) {
            NDArray mean =
                    ScriptFunction.of(
                                    "x: Tensor",
                                    "Tensor",
                                    "return torch.mean(x, [1, 2, 3], False, dtype=None)")
                            .apply(map);
            map.close();
            sum = sum == null ? mean : added(sum, mean);
        }
        return sum;
    }

    /**
     * Distances by tap; they add up to {@link #forward}.
     *
     * @return [tap][sample]
     */
    public float[][] layers(Pass pass, NDArray a, NDArray b) {
        List<NDArray> maps = maps(pass, a, b);
        float[][] values = new float[maps.size()][];
        for (int i = 0; i < values.length; i++) {
            try (NDArray map = maps.get(i);
                    NDArray mean =
                            ScriptFunction.of(
                                            "x: Tensor",
                                            "Tensor",
                                            "return torch.mean(x, [1, 2, 3], False, dtype=None)")
                                    .apply(map)) {
                values[i] = mean.toFloatArray();
            }
        }
        return values;
    }

    /**
     * Where pictures differ: each tap's map, enlarged to the pictures' size by bilinear
     * interpolation, summed.
     *
     * @return (batch, 1, h, w)
     */
    public NDArray spatial(Pass pass, NDArray a, NDArray b) {
        long h = a.getShape().get(2);
        long w = a.getShape().get(3);
        NDArray sum = null;
        for (NDArray map : maps(pass, a, b)) {
            NDArray large = Ops.resizeBilinear(map, h, w);
            map.close();
            sum = sum == null ? large : added(sum, large);
        }
        return sum;
    }

    private static NDArray added(NDArray x, NDArray y) {
        try (x;
                y) {
            return ScriptFunction.of("x: Tensor, y: Tensor", "Tensor", "return torch.add(x, y)")
                    .apply(x, y);
        }
    }

    /**
     * Where pictures differ, by tap.
     *
     * @return for each tap (batch, 1, h', w') in the tap's own resolution; their means add up to
     *     {@link #forward}
     */
    public List<NDArray> maps(Pass pass, NDArray a, NDArray b) {
        if (!a.getShape().equals(b.getShape())) {
            throw new IllegalArgumentException(
                    "LPIPS compares pictures of one size, not "
                            + a.getShape()
                            + " with "
                            + b.getShape()
                            + ".");
        }
        List<NDArray> first = new ArrayList<>();
        List<NDArray> second = new ArrayList<>();
        if (pass.gradients()) {
            first.addAll(features(pass, a));
            second.addAll(features(pass, b));
        } else {
            together(pass, a, b, first, second);
        }
        List<NDArray> maps = new ArrayList<>();
        ScriptFunction difference =
                ScriptFunction.of(
                        "a: Tensor, b: Tensor, w: Tensor",
                        "Tensor",
                        "a = torch.to(a, 6)\n"
                                + "b = torch.to(b, 6)\n"
                                + norm("a")
                                + norm("b")
                                + "a = torch.div(a, torch.add(na, 1e-10))\n"
                                + "b = torch.div(b, torch.add(nb, 1e-10))\n"
                                + "d = torch.sub(a, b)\n"
                                + "d = torch.mul(torch.mul(d, d), w)\n"
                                + "return torch.sum(d, [1], True, dtype=None)");
        for (int i = 0; i < first.size(); i++) {
            try (NDArray x = first.get(i);
                    NDArray y = second.get(i)) {
                maps.add(difference.apply(x, y, heads.weights.get(i).array()));
            }
        }
        return maps;
    }

    private static String norm(String x) {
        return String.format(
                "n%s = torch.sqrt(torch.sum(torch.mul(%s, %s), [1], True, dtype=None))%n", x, x, x);
    }

    // Without gradients both sides go through the trunk at once: its kernels gain from a batch.
    private void together(
            Pass pass, NDArray a, NDArray b, List<NDArray> first, List<NDArray> second) {
        try (NDArray both = Ops.concat(0, a, b)) {
            for (NDArray taps : features(pass, both)) {
                try (taps) {
                    NDList halves = HALVES.call(taps);
                    first.add(halves.get(0));
                    second.add(halves.get(1));
                }
            }
        }
    }

    private List<NDArray> features(Pass pass, NDArray images) {
        try (NDArray scaled =
                ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                constant("s", SHIFT)
                                        + constant("d", SCALE)
                                        + "return torch.div(torch.sub(x, s), d)")
                        .apply(images)) {
            return trunk.forward(pass, scaled);
        }
    }

    private static String constant(String name, String values) {
        return name
                + " = torch.reshape(torch.tensor("
                + values
                + ", dtype=6, device=ops.prim.device(x)), [1, 3, 1, 1])\n";
    }

    /** Frees the weights. */
    @Override
    public void close() {
        trunk.close();
        heads.close();
    }
}
