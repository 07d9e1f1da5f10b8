// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ModuleList;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Encoder of the lightweight design: three 4×4 convolutions of stride 2, each with group
 * normalisation (8 groups: it does not depend on the batch, so one sample or a recomputation gives
 * the same) and leaky ReLU 0.2; then a style from the mean over the picture, and tokens from a grid
 * of local means.
 *
 * <p>State: {@code layers.0 … 2.conv}, {@code layers.0 … 2.norm}, {@code global.0}, {@code
 * global.2}, {@code local} (a 1×1 convolution). (n, 3, h, w) in [−1, 1] → {@link Encoded}; pictures
 * wider than 256 pixels are resized to 256×256 first. 396,320 parameters with 256 features.
 */
public final class LightweightReferenceEncoder extends Module implements Encoder {
    private static final int KERNEL = 4;
    private static final int GROUPS = 8;
    private static final int LARGEST_PICTURE = 256;
    private static final int[] CHANNELS = {3, 32, 64};

    private final ModuleList<Layer> layers = child("layers", new ModuleList<>());
    private final Head global;
    private final Weights local;
    private final int grid;

    private static final class Layer extends Module {
        private final Weights conv;
        private final Weights norm;

        Layer(int in, int out) {
            conv = child("conv", Weights.convolution(in, out, KERNEL));
            norm = child("norm", Weights.norm(out));
        }
    }

    /** Two linear layers; number 1 is the activation between them. */
    private static final class Head extends Module {
        private final Weights first;
        private final Weights second;

        Head(int features) {
            first = child("0", Weights.linear(features, features / 2));
            second = child("2", Weights.linear(features / 2, features));
        }
    }

    /**
     * Makes an encoder.
     *
     * @param features a multiple of 16
     * @param grid tokens a side
     */
    public LightweightReferenceEncoder(int features, int grid) {
        for (int i = 0; i < CHANNELS.length; i++) {
            int out = i + 1 < CHANNELS.length ? CHANNELS[i + 1] : features;
            layers.add(new Layer(CHANNELS[i], out));
        }
        global = child("global", new Head(features));
        local = child("local", Weights.convolution(features, features / 2, 1));
        this.grid = grid;
    }

    @Override
    public Encoded forward(Pass pass, NDArray pictures) {
        List<NDArray> out = pass.segment(2, List.of(pictures), this::compute);
        return new Encoded(out.get(0), out.get(1));
    }

    private List<NDArray> compute(Pass pass, List<NDArray> in) {
        List<NDArray> arguments = new ArrayList<>(in);
        StringBuilder names = new StringBuilder("x: Tensor");
        Precision p = pass.policy().precision();
        StringBuilder s = new StringBuilder();
        s.append("if torch.size(x, 3) > ").append(LARGEST_PICTURE).append(":\n");
        s.append("  x = torch.upsample_bilinear2d(x, [").append(LARGEST_PICTURE).append(", ");
        s.append(LARGEST_PICTURE).append("], False, None)\n");
        s.append("x = ").append(Ops.inFormat("x", pass.policy().format())).append('\n');
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            add(arguments, layer.conv);
            add(arguments, layer.norm);
            names.append(Weights.declared("c" + i, "n" + i));
            String w = Ops.cast("c" + i + "w", p);
            String b = Ops.cast("c" + i + "b", p);
            s.append("x = ").append(Ops.conv(Ops.cast("x", p), w, b, 2, 1, 1)).append('\n');
            s.append("x = torch.group_norm(torch.to(x, 6), ").append(GROUPS).append(", n");
            s.append(i).append("w, n").append(i).append("b, 1e-05, False)\n");
            s.append("x = torch.leaky_relu(x, 0.2)\n");
        }
        add(arguments, global.first);
        add(arguments, global.second);
        add(arguments, local);
        names.append(Weights.declared("g", "h", "l"));
        s.append("g = torch.mean(x, [2, 3])\n");
        s.append("g = torch.leaky_relu(torch.linear(g, gw, gb), 0.2)\n");
        s.append("g = torch.linear(g, hw, hb)\n");
        s.append("t = ").append(Encoder.tokens("x", grid)).append('\n');
        s.append("t = torch.linear(t, torch.flatten(lw, 1), lb)\n");
        s.append("return [t, g]");
        NDList out =
                ScriptFunction.of(names.toString(), "List[Tensor]", s.toString())
                        .call(arguments.toArray(NDArray[]::new));
        return List.of(out.get(0), out.get(1));
    }

    private static void add(List<NDArray> arguments, Weights weights) {
        arguments.add(weights.weight.array());
        arguments.add(weights.bias.array());
    }
}
