// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.TorchDevice;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Golden.Case;
import org.restauro.engine.nn.Golden.Difference;
import org.restauro.engine.nn.Golden.Tensor;
import org.restauro.engine.ops.Ops;

/** Each layer against the original's values, for any case that the golden folder holds. */
class BlocksGoldenTest {
    private static final double TOLERANCE = 2e-5;
    private static final Map<String, Difference> TABLE = Golden.newTable();

    private final ComputePolicy policy =
            new ComputePolicy(TorchDevice.CPU, Precision.FLOAT32, MemoryFormat.CHANNELS_LAST, 0);

    @TestFactory
    Stream<DynamicTest> every_case_is_met() throws IOException {
        List<Case> cases = Golden.cases();
        assumeTrue(!cases.isEmpty(), "no golden data in " + Golden.folder());
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> run(c)));
    }

    private void run(Case c) {
        String name = c.name();
        if (name.startsWith("conv_k")) {
            conv(c);
        } else if (name.startsWith("upsample2d")) {
            upsample(c);
        } else if (name.startsWith("fc_")) {
            fullyConnected(c);
        } else if (name.startsWith("styleconv")) {
            styleConv(c);
        } else if (name.startsWith("torgb")) {
            toRgb(c);
        } else if (name.startsWith("partial_conv")) {
            partialConv(c);
        } else if (name.startsWith("swin")) {
            windowBlock(c);
        } else if (name.startsWith("minibatch_std")) {
            minibatchStd(c);
        } else if (name.startsWith("mapping")) {
            mapping(c);
        } else {
            throw new AssertionError("Golden case of an unknown kind: " + name);
        }
    }

    private void conv(Case c) {
        long[] w = c.tensor("weight").shape();
        Activation act = c.name().contains("linear") ? Activation.LINEAR : Activation.LEAKY_RELU;
        try (EqualConv layer =
                        new EqualConv(
                                (int) w[1],
                                (int) w[0],
                                (int) w[2],
                                c.number("up", 1),
                                c.number("down", 1),
                                act,
                                c.has("bias"));
                Pass pass = open()) {
            layer.load(c.state(c.node(), "in", "out", "out_gain_sqrt_half"), policy, any());
            NDArray x = array(pass, c.input());
            check(c, "out", layer.forward(pass, x));
            if (c.has("out_gain_sqrt_half")) {
                check(c, "out_gain_sqrt_half", layer.forward(pass, x, Math.sqrt(0.5)));
            }
        }
    }

    private void upsample(Case c) {
        try (Pass pass = open()) {
            float[] filter = Initial.resampleFilter().values(null, "", new long[] {4, 4});
            NDArray f = pass.array(filter, 4, 4);
            Tensor out = Golden.tensor(c.has("out") ? c.node().get("out") : c.node());
            NDArray y = Ops.upfirdn2d(array(pass, c.input()), f, 2, 1, 2, 1, 4);
            check(c, "", Ops.floats(y), out.data());
        }
    }

    private void fullyConnected(Case c) {
        long[] w = c.tensor("weight").shape();
        double lr = c.name().contains("lr001") ? 0.01 : 1;
        Activation act = c.name().contains("lrelu") ? Activation.LEAKY_RELU : Activation.LINEAR;
        try (FullyConnected layer = new FullyConnected((int) w[1], (int) w[0], act, lr, 0);
                Pass pass = open()) {
            layer.load(c.state(c.node(), "in", "out"), policy);
            check(c, "out", layer.forward(pass, array(pass, c.input())));
        }
    }

    private void styleConv(Case c) {
        long[] w = c.tensor("conv.weight").shape();
        int style = (int) c.tensor("style").shape()[1];
        int resolution = c.has("noise_const") ? (int) c.tensor("noise_const").shape()[0] : 0;
        int up = c.name().contains("up2") ? 2 : 1;
        try (StyleConv layer =
                        new StyleConv((int) w[2], (int) w[1], style, resolution, (int) w[3], up);
                Pass pass = open()) {
            layer.load(c.state(c.node(), "in", "x", "out", "style"), policy, any());
            NDArray x = array(pass, c.input());
            NDArray s = array(pass, c.tensor("style"));
            NDArray y = layer.forward(pass, x, s, LayerNoise.CONST, "n");
            check(c, "out", y);
            // the form for batches must give the same
            NDArray batch =
                    layer.forward(
                            pass, Ops.concat(0, x, x), Ops.concat(0, s, s), LayerNoise.CONST, "n");
            check(c, "out (batch form)", Ops.floats(batch.get("0:1")), c.tensor("out").data());
        }
    }

    private void toRgb(Case c) {
        long[] w = c.tensor("conv.weight").shape();
        int style = (int) c.tensor("style").shape()[1];
        try (ToRgb layer = new ToRgb((int) w[2], (int) w[1], style);
                Pass pass = open()) {
            layer.load(c.state(c.node(), "in", "x", "out", "style", "skip"), policy, any());
            NDArray skip = c.has("skip") ? array(pass, c.tensor("skip")) : null;
            NDArray x = array(pass, c.input());
            check(c, "out", layer.forward(pass, x, array(pass, c.tensor("style")), skip));
        }
    }

    private void partialConv(Case c) {
        long[] w = c.tensor("weight").shape();
        try (PartialConv layer =
                        new PartialConv(
                                (int) w[1],
                                (int) w[0],
                                (int) w[2],
                                c.number("up", 1),
                                c.number("down", 1),
                                Activation.LEAKY_RELU);
                Pass pass = open()) {
            layer.load(
                    c.state(c.node(), "in", "x", "mask", "out", "mask_out").withPrefix("conv."),
                    policy,
                    any());
            NDArray mask = c.has("mask") ? array(pass, c.tensor("mask")) : null;
            Masked y = layer.forward(pass, new Masked(array(pass, c.input()), mask));
            check(c, "out", y.x());
            if (c.has("mask_out")) {
                check(c, "mask_out", y.mask());
            }
        }
    }

    private void windowBlock(Case c) {
        Tensor tokens = c.tensor("tokens");
        int n = (int) tokens.shape()[1];
        int dim = (int) tokens.shape()[2];
        int side = (int) Math.round(Math.sqrt(n));
        int heads = c.has("heads") ? c.node().get("heads").asInt() : 2;
        int window = c.number("win", side);
        boolean shifted = c.number("shift", 0) > 0;
        long hidden = Golden.tensor(c.node().get("weights").get("mlp.fc1.weight")).shape()[0];
        try (WindowBlock block =
                        new WindowBlock(dim, heads, side, window, shifted, (double) hidden / dim);
                Pass pass = open()) {
            block.load(c.state(c.node().get("weights")), policy);
            NDArray x = array(pass, tokens).reshape(-1, side, side, dim).transpose(0, 3, 1, 2);
            if (c.has("mask")) {
                NDArray mask = array(pass, c.tensor("mask")).reshape(-1, 1, side, side);
                Masked y = block.forward(pass, new Masked(x, mask));
                check(c, "out", y.x().transpose(0, 2, 3, 1));
                check(c, "mask_out", y.mask());
            }
            if (c.has("out_nomask")) {
                Masked y = block.forward(pass, new Masked(x, null));
                check(c, "out_nomask", y.x().transpose(0, 2, 3, 1));
            }
            if (c.has("attn_mask_window0")) {
                float[] all = block.state().get("attn_mask").floats("attn_mask");
                int l = window * window;
                float[] first = java.util.Arrays.copyOf(all, l);
                check(c, "attn_mask_window0", first, c.tensor("attn_mask_window0").data());
                float[] third = java.util.Arrays.copyOfRange(all, 3 * l * l, 3 * l * l + l);
                check(
                        c,
                        "attn_mask_window3_row0",
                        third,
                        c.tensor("attn_mask_window3_row0").data());
            }
        }
    }

    private void minibatchStd(Case c) {
        try (Pass pass = open()) {
            MinibatchStd layer = new MinibatchStd(c.number("g", 4));
            check(c, "out", layer.forward(pass, array(pass, c.input())));
        }
    }

    private void mapping(Case c) {
        var weights = c.state(c.node().get("weights"));
        int depth = (int) weights.names().stream().filter(n -> n.endsWith(".weight")).count();
        int zDim = (int) c.tensor("z").shape()[1];
        int wDim = (int) weights.get("w_avg").shape()[0];
        try (MappingNetwork net = new MappingNetwork(zDim, wDim, depth);
                Pass pass = open()) {
            net.load(weights, policy);
            NDArray z = array(pass, c.tensor("z"));
            int count = (int) c.tensor("out_psi1").shape()[1];
            check(c, "out_psi1", net.forward(pass, z, count, 1));
            check(c, "out_psi05", net.forward(pass, z, count, 0.5));
        }
    }

    private Pass open() {
        return Pass.inference(policy, Noise.seeded(1));
    }

    private static java.util.function.Predicate<String> any() {
        return name -> name.endsWith("resample_filter");
    }

    private static NDArray array(Pass pass, Tensor t) {
        NDArray a = pass.array(t.data(), t.shape());
        return t.shape().length == 4 ? Ops.inFormat(a, pass.policy().format()) : a;
    }

    private static void check(Case c, String key, NDArray actual) {
        check(c, key, Ops.floats(actual), c.tensor(key).data());
    }

    private static void check(Case c, String key, float[] actual, float[] expected) {
        Difference d = Golden.compare(actual, expected);
        TABLE.put(c.name() + (key.isEmpty() ? "" : " " + key), d);
        assertThat(d.relative())
                .as("largest difference of %s %s by the largest value", c.name(), key)
                .isLessThan(TOLERANCE);
    }

    @AfterAll
    static void print_parity_table() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(
                "| golden case | largest absolute difference | relative |\n| --- | --- | --- |\n");
        TABLE.forEach(
                (name, d) ->
                        text.append(
                                String.format(
                                        java.util.Locale.ROOT,
                                        "| %s | %.2e | %.2e |%n",
                                        name,
                                        d.absolute(),
                                        d.relative())));
        System.out.print(text);
        String file = System.getProperty("parity");
        if (file != null) {
            Files.writeString(Path.of(file), text.toString());
        }
    }
}
