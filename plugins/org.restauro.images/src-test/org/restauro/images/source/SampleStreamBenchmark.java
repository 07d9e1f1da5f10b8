// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.WriteOptions;

/**
 * Measures images a second out of a {@link SampleStream}: synthetic photographs (smooth colours and
 * fine grain), from PNG and JPEG, with MAT's masks.
 *
 * <p>Arguments: seconds a case (default 3), threads (default: processors).
 */
final class SampleStreamBenchmark {
    private static final int IMAGES = 40;

    private SampleStreamBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 3;
        int threads =
                arguments.length > 1
                        ? Integer.parseInt(arguments[1])
                        : Runtime.getRuntime().availableProcessors();
        System.out.printf("%d threads, %.0f s a case%n", threads, seconds);
        System.out.println("| stored | samples | masks | images/s | CPU ms an image |");
        System.out.println("| --- | --- | --- | ---: | ---: |");
        for (int side : new int[] {64, 256, 512}) {
            for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG, ImageFormat.JPEG}) {
                ImageSource source = photographs(format, side);
                measure(source, format + " " + side + "²", side, true, seconds, threads);
            }
        }
        ImageSource large = photographs(ImageFormat.JPEG, 512);
        ImageSource cached = new CachedSource(large, 1L << 30);
        measure(large, "JPEG 512²", 64, true, seconds, threads);
        measure(cached, "JPEG 512², cached", 64, true, seconds, threads);
        measure(cached, "JPEG 512², cached", 64, false, seconds, threads);
        measure(cached, "JPEG 512², cached", 512, true, seconds, threads);
        long begin = System.nanoTime();
        Sampler sampler =
                Sampler.resume(
                        new SamplerPosition(
                                Sampler.Order.SHUFFLED, 1_800_000, 1, 0.5, 25_000_000, 0));
        System.out.printf(
                Locale.ROOT,
                "resuming a sampler of %d images at 25 million: %.2f s%n",
                sampler.size(),
                (System.nanoTime() - begin) / 1e9);
    }

    private static void measure(
            ImageSource source, String stored, int side, boolean masks, double seconds, int threads)
            throws Exception {
        SampleSpec spec =
                SampleSpec.of(side, 1)
                        .withMirror(Mirror.COIN)
                        .withMasks(masks ? MaskSupply.mat() : null);
        try (SampleStream stream =
                SampleStream.open(source, spec, Sampler.shuffled(source.size(), 1), threads)) {
            for (int i = 0; i < 300; i++) {
                stream.next();
            }
            long cpu = cpuNanos();
            long begin = System.nanoTime();
            int count = 0;
            double passed;
            do {
                stream.next();
                count++;
                passed = (System.nanoTime() - begin) / 1e9;
            } while (passed < seconds);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d² | %s | %.0f | %.2f |%n",
                    stored,
                    side,
                    masks ? "MAT" : "none",
                    count / passed,
                    (cpuNanos() - cpu) / 1e6 / count);
        }
    }

    /** Of the whole process, so that figures do not depend on what else the machine does. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static ImageSource photographs(ImageFormat format, int side) {
        Random random = new Random(4);
        MemorySource.Builder table = MemorySource.of("photographs");
        WriteOptions options = WriteOptions.defaults().withFormat(format);
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            double[] waves = random.doubles(9, 0.5, 8).toArray();
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int rgb = 0;
                    for (int c = 0; c < 3; c++) {
                        double u = waves[c] * x / side + waves[c + 3] * y / side + waves[c + 6];
                        double v = 128 + 90 * Math.sin(u) + 6 * random.nextGaussian();
                        rgb = rgb << 8 | (int) Math.max(0, Math.min(255, v));
                    }
                    image.setRGB(x, y, rgb);
                }
            }
            table.add("p" + i, ImageFiles.toBytes(PixelImage.fromBufferedImage(image), options));
        }
        return table.build();
    }
}
