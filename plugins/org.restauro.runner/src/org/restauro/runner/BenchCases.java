// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.metrics.distribution.FrechetDistance;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.pair.PictureDistance;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.StatisticsBackend;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.inception.FidInception;
import org.restauro.models.inception.InceptionInput;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.Progress;
import org.restauro.models.perceptual.Trunk;

/** What {@code restauro bench all} measures, by name: one thing of each kind. */
final class BenchCases {
    private static final int PICTURE = 256;
    private static final int INCEPTION_BATCH = 8;
    private static final int VECTORS = 2200;
    private static final int FILES = 24;

    /** Measures one thing. */
    @FunctionalInterface
    interface Case {
        /** Seconds of each run, after a warm-up. */
        List<Double> seconds(int runs) throws IOException, InterruptedException;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private final ComputePolicy policy;

    private BenchCases(ComputePolicy policy) {
        this.policy = policy;
    }

    /** The cases, quick ones first. */
    static Map<String, Case> of(ComputePolicy policy, boolean quick) {
        BenchCases cases = new BenchCases(policy);
        Map<String, Case> all = new LinkedHashMap<>();
        all.put("start: restauro --help", runs -> times(runs, 0, () -> process("--help")));
        all.put("start: first 64² of a small network, from files", cases::first);
        all.put("inpaint: small network, 64²", runs -> cases.inpaint("formula:mat-64", 64, runs));
        all.put("inpaint: MAT-256, 256²", runs -> cases.inpaint("formula:mat-256", 256, runs));
        all.put("inpaint: files of 128², small network, per image", cases::files);
        all.put("score: Inception, " + INCEPTION_BATCH + " pictures", cases::inception);
        all.put("score: FID of 2048 dimensions", cases::fid);
        all.put("score: LPIPS alex, a pair of 256²", cases::lpips);
        all.put("train: small-64, a step of 8", runs -> cases.train("small-64", runs));
        if (!quick) {
            all.put("inpaint: MAT-512, 512²", runs -> cases.inpaint("formula:mat-512", 512, runs));
            all.put("train: mat-256, a step of 2", runs -> cases.train("mat-256", runs));
        }
        return all;
    }

    private static List<Double> times(int runs, int warm, Work work)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = -warm; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        return seconds;
    }

    private static void process(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(ChildProcess.command(List.of(arguments)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(
                        "restauro " + String.join(" ", arguments) + " ended with " + status + ".");
            }
        } finally {
            process.destroyForcibly(); // does nothing where it has ended
        }
    }

    private List<Double> first(int runs) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("restauro-bench");
        Path image = folder.resolve("image.png");
        Path mask = folder.resolve("mask.png");
        Path out = folder.resolve("out.png");
        try {
            BenchScene scene = BenchScene.of(64, 1);
            Files.write(image, ImageFiles.toPng(scene.image()));
            PixelImage grey = PixelImage.of8(64, 64, 1, scene.mask().values());
            Files.write(mask, ImageFiles.toPng(grey));
            String[] arguments = {
                "inpaint",
                "-q",
                "--overwrite",
                "-m",
                "formula:mat-64",
                "-i",
                "" + image,
                "-k",
                "" + mask,
                "-o",
                "" + out
            };
            return times(runs, 0, () -> process(arguments));
        } finally {
            for (Path file : List.of(image, mask, out)) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        }
    }

    private List<Double> inpaint(String model, int size, int runs)
            throws IOException, InterruptedException {
        BenchScene scene = BenchScene.of(size, 1);
        InpaintRequest request = new InpaintRequest("bench", scene.image(), scene.mask(), 1);
        try (Inpainter inpainter =
                new Inpainter(Networks.open(model, policy), InpaintSettings.defaults())) {
            return times(runs, 3, () -> inpainter.restore(request, Progress.NONE));
        }
    }

    private List<Double> files(int runs) throws IOException {
        try (InpaintingNetwork network = Networks.open("formula:mat-64", policy)) {
            BatchBench bench = new BatchBench(network, InpaintSettings.defaults(), 128);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                seconds.add(bench.measure(FILES, 1).median(BatchBench.Round::files) / FILES);
            }
            return seconds;
        }
    }

    private List<Double> inception(int runs) throws IOException, InterruptedException {
        try (MetricWeights.Inception inception =
                MetricWeights.formula().inception(InceptionInput.TENSORFLOW, policy)) {
            float[] one = inception.features().prepare(BenchScene.of(PICTURE, 1).image());
            float[] inputs = new float[INCEPTION_BATCH * one.length];
            for (int i = 0; i < INCEPTION_BATCH; i++) {
                System.arraycopy(one, 0, inputs, i * one.length, one.length);
            }
            return times(runs, 2, () -> inception.features().forward(inputs, INCEPTION_BATCH));
        }
    }

    private List<Double> fid(int runs) throws IOException, InterruptedException {
        Moments a = moments(1);
        Moments b = moments(2);
        return times(runs, 1, () -> FrechetDistance.of(a, b, CovarianceRule.N, policy));
    }

    private Moments moments(int seed) {
        Random random = new Random(seed);
        float[] values = new float[VECTORS * FidInception.FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        FeatureSet set = new FeatureSet(VECTORS, FidInception.FEATURES, values);
        return FrechetDistance.moments(set, StatisticsBackend.torch(policy));
    }

    private List<Double> lpips(int runs) throws IOException, InterruptedException {
        PixelImage a = BenchScene.of(PICTURE, 1).image();
        PixelImage b = BenchScene.of(PICTURE + 1, 1).image().crop(0, 0, PICTURE, PICTURE);
        try (PictureDistance distance =
                new PictureDistance(
                        MetricWeights.formula().lpips(Trunk.Kind.ALEX, policy), policy)) {
            return times(3 * runs, 3, () -> distance.of(a, b, null));
        }
    }

    /** Seconds of Gmain and Dmain, a sixteenth of Dreg, and the average. */
    private List<Double> train(String network, int runs) {
        TrainCase which = new TrainCase(network, TrainCase.usualBatch(network), null, false);
        try (TrainBench bench = new TrainBench(which, policy, false)) {
            bench.measure(1, 0); // compiles what the first steps still interpret
            Map<String, TrainBench.Cost> costs = bench.measure(runs, 0);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                double sum = 0;
                for (Map.Entry<String, TrainBench.Cost> cost : costs.entrySet()) {
                    double part = cost.getKey().endsWith("reg") ? 1.0 / 16 : 1;
                    sum += part * cost.getValue().seconds().get(i);
                }
                seconds.add(sum);
            }
            return seconds;
        }
    }
}
