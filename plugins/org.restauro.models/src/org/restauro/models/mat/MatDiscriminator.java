// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.EqualConv;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.MinibatchStd;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ResidualDown;
import org.restauro.engine.ops.ScriptFunction;

/**
 * MAT's discriminator: two separate heads that judge the final image and, at half the width, the
 * image of the first stage, both at full size.
 *
 * <p>State: {@code Dis.i}, {@code fc0}, {@code fc1}, {@code Dis_stg1.i}, {@code fc0_stg1}, {@code
 * fc1_stg1}.
 */
public final class MatDiscriminator extends Module {
    /** Side at which the judgement is made. */
    private static final int END = 4;

    /** Group of the minibatch standard deviation in the published training. */
    public static final int PUBLISHED_GROUP = 8;

    private final MatConfig config;
    private final Trunk trunk;
    private final FullyConnected fc0;
    private final FullyConnected fc1;
    private final Trunk trunk1;
    private final FullyConnected fc0Stage1;
    private final FullyConnected fc1Stage1;

    /**
     * Judgements, (batch, 1) each, float32; larger is more real.
     *
     * @param image of the final images
     * @param stage1 of the first stage's images
     */
    public record Logits(NDArray image, NDArray stage1) implements AutoCloseable {
        @Override
        public void close() {
            image.close();
            stage1.close();
        }
    }

    private static final class Block extends Module {
        private final ResidualDown layers;

        Block(int in, int out) {
            layers =
                    new ResidualDown(
                            child("conv0", new EqualConv(in, in, 3, Activation.LEAKY_RELU)),
                            child(
                                    "conv1",
                                    new EqualConv(in, out, 3, 1, 2, Activation.LEAKY_RELU, true)),
                            child(
                                    "skip",
                                    new EqualConv(in, out, 1, 1, 2, Activation.LINEAR, false)));
        }

        NDArray forward(Pass pass, NDArray x) {
            return layers.forward(pass, x);
        }
    }

    /** The sequence of layers from image to 4² features. */
    private static final class Trunk extends Module {
        private final FromRgb entry;
        private final List<Block> blocks = new ArrayList<>();
        private final MinibatchStd deviation;
        private final EqualConv last;

        Trunk(MatConfig config, int divisor, int group) {
            int r = config.resolution();
            int c = config.channels(r) / divisor;
            entry = child("0", new FromRgb(c));
            int index = 1;
            for (; r > END; r /= 2) {
                int out = config.channels(r / 2) / divisor;
                Block block = new Block(c, out);
                blocks.add(child(Integer.toString(index++), block));
                c = out;
            }
            deviation = child(Integer.toString(index++), new MinibatchStd(group));
            last =
                    child(
                            Integer.toString(index),
                            new EqualConv(c + 1, c, 3, Activation.LEAKY_RELU));
        }

        private List<NDArray> begin(Pass pass, List<NDArray> in) {
            try (NDArray x = entry.conv.forward(pass, in.get(0))) {
                return List.of(blocks.get(0).forward(pass, x));
            }
        }

        NDArray forward(Pass pass, NDArray image, NDArray mask) {
            NDArray x;
            try (NDArray input = Blend.judgedInput(pass, image, mask)) {
                x = pass.segment(1, List.of(input), this::begin).get(0);
            }
            for (Block block : blocks.subList(1, blocks.size())) {
                NDArray y = x;
                x =
                        pass.segment(1, List.of(y), (p, in) -> List.of(block.forward(p, in.get(0))))
                                .get(0);
                y.close();
            }
            try (NDArray y = x;
                    NDArray z = deviation.forward(pass, y);
                    NDArray f = last.forward(pass, z)) {
                return ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                "return torch.flatten(torch.contiguous(torch.to(x, 6), "
                                        + "memory_format=0), 1, -1)")
                        .apply(f);
            }
        }
    }

    private static final class FromRgb extends Module {
        private final EqualConv conv;

        FromRgb(int out) {
            conv = child("conv", new EqualConv(4, out, 1, Activation.LEAKY_RELU));
        }
    }

    /**
     * Makes a discriminator.
     *
     * @param group largest group of the minibatch standard deviation
     */
    public MatDiscriminator(MatConfig config, int group) {
        this.config = config;
        int c = config.channels(END);
        trunk = child("Dis", new Trunk(config, 1, group));
        fc0 = child("fc0", new FullyConnected(c * END * END, c, Activation.LEAKY_RELU));
        fc1 = child("fc1", new FullyConnected(c, 1, Activation.LINEAR));
        int h = c / 2;
        trunk1 = child("Dis_stg1", new Trunk(config, 2, group));
        fc0Stage1 = child("fc0_stg1", new FullyConnected(h * END * END, h, Activation.LEAKY_RELU));
        fc1Stage1 = child("fc1_stg1", new FullyConnected(h, 1, Activation.LINEAR));
    }

    /** Its shape. */
    public MatConfig config() {
        return config;
    }

    /** Judges final images (batch, 3, r, r), stage-1 images and masks (batch, 1, r, r). */
    public Logits forward(Pass pass, NDArray image, NDArray mask, NDArray stage1) {
        return new Logits(judge(pass, image, mask), judgeStage1(pass, stage1, mask));
    }

    /** Judges final images alone. */
    public NDArray judge(Pass pass, NDArray image, NDArray mask) {
        return head(pass, trunk, fc0, fc1, image, mask);
    }

    /** Judges first-stage images alone. */
    public NDArray judgeStage1(Pass pass, NDArray stage1, NDArray mask) {
        return head(pass, trunk1, fc0Stage1, fc1Stage1, stage1, mask);
    }

    private NDArray head(
            Pass pass,
            Trunk trunk,
            FullyConnected first,
            FullyConnected second,
            NDArray image,
            NDArray mask) {
        int r = config.resolution();
        if (image.getShape().get(2) != r || image.getShape().get(3) != r) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + image.getShape()
                            + " cannot be judged; this network was"
                            + " built for "
                            + r
                            + "×"
                            + r
                            + ".");
        }
        try (NDArray f = trunk.forward(pass, image, mask);
                NDArray y = first.forward(pass, f)) {
            return second.forward(pass, y);
        }
    }
}
