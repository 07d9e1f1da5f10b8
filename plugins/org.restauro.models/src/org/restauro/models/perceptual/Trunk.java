// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;

/**
 * The convolutional part of a classifier whose features LPIPS compares: AlexNet (Krizhevsky 2014),
 * VGG-16 (Simonyan and Zisserman 2015) or SqueezeNet 1.1 (Iandola et al. 2016).
 *
 * <p>State: {@code features.i.…}, i as in torchvision; classifiers are passed over. Input: (batch,
 * 3, h, w), scaled by the caller. Taps are taken after a ReLU.
 */
public final class Trunk extends Module {
    /** Which classifier. */
    public enum Kind {
        /** AlexNet, the variant of one tower: five taps. */
        ALEX("alex", 31, 64, 192, 384, 256, 256),
        /** VGG-16: five taps. */
        VGG("vgg", 16, 64, 128, 256, 512, 512),
        /** SqueezeNet 1.1: seven taps. */
        SQUEEZE("squeeze", 17, 64, 128, 256, 384, 384, 512, 512);

        private final String label;
        private final int smallest;
        private final int[] channels;

        Kind(String label, int smallest, int... channels) {
            this.label = label;
            this.smallest = smallest;
            this.channels = channels;
        }

        /** Name in the LPIPS package: {@code alex}, {@code vgg}, {@code squeeze}. */
        @Override
        public String toString() {
            return label;
        }

        /** The smallest side of an image, in pixels. */
        public int smallest() {
            return smallest;
        }

        /** Channels of each tap. */
        public int[] channels() {
            return channels.clone();
        }

        /** The classifier of a name. */
        public static Kind parse(String name) {
            for (Kind kind : values()) {
                if (kind.label.equals(name.toLowerCase(Locale.ROOT))) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "There is no LPIPS network \"" + name + "\"; choose alex, vgg or squeeze.");
        }
    }

    private static final String POOL_3 =
            "return torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], False)";
    private static final String POOL_3_CEIL =
            "return torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], True)";
    private static final String POOL_2 =
            "return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)";

    /** LPIPS files name the layers by slice: {@code net.slice2.3.weight}. */
    private static final Pattern SLICED = Pattern.compile("(?:net\\.)?slice\\d+\\.(\\d+)\\.(.*)");

    /** A layer with weights, or a pooling. */
    private record Step(Module layer, String pool, boolean tap) {}

    /** Collects the steps under torchvision's numbers. */
    private static final class Features extends Module {
        private final List<Step> steps = new ArrayList<>();

        void layer(int index, Module layer, boolean tap) {
            steps.add(new Step(child(Integer.toString(index), layer), null, tap));
        }

        void pool(String source) {
            steps.add(new Step(null, source, false));
        }
    }

    private final Kind kind;
    private final Features features = child("features", new Features());

    /** Declares the network; load weights before using it. */
    public Trunk(Kind kind) {
        this.kind = kind;
        switch (kind) {
            case ALEX -> alex();
            case VGG -> vgg();
            case SQUEEZE -> squeeze();
        }
    }

    private void alex() {
        features.layer(0, new ReluConv(3, 64, 11, 4, 2), true);
        features.pool(POOL_3);
        features.layer(3, new ReluConv(64, 192, 5, 1, 2), true);
        features.pool(POOL_3);
        features.layer(6, new ReluConv(192, 384, 3, 1, 1), true);
        features.layer(8, new ReluConv(384, 256, 3, 1, 1), true);
        features.layer(10, new ReluConv(256, 256, 3, 1, 1), true);
    }

    private void vgg() {
        int[] depths = {2, 2, 3, 3, 3};
        int index = 0;
        int in = 3;
        for (int b = 0; b < depths.length; b++) {
            if (b > 0) {
                features.pool(POOL_2);
                index++;
            }
            for (int i = 0; i < depths[b]; i++) {
                boolean last = i == depths[b] - 1;
                features.layer(index, new ReluConv(in, kind.channels[b], 3, 1, 1), last);
                in = kind.channels[b];
                index += 2; // each convolution has its ReLU
            }
        }
    }

    private void squeeze() {
        features.layer(0, new ReluConv(3, 64, 3, 2, 0), true);
        features.pool(POOL_3_CEIL);
        features.layer(3, new Fire(64, 16, 64), false);
        features.layer(4, new Fire(128, 16, 64), true);
        features.pool(POOL_3_CEIL);
        features.layer(6, new Fire(128, 32, 128), false);
        features.layer(7, new Fire(256, 32, 128), true);
        features.pool(POOL_3_CEIL);
        features.layer(9, new Fire(256, 48, 192), true);
        features.layer(10, new Fire(384, 48, 192), true);
        features.layer(11, new Fire(384, 64, 256), true);
        features.layer(12, new Fire(512, 64, 256), true);
    }

    /** Which classifier this is. */
    public Kind kind() {
        return kind;
    }

    /**
     * Loads torchvision's weights, or the trunk of a whole LPIPS file; what belongs to a classifier
     * or to LPIPS's own layers is passed over.
     *
     * @throws IllegalArgumentException if they are not this network's
     */
    public void loadPublished(StateDict weights, ComputePolicy policy) {
        StateDict named = new StateDict();
        for (String name : weights.names()) {
            Matcher sliced = SLICED.matcher(name);
            named.put(
                    sliced.matches() ? "features." + sliced.group(1) + "." + sliced.group(2) : name,
                    weights.get(name));
        }
        load(named, policy, name -> !name.startsWith("features."));
    }

    /**
     * Features after each tap.
     *
     * @param images (batch, 3, h, w)
     * @return for each tap (batch, channels, h', w'), in the policy's number type
     */
    public List<NDArray> forward(Pass pass, NDArray images) {
        long[] shape = images.getShape().getShape();
        if (shape.length != 4
                || shape[1] != 3
                || shape[2] < kind.smallest
                || shape[3] < kind.smallest) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + images.getShape()
                            + " have no features in "
                            + kind
                            + "; (batch, 3, h, w) with sides of at least "
                            + kind.smallest
                            + " would be right.");
        }
        List<NDArray> taps = new ArrayList<>();
        NDArray x = Ops.inFormat(images, pass.policy().format());
        boolean kept = false;
        for (Step step : features.steps) {
            NDArray y = apply(pass, step, x);
            if (!kept) {
                x.close();
            }
            x = y;
            kept = step.tap;
            if (kept) {
                taps.add(x);
            }
        }
        return taps;
    }

    private static NDArray apply(Pass pass, Step step, NDArray x) {
        if (step.pool != null) {
            return ScriptFunction.of("x: Tensor", "Tensor", step.pool).apply(x);
        }
        return step.layer instanceof Fire fire
                ? fire.forward(pass, x)
                : ((ReluConv) step.layer).forward(pass, x);
    }
}
