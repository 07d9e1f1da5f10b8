// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;

/**
 * The convolutions of VGG-19 (Simonyan and Zisserman 2015) up to {@code conv5_4}, with features
 * taken before the ReLU at {@code conv4_4} and {@code conv5_4}.
 *
 * <p>State: {@code features.i.weight}, {@code features.i.bias}, i as in torchvision. Images in [−1,
 * 1] are mapped to ImageNet's mean and deviation here; they are neither resized nor clamped, and
 * their sides must be at least 16.
 */
public final class Vgg19 extends Module {
    /** Output channels by block of equal size. */
    private static final int[][] BLOCKS = {
        {64, 64}, {128, 128}, {256, 256, 256, 256}, {512, 512, 512, 512}, {512, 512, 512, 512}
    };

    /** Index of conv4_4 among the convolutions. */
    private static final int CONV4_4 = 11;

    private static final String MEAN = "[0.485, 0.456, 0.406]";
    private static final String DEVIATION = "[0.229, 0.224, 0.225]";
    private static final int SMALLEST = 16;

    private final Features features = child("features", new Features());

    /**
     * Features, both before their ReLU, float32.
     *
     * @param conv4 of conv4_4, (batch, 512, h/8, w/8)
     * @param conv5 of conv5_4, (batch, 512, h/16, w/16)
     */
    public record Taps(NDArray conv4, NDArray conv5) implements AutoCloseable {
        @Override
        public void close() {
            conv4.close();
            conv5.close();
        }
    }

    private static final class Features extends Module {
        private final PlainConv[] convs = new PlainConv[16];

        Features() {
            int index = 0;
            int n = 0;
            int in = 3;
            for (int b = 0; b < BLOCKS.length; b++) {
                for (int i = 0; i < BLOCKS[b].length; i++) {
                    PlainConv conv = new PlainConv(in, BLOCKS[b][i], 3, n > 0, i == 0 && b > 0);
                    convs[n++] = child(Integer.toString(index), conv);
                    in = BLOCKS[b][i];
                    index += 2; // each convolution has its ReLU
                }
                index++; // the pooling
            }
        }
    }

    /**
     * Loads torchvision's weights; those of the classifier are passed over.
     *
     * @throws IllegalArgumentException if they are not VGG-19's
     */
    public void loadTorchvision(StateDict weights, ComputePolicy policy) {
        load(weights, policy, name -> name.startsWith("classifier."));
    }

    /** Features of images (batch, 3, h, w) in [−1, 1]. */
    public Taps forward(Pass pass, NDArray images) {
        if (images.getShape().get(1) != 3
                || images.getShape().get(2) < SMALLEST
                || images.getShape().get(3) < SMALLEST) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + images.getShape()
                            + " have no VGG-19 features; (batch, 3,"
                            + " h, w) with sides of at least "
                            + SMALLEST
                            + " would be right.");
        }
        NDArray x =
                ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                "m = torch.tensor("
                                        + MEAN
                                        + ", dtype=6, device=ops.prim.device(x))\n"
                                        + "d = torch.tensor("
                                        + DEVIATION
                                        + ", dtype=6, device=ops.prim.device(x))\n"
                                        + "y = torch.mul(torch.add(x, 1.), 0.5)\n"
                                        + "y = torch.sub(y, torch.reshape(m, [1, 3, 1, 1]))\n"
                                        + "y = torch.div(y, torch.reshape(d, [1, 3, 1, 1]))\n"
                                        + "return "
                                        + Ops.inFormat("y", pass.policy().format()))
                        .apply(images);
        NDArray tap = null;
        int first = 0;
        for (int[] block : BLOCKS) {
            int begin = first;
            int end = first + block.length;
            x = pass.segment(1, List.of(x), (p, in) -> block(p, in, begin, end)).get(0);
            first = end;
            if (end == CONV4_4 + 1) {
                tap = float32(x);
            }
        }
        NDArray last = float32(x);
        x.close();
        return new Taps(tap, last);
    }

    /** Some of the convolutions, up to before the last one's ReLU; frees the input. */
    private List<NDArray> block(Pass pass, List<NDArray> in, int begin, int end) {
        NDArray x = in.get(0);
        for (int i = begin; i < end; i++) {
            NDArray y = features.convs[i].forward(pass, x);
            x.close();
            x = y;
        }
        return List.of(x);
    }

    private static NDArray float32(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.to(x, 6)").apply(x);
    }
}
