// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.BatchNorm;
import org.restauro.engine.nn.Conv;
import org.restauro.engine.nn.FullyConnected;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ModuleList;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Encoder of GenForce: from pictures to codes in any of a generator's spaces, by a residual network
 * whose last maps, joined and aligned, become codes by dense layers.
 *
 * <p>State: {@code conv1}, {@code bn1}, {@code layer1} … by stage, {@code fpn.lateral_conv_list},
 * {@code fpn.feature_conv_list}, {@code sam.fusion_conv_list}, {@code head_list.i.fc}, {@code
 * head_list.i.norm}. Depths of 50 and more, which the published code cannot build because it
 * declares a quarter of the channels of their stages, work here. Batches are normalised by
 * themselves in passes in training mode.
 */
public final class InversionEncoder extends Module {
    private final EncoderConfig config;
    private final Conv conv1;
    private final BatchNorm bn1;
    private final List<ModuleList<ResidualBlock>> stages = new ArrayList<>();
    private final Pyramid pyramid;
    private final Alignment alignment;
    private final ModuleList<Head> heads;

    private static final class Pyramid extends Module {
        private final ModuleList<Conv> lateral = new ModuleList<>();
        private final ModuleList<Conv> feature = new ModuleList<>();

        Pyramid(List<Integer> channels, int out) {
            for (int c : channels) {
                lateral.add(new Conv(c, out, 3, 1, true));
                feature.add(new Conv(out, out, 3, 1, true));
            }
            child("lateral_conv_list", lateral);
            child("feature_conv_list", feature);
        }

        /** Joins maps, the smallest first; frees them. */
        List<NDArray> forward(Pass pass, List<NDArray> maps) {
            List<NDArray> joined = each(pass, lateral, maps);
            for (int i = joined.size() - 1; i > 0; i--) {
                NDArray larger = joined.get(i - 1);
                joined.set(
                        i - 1,
                        ScriptFunction.of(
                                        "x: Tensor, y: Tensor",
                                        "Tensor",
                                        "return torch.add(x, torch.upsample_nearest2d(y, "
                                                + "[torch.size(x, 2), torch.size(x, 3)], None,"
                                                + " None))")
                                .apply(larger, joined.get(i)));
                larger.close();
            }
            return each(pass, feature, joined);
        }
    }

    private static final class Alignment extends Module {
        private final ModuleList<Conv> fusion = new ModuleList<>();

        Alignment(List<Integer> channels, int out) {
            for (int c : channels) {
                fusion.add(new Conv(c, out, 3, 1, true));
            }
            child("fusion_conv_list", fusion);
        }

        /** Brings maps to the smallest size and adds the smallest; frees them. */
        List<NDArray> forward(Pass pass, List<NDArray> maps) {
            List<NDArray> same = each(pass, fusion, pooled(maps));
            NDArray top = same.get(same.size() - 1);
            for (int i = 0; i < same.size() - 1; i++) {
                same.set(i, Ops.addInto(pass, same.get(i), top));
            }
            return same;
        }
    }

    private static final class Head extends Module {
        private final FullyConnected fc;
        private final BatchNorm norm;

        Head(int in, int out) {
            WeightScale plain = WeightScale.of(false);
            fc = child("fc", new FullyConnected(in, out, Activation.LINEAR, plain, 0));
            norm = child("norm", new BatchNorm(out));
        }

        /** Codes, one after another, of a map, which it frees. */
        NDArray forward(Pass pass, NDArray map) {
            try (map;
                    NDArray flat =
                            ScriptFunction.of(
                                            "x: Tensor",
                                            "Tensor",
                                            "return torch.flatten(torch.contiguous(torch.to(x, 6),"
                                                    + " memory_format=0), 1, -1)")
                                    .apply(map);
                    NDArray codes = fc.forward(pass, flat)) {
                return norm.forward(pass, codes);
            }
        }
    }

    /** Makes an encoder; it has no weights before it is loaded or initialised. */
    public InversionEncoder(EncoderConfig config) {
        this.config = config;
        int c = config.startChannels();
        conv1 = child("conv1", new Conv(config.imageChannels(), c, 7, 2, false));
        bn1 = child("bn1", new BatchNorm(c));
        List<Integer> channels = new ArrayList<>(List.of(c));
        int[] blocks = EncoderConfig.blocks(config.depth());
        for (int stage = 1; stage <= config.stages(); stage++) {
            int count = stage <= blocks.length ? blocks[stage - 1] : 1;
            ModuleList<ResidualBlock> list = child("layer" + stage, new ModuleList<>());
            int width = config.channels(stage);
            int out = config.bottleneck() ? width * ResidualBlock.EXPANSION : width;
            for (int i = 0; i < count; i++) {
                int stride = i == 0 && stage > 1 ? 2 : 1;
                boolean beside = stride == 2 || c != out;
                list.add(new ResidualBlock(c, width, stride, config.bottleneck(), beside));
                c = out;
            }
            stages.add(list);
            channels.add(c);
        }
        List<Integer> seen = channels.subList(channels.size() - config.heads(), channels.size());
        pyramid = config.joins() ? child("fpn", new Pyramid(seen, config.pyramidChannels())) : null;
        if (config.joins()) {
            seen = seen.stream().map(n -> config.pyramidChannels()).toList();
        }
        alignment =
                config.aligns()
                        ? child("sam", new Alignment(seen, config.alignedChannels()))
                        : null;
        if (config.aligns()) {
            seen = seen.stream().map(n -> config.alignedChannels()).toList();
        }
        heads = child("head_list", new ModuleList<>());
        int next = 0;
        for (int h = 0; h < config.heads(); h++) {
            int end = next + config.codesOfHeads().get(h);
            int size = config.codeSizes().subList(next, end).stream().mapToInt(n -> n).sum();
            heads.add(new Head(seen.get(h) * EncoderConfig.END * EncoderConfig.END, size));
            next = end;
        }
    }

