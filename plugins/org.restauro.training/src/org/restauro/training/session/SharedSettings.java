// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Precision;
import org.restauro.engine.Torch;
import org.restauro.engine.TorchDevice;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.source.Crops;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Mirror;
import org.restauro.images.source.SampleSpec;
import org.restauro.images.source.SampleStream;
import org.restauro.images.source.Sampler;
import org.restauro.images.source.SamplerPosition;
import org.restauro.training.Divergence;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.report.Budget;
import org.restauro.training.report.HeldOut;
import org.restauro.training.report.TickRow;
import org.restauro.training.report.TrainingLog;

/** Settings that mean the same in every family's runs, and what is made of them. */
public final class SharedSettings {
    private static final double KIMG = 1000;
    private static final double MINUTE = 60;
    private static final int MANY = 1 << 20;
    private static final String REPLICAS = "device.replicas";
    private static final String CHECKPOINTING = "device.gradientCheckpointing";

    /** Keeps held-out samples apart from training samples of the same number. */
    private static final long HELD_OUT_SEED = 0x4845_4c44L;

    private enum DeviceChoice {
        AUTO,
        CPU,
        GPU
    }

    private SharedSettings() {}

    /** {@code device}: where and how to compute. */
    public static ComputePolicy policy(SettingsTree tree) {
        TorchDevice device =
                switch (tree.choice("device.device", DeviceChoice.class)) {
                    case AUTO -> ComputePolicy.auto().device();
                    case CPU -> TorchDevice.CPU;
                    case GPU -> TorchDevice.parse("cuda:0");
                };
        int threads = tree.integer("device.threads", 0, 1024);
        int replicas = replicas(tree);
        if (device.isCpu() && replicas > 1 && threads == 0) {
            threads = Math.max(1, Runtime.getRuntime().availableProcessors() / replicas);
        }
        return new ComputePolicy(
                device,
                tree.choice("device.precision", Precision.class),
                MemoryFormat.CHANNELS_LAST,
                threads);
    }

    /** {@code device.replicas}: devices that compute the steps together. */
    public static int replicas(SettingsTree tree) {
        return tree.integer(REPLICAS, 1, 1 << 10);
    }

    /** How a run computes, for people. */
    public static String computation(SettingsTree tree) {
        int devices = replicas(tree);
        return policy(tree) + (devices > 1 ? " · " + devices + " devices" : "");
    }

    /**
     * Checks that networks whose parts on several devices need each other are not computed again.
     *
     * @param what needs the other parts, for the message
     * @throws SettingsException if they are
     */
    public static void checkShared(SettingsTree tree, String what) {
        if (tree.flag(CHECKPOINTING) && replicas(tree) > 1) {
            throw tree.wrong(
                    CHECKPOINTING,
                    "false, or a device.replicas of 1, with " + what + " on several devices");
        }
    }

    /**
     * How the devices beside the first compute ({@code device.replicas}): the GPUs after it, or as
     * many further parts of the CPU.
     *
     * @throws SettingsException if there are fewer GPUs
     */
    public static List<ComputePolicy> furtherDevices(SettingsTree tree) {
        ComputePolicy first = policy(tree);
        List<ComputePolicy> further = new ArrayList<>();
        for (int i = 1; i < replicas(tree); i++) {
            TorchDevice device = first.device();
            if (!device.isCpu()) {
                device = new TorchDevice(device.type(), device.index() + i);
                if (!Torch.devices().contains(device)) {
                    throw tree.wrong(REPLICAS, "as many as there are GPUs: " + Torch.devices());
                }
            }
            further.add(
                    new ComputePolicy(device, first.precision(), first.format(), first.threads()));
        }
        return further;
    }

    /** When steps are skipped and the run gives up. */
    public static Divergence divergence(SettingsTree tree) {
        return new Divergence(
                tree.number(
                        "training.largestGradient", Double.MIN_NORMAL, Double.POSITIVE_INFINITY),
                tree.integer("training.skippedInARow", 1, MANY));
    }

    /** The seed that everything random follows from. */
    public static long seed(SettingsTree tree) {
        return tree.whole("training.seed", Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** {@code data} and {@code masks}: what training samples look like. */
    public static SampleSpec samples(SettingsTree tree, int resolution, HoleRange holes) {
        return new SampleSpec(
                resolution,
                3,
                tree.choice("data.crop", Crops.class),
                tree.choice("data.mirror", Mirror.class),
                MaskKinds.supply(tree.texts("masks.kinds"), holes),
                seed(tree),
                tree.choice("data.broken", SampleSpec.Broken.class),
                ReadOptions.defaults());
    }

    /** Steps for so many thousands of images; at least 1. */
    public static long steps(double kimg, int batch) {
        return Math.max(1, (long) Math.ceil(kimg * KIMG / batch));
    }

    /** Steps of a tick ({@code output.tickKimg}). */
    public static long tickSteps(SettingsTree tree, int batch) {
        return steps(tree.number("output.tickKimg", 1e-3, 1e6), batch);
    }

    /** A number of ticks, in steps. */
    public static long ticks(SettingsTree tree, String key, int batch) {
        return tickSteps(tree, batch) * tree.integer(key, 1, MANY);
    }

    /**
     * The samples that a run is judged by.
     *
     * @param images null or empty for none
     * @return null for none
     */
    public static HeldOut heldOut(SettingsTree tree, ImageSource images, SampleSpec training)
            throws IOException, InterruptedException {
        if (images == null || images.size() == 0) {
            return null;
        }
        SampleSpec spec =
                training.withMirror(Mirror.NONE).withSeed(training.seed() ^ HELD_OUT_SEED);
        return HeldOut.draw(images, spec, tree.integer("output.samples", 1, 1 << 16));
    }

    /**
     * The endless sequence of training samples.
     *
     * @param checkpoint to go on from; null for a new run
     */
    public static SampleStream stream(
            SettingsTree tree,
            ImageSource images,
            SampleSpec spec,
            int batch,
            Checkpoint checkpoint) {
        Sampler sampler =
                checkpoint == null
                        ? Sampler.shuffled(spec.drawn(images), seed(tree))
                        : Sampler.resume(
                                SamplerPosition.parse(checkpoint.run().path("data").asText()));
        int threads = tree.integer("data.workers", 1, 256);
        return SampleStream.open(images, spec, sampler, threads, 2 * Math.max(threads, batch));
    }

    /** When a run ends: by its images, or by the minutes of this start. */
    public static Budget budget(SettingsTree tree, Path folder, long images) throws IOException {
        double minutes = tree.number("training.minutes", 0, 1e9);
        Path file = folder.resolve(TrainingLog.FILE);
        List<TickRow> before = Files.exists(file) ? TrainingLog.read(file) : List.of();
        double spent = before.isEmpty() ? 0 : before.get(before.size() - 1).seconds();
        return new Budget(images, minutes == 0 ? 0 : spent + minutes * MINUTE);
    }

    /** What a report says of images. */
    public static String fact(ImageSource images) {
        return images == null ? "none" : images.size() + " in " + images.description();
    }
}
