// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.images.mask.MaskSpec;
import org.restauro.images.murals.MuralGenerator;
import org.restauro.images.murals.MuralOptions;

/** Writes reports of a made-up run, to look at: {@code ReportSheet FOLDER}. */
final class ReportSheet {
    private static final int SIDE = 64;
    private static final long IMAGES_A_TICK = 4000;

    private ReportSheet() {}

    /** Curves as a MAT run has them, with noise. */
    static List<TickRow> rows(int count) {
        Random random = new Random(5);
        List<TickRow> rows = new ArrayList<>();
        double p = 0;
        for (int i = 1; i <= count; i++) {
            double t = (double) i / count;
            double fade = Math.exp(-4 * t);
            Map<String, Double> v = new LinkedHashMap<>();
            v.put("Loss/scores/fake", -0.4 - 0.5 * t + 0.2 * random.nextGaussian());
            v.put("Loss/signs/fake", -0.3 - 0.2 * t + 0.05 * random.nextGaussian());
            v.put("Loss/scores/fake_s1", -0.9 - 0.8 * t + 0.2 * random.nextGaussian());
            v.put("Loss/signs/fake_s1", -0.5 - 0.2 * t + 0.05 * random.nextGaussian());
            v.put("Loss/G/loss", 0.7 + 0.5 * t + 0.12 * random.nextGaussian());
            v.put("Loss/G/loss_s1", 0.9 + 0.9 * t + 0.15 * random.nextGaussian());
            v.put("Loss/G/l1_loss", 0.06 + 0.14 * fade + 0.004 * random.nextGaussian());
            v.put("Loss/G/hole_l1", 0.16 + 0.3 * fade + 0.008 * random.nextGaussian());
            v.put("Loss/G/hole_l1_s1", 0.18 + 0.3 * fade + 0.008 * random.nextGaussian());
            v.put("Loss/G/pcp_loss", 0.5 + 2 * fade + 0.02 * random.nextGaussian());
            v.put("Loss/scores/real", 0.5 + 0.6 * t + 0.2 * random.nextGaussian());
            v.put("Loss/signs/real", 0.35 + 0.2 * t + 0.05 * random.nextGaussian());
            v.put("Loss/D/loss", 1.3 - 0.3 * t + 0.08 * random.nextGaussian());
            v.put("Loss/D/loss_s1", 1.2 - 0.5 * t + 0.08 * random.nextGaussian());
            v.put("Grad/Gmain", 1.5 * Math.exp(0.4 * random.nextGaussian()));
            v.put("Grad/Dmain", 0.8 * Math.exp(0.4 * random.nextGaussian()));
            if (i % 2 == 0) {
                v.put("Loss/r1_penalty", (0.02 + 0.1 * t) * Math.exp(0.3 * random.nextGaussian()));
                v.put(
                        "Loss/r1_penalty_s1",
                        (0.03 + 0.12 * t) * Math.exp(0.3 * random.nextGaussian()));
                v.put("Loss/D/reg", 0.1 + 0.5 * t);
                v.put("Grad/Dreg", 0.3 * Math.exp(0.5 * random.nextGaussian()));
            }
            v.put("Skipped", i == count / 3 ? 2.0 : 0.0);
            v.put("Rate/G", 1e-3 * Math.min(1, i / 10.0) * (0.55 + 0.45 * Math.cos(Math.PI * t)));
            v.put("Rate/D", 1e-3 * (0.55 + 0.45 * Math.cos(Math.PI * t)));
            p = Math.max(0, p + 0.01 * (0.35 + 0.2 * t - 0.45 + 0.05 * random.nextGaussian()));
            v.put("Augment/p", p);
            if (i % 4 == 0) {
                double falls = t > 0.8 ? 4 * (t - 0.8) : 0;
                double psnr = 22.4 - 7 * fade - falls + 0.1 * random.nextGaussian();
                v.put(Evaluation.PSNR_HOLE, psnr);
                v.put(Evaluation.SSIM_HOLE, 0.62 - 0.4 * fade + 0.004 * random.nextGaussian());
                v.put(Evaluation.L1_HOLE, 0.055 + 0.1 * fade + 0.001 * random.nextGaussian());
                v.put(Evaluation.PSNR, psnr + 5.6);
            }
            double speed = 150 + 4 * random.nextGaussian() - (i % 4 == 0 ? 12 : 0);
            rows.add(new TickRow(250L * i, IMAGES_A_TICK * i, i * 27.1, speed, v));
        }
        return rows;
    }

