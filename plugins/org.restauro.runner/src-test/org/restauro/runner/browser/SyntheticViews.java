// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.murals.Mural;
import org.restauro.images.murals.MuralGenerator;
import org.restauro.images.murals.MuralOptions;
import org.restauro.views.ExportProgress;
import org.restauro.views.PictureSource;
import org.restauro.views.Pictures;
import org.restauro.views.SelfContainedPage;
import org.restauro.views.ViewPage;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.Column;
import org.restauro.views.data.ComparedMetric;
import org.restauro.views.data.ComparisonData;
import org.restauro.views.data.MetricInfo;
import org.restauro.views.data.Row;
import org.restauro.views.data.Samples;
import org.restauro.views.data.Size;
import org.restauro.views.data.TrainingData;
import org.restauro.views.data.ViewJson;

/** Pages with made-up data: few small murals that recur, so that a thousand rows are soon made. */
final class SyntheticViews {
    static final int WIDTH = 160;
    static final int HEIGHT = 120;

    /** This row's second restoration is missing, and the row says why. */
    static final int INCOMPLETE_ROW = 3;

    /** This row has a name that a careless page would trip over. */
    static final int HOSTILE_ROW = 1;

    static final String HOSTILE = "</script><img src=x onerror=alert(1)> \"'&amp; 壁画.png";
    static final String REASON = "The file could not be read.";

    private static final int DISTINCT = 6;

    private static final List<Column> COLUMNS =
            List.of(
                    Column.damaged("Damaged"),
                    Column.restored(0, "Small model"),
                    Column.restored(1, "Large model"),
                    Column.truth("Truth"),
                    Column.mask("Mask"));

    private static final List<MetricInfo> METRICS =
            List.of(
                    new MetricInfo("psnr", "PSNR", true, "in decibels, over the whole image"),
                    new MetricInfo("lpips", "LPIPS", false, "AlexNet, version 0.1"));

    private static final Map<String, String> CACHE = new ConcurrentHashMap<>();

    private SyntheticViews() {}

    static Path beforeAfter(Path file, int rows) throws IOException {
        BeforeAfterData data =
                new BeforeAfterData("Murals", COLUMNS, METRICS, rows(rows), List.of());
        return write(file, data);
    }

    static Path comparison(Path file, int rows) throws IOException {
        List<ComparedMetric> metrics =
                List.of(
                        new ComparedMetric(
                                "fid",
                                "FID",
                                false,
                                "Fréchet distance of Inception features",
                                List.of(41.25, 38.5),
                                List.of(1),
                                "300 images; below 2,048 the value is too high"),
                        new ComparedMetric(
                                "psnr", "PSNR", true, null, List.of(24.1, 25.9), List.of(1), null),
                        new ComparedMetric(
                                "lpips",
                                "LPIPS",
                                false,
                                null,
                                Arrays.<Double>asList(0.18, 0.14),
                                List.of(1),
                                null),
                        new ComparedMetric(
                                "u-ids",
                                "U-IDS",
                                true,
                                null,
                                Arrays.<Double>asList(0.12, null),
                                List.of(),
                                null));
        Samples samples =
                rows == 0 ? null : new Samples(COLUMNS, METRICS, rows(rows), List.of("A note."));
        return write(
                file,
                new ComparisonData(
                        "Small against large",
                        List.of("Small model", "Large model"),
                        metrics,
                        samples,
                        List.of()));
    }

    static Path training(Path file, int steps) throws IOException {
        List<String> columns = new ArrayList<>(TrainingData.FIRST);
        columns.addAll(List.of("Loss/G/loss", "Loss/D/loss", "Held-out/PSNR", "Memory/bytes"));
        List<List<Double>> rows = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double wave = Math.sin(i * 0.7) + Math.sin(i * 0.31);
            rows.add(
                    Arrays.<Double>asList(
                            i * 10.0,
                            i * 80.0,
                            i * 6.5,
                            i == 0 ? null : 12.3 + 0.1 * wave,
                            2 / (1 + i * 0.02) + 0.05 * wave,
                            0.7 + 0.04 * wave,
                            i % 10 == 0 ? 14 + 8 * (1 - Math.exp(-i / 60.0)) : null,
                            1.5e9));
        }
        return write(file, new TrainingData("Training of mat-small-64", columns, rows, List.of()));
    }

    private static Path write(Path file, Object data) throws IOException {
        SelfContainedPage.of(ViewPage.read(), "{\"result\":" + ViewJson.write(data) + "}")
                .write(file, new Murals(), ExportProgress.NONE);
        return file;
    }

    private static List<Row> rows(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean complete = i != INCOMPLETE_ROW;
            Map<String, List<Double>> scores = new LinkedHashMap<>();
            double wave = Math.sin(i * 1.7) + Math.cos(i * 0.61);
            scores.put("psnr", Arrays.<Double>asList(24 + 2 * wave, complete ? 26 + wave : null));
            scores.put("lpips", Arrays.<Double>asList(0.18 - 0.04 * wave, complete ? 0.151 : null));
            rows.add(
                    new Row(
                            i == HOSTILE_ROW
                                    ? HOSTILE
                                    : String.format(Locale.ROOT, "mural-%05d", i + 1),
                            new Size(WIDTH, HEIGHT),
                            0.05 + 0.01 * (i % DISTINCT),
                            0.5,
                            complete ? null : "One of two models failed.",
                            List.of(true, true, complete, true, true),
                            complete ? null : Arrays.asList(null, null, REASON, null, null),
                            scores));
        }
        return rows;
    }

    /** The pictures of the rows. */
    private static final class Murals implements PictureSource {
        @Override
        public List<String> thumbnails(List<Integer> rows, String column) {
            return rows.stream().map(row -> image(row, column, Pictures.THUMBNAIL_SIDE)).toList();
        }

        @Override
        public String image(int row, String column, int maxSide) {
            int mural = row % DISTINCT;
            return CACHE.computeIfAbsent(
                    mural + " " + column + " " + maxSide, key -> uri(mural, column, maxSide));
        }

        private static String uri(int index, String column, int maxSide) {
            Mural mural =
                    new MuralGenerator(MuralOptions.square(64).withSize(WIDTH, HEIGHT))
                            .generate(4100 + index);
            try {
                return switch (column) {
                    case "mask" -> Pictures.mask(ImageFiles.toPng(mural.damage()), column, maxSide);
                    case "damaged" -> picture(mural.damaged(), maxSide);
                    case "truth" -> picture(mural.aged(), maxSide);
                    default ->
                            picture(
                                    filled(mural.aged(), mural.damage(), column.endsWith("0")),
                                    maxSide);
                };
            } catch (ImageException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String picture(PixelImage image, int maxSide) throws ImageException {
            return Pictures.picture(ImageFiles.toPng(image), "mural", maxSide);
        }

        /** As restored: the truth, too dark or too pale in the holes. */
        private static PixelImage filled(PixelImage truth, Mask mask, boolean dark) {
            byte[] samples = truth.bytes8().clone();
            for (int i = 0; i < samples.length; i++) {
                int pixel = i / truth.channels();
                if (mask.isHole(pixel % truth.width(), pixel / truth.width())) {
                    int value = samples[i] & 0xFF;
                    samples[i] = (byte) (dark ? value / 2 : (value * 3 + 255) / 4);
                }
            }
            return PixelImage.of8(truth.width(), truth.height(), truth.channels(), samples);
        }
    }
}