    /** Its shape. */
    public EncoderConfig config() {
        return config;
    }

    /**
     * Codes of pictures.
     *
     * @param images (batch, channels, r, r), float32, in [−1, 1]
     * @return (batch, codes, size of the largest code), float32; smaller codes end with zeros
     */
    public NDArray forward(Pass pass, NDArray images) {
        long[] s = images.getShape().getShape();
        int r = config.resolution();
        if (s.length != 4 || s[1] != config.imageChannels() || s[2] != r || s[3] != r) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + images.getShape()
                            + " cannot be encoded; (batch, "
                            + config.imageChannels()
                            + ", "
                            + r
                            + ", "
                            + r
                            + ") would be right.");
        }
        List<NDArray> maps = features(pass, images);
        if (pyramid != null) {
            maps = pyramid.forward(pass, maps);
        }
        maps = alignment == null ? pooled(maps) : alignment.forward(pass, maps);
        List<NDArray> codes = new ArrayList<>();
        for (int h = 0; h < maps.size(); h++) {
            codes.add(heads.get(h).forward(pass, maps.get(h)));
        }
        try (NDArray all =
                Ops.concat(
                        1, codes.get(0), codes.subList(1, codes.size()).toArray(NDArray[]::new))) {
            codes.forEach(NDArray::close);
            return ScriptFunction.of("x: Tensor", "Tensor", padding()).apply(all);
        }
    }

    /** The maps that heads see, the largest first. */
    private List<NDArray> features(Pass pass, NDArray images) {
        NDArray x;
        try (NDArray input = Ops.inFormat(images, pass.policy().format());
                NDArray c = conv1.forward(pass, input)) {
            x = ResidualBlock.relu(pass, bn1.forward(pass, c));
        }
        try (NDArray large = x) {
            x =
                    ScriptFunction.of(
                                    "x: Tensor",
                                    "Tensor",
                                    "return torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1],"
                                            + " False)")
                            .apply(large);
        }
        int first = config.stages() + 1 - config.heads();
        List<NDArray> maps = new ArrayList<>();
        for (int stage = 0; stage <= config.stages(); stage++) {
            if (stage > 0) {
                boolean kept = stage - 1 >= first;
                for (ResidualBlock block : stages.get(stage - 1)) {
                    NDArray y = block.forward(pass, x);
                    if (!kept) {
                        x.close();
                    }
                    kept = false;
                    x = y;
                }
            }
            if (stage >= first) {
                maps.add(x);
            }
        }
        return maps;
    }

    /** Applies each convolution to its map, which it frees. */
    private static List<NDArray> each(Pass pass, ModuleList<Conv> convs, List<NDArray> maps) {
        List<NDArray> results = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            try (NDArray map = maps.get(i)) {
                results.add(convs.get(i).forward(pass, map));
            }
        }
        return results;
    }

    /** Means over the cells of the smallest map, for the others; frees those. */
    private static List<NDArray> pooled(List<NDArray> maps) {
        List<NDArray> results = new ArrayList<>(maps);
        NDArray top = maps.get(maps.size() - 1);
        for (int i = 0; i < maps.size() - 1; i++) {
            int factor = (int) (maps.get(i).getShape().get(2) / top.getShape().get(2));
            try (NDArray map = maps.get(i)) {
                String f = "[" + factor + ", " + factor + "]";
                results.set(
                        i,
                        ScriptFunction.of(
                                        "x: Tensor",
                                        "Tensor",
                                        "return torch.avg_pool2d(x, "
                                                + f
                                                + ", "
                                                + f
                                                + ", [0, 0], False, True, None)")
                                .apply(map));
            }
        }
        return results;
    }

    /** Source that cuts a row of codes into (batch, codes, largest size). */
    private String padding() {
        int largest = config.codeSizes().stream().mapToInt(n -> n).max().orElseThrow();
        StringBuilder s = new StringBuilder();
        StringBuilder names = new StringBuilder();
        int from = 0;
        for (int i = 0; i < config.codeSizes().size(); i++) {
            int size = config.codeSizes().get(i);
            String cut = "torch.narrow(x, 1, " + from + ", " + size + ")";
            s.append("c").append(i).append(" = ");
            s.append(
                    size == largest
                            ? cut
                            : "torch.constant_pad_nd("
                                    + cut
                                    + ", [0, "
                                    + (largest - size)
                                    + "], 0.)");
            s.append('\n');
            names.append(i == 0 ? "" : ", ").append("c").append(i);
            from += size;
        }
        return s.append("return torch.stack([").append(names).append("], 1)").toString();
    }
}