    /** Murals with holes, and as if they were restored by a blur. */
    static SampleGrid.Picture picture(int count, int side) {
        MuralGenerator murals = new MuralGenerator(MuralOptions.square(side));
        MaskGenerator masks = MaskGenerator.of(new MaskSpec.Mat(true));
        List<SampleGrid.Strip> strips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PixelImage truth = murals.generate(i).pristine().toRgb8();
            Mask mask = masks.generate(side, side, i);
            byte[] pixels = truth.bytes8().clone();
            for (int k = 0; k < pixels.length; k++) {
                if (mask.values()[k / 3] >= 0) {
                    int y = k / 3 / side;
                    int x = k / 3 % side;
                    int sum = 0;
                    int seen = 0;
                    for (int dy = -4; dy <= 4; dy++) {
                        for (int dx = -4; dx <= 4; dx++) {
                            if (x + dx >= 0 && x + dx < side && y + dy >= 0 && y + dy < side) {
                                sum += truth.sample(x + dx, y + dy, k % 3);
                                seen++;
                            }
                        }
                    }
                    pixels[k] = (byte) (sum / seen);
                }
            }
            PixelImage restored = PixelImage.of8(side, side, 3, pixels);
            strips.add(new SampleGrid.Strip(SampleGrid.damaged(truth, mask), restored, truth));
        }
        return new SampleGrid.Picture(IMAGES_A_TICK * 160, strips);
    }

    static HtmlReport.Builder report(Path file) throws Exception {
        return HtmlReport.builder(file, "Murals and photographs, MAT 64 × 64")
                .fact("Training images", "12,480 of folder murals-64")
                .fact("Held-out images", "64 of folder murals-64, the last 5 %")
                .fact("Device", "CPU, float32, channels last, 1 thread")
                .fact("Parameters", "4,218,306 and 2,905,985")
                .settings(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"data": {"images": "murals-64.zip", "crop": "random",
                                          "mirror": "coin", "workers": 2},
                                         "masks": {"kinds": ["mat", "flaking", "scratches"]},
                                         "network": {"resolution": 64, "dim": 48, "heads": 4,
                                          "depths": [1, 2, 2, 2, 1], "windows": [8, 4, 4, 4, 8],
                                          "zDim": 64, "wDim": 64, "mappingLayers": 4},
                                         "training": {"kimg": 1000, "minutes": 0, "batch": 16,
                                          "microBatch": 16, "seed": 1},
                                         "optimizer": {"generatorRate": 0.001,
                                          "discriminatorRate": 0.001, "beta1": 0, "beta2": 0.99,
                                          "schedule": "cosine", "warmupKimg": 40},
                                         "loss": {"styleMixing": 0.5, "psi": 1, "r1Gamma": 0.5,
                                          "perceptualRatio": 0, "pixelRatio": 5,
                                          "adversarialWeight": 1},
                                         "average": {"kimg": 10, "rampUp": 0.05},
                                         "augment": {"mode": "ada", "target": 0.6},
                                         "device": {"device": "cpu", "precision": "float32"},
                                         "output": {"tickKimg": 4, "keep": 3, "samples": 9}}\
                                        """))
                .budget(new Budget(IMAGES_A_TICK * 250, 0))
                .clock(Clock.fixed(Instant.parse("2026-11-21T14:05:00Z"), ZoneOffset.UTC));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        List<TickRow> rows = rows(200);
        SampleGrid.Picture picture = picture(9, SIDE);
        Files.write(
                folder.resolve("grid.png"), ImageFiles.toPng(SampleGrid.draw(picture.strips())));
        HtmlReport running = report(folder.resolve("running.html")).pictures(() -> picture).build();
        running.begin(rows.subList(0, 160));
        HtmlReport stopped = report(folder.resolve("stopped.html")).pictures(() -> picture).build();
        stopped.begin(rows);
        stopped.ended("Valid/psnr_hole has not improved in 20 ticks; its best value is 22.16.");
        report(folder.resolve("empty.html")).build().begin(List.of());
        report(folder.resolve("first.html")).build().begin(rows.subList(0, 1));
        HtmlReport failed =
                report(folder.resolve("long.html")).pictures(() -> picture(8, 256)).build();
        failed.begin(rows(2000));
        failed.failed("Training diverged: 20 updates in a row were skipped.");
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                System.out.println(file + " " + Files.size(file));
            }
        }
    }
}
