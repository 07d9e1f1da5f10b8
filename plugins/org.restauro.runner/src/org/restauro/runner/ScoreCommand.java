// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.restauro.images.data.ImageFolder;
import org.restauro.images.data.Pairing;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.metrics.Metric;
import org.restauro.metrics.ScorePair;
import org.restauro.metrics.ScoreReport;
import org.restauro.metrics.Scoring;
import org.restauro.metrics.features.ImageItem;
import org.restauro.metrics.generator.GanPaths;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro score}: how good generated pictures are. */
@Command(
        name = "score",
        description = {
            "Judges generated pictures against real ones: as sets (fid, kid, is, pr, ids) and,"
                + " where files of both folders belong together, as pairs (lpips-alex, lpips-vgg,"
                + " lpips-squeeze, psnr, ssim, l1), over the whole picture and with masks also"
                + " within the holes.",
            "Judges a GAN itself, given as --generator, by its perceptual path length (ppl), for"
                    + " which no pictures are needed.",
            "A metric whose weights are missing is left out with a note on how to get them; then"
                    + " the exit status is 1."
        },
        sortOptions = false)
final class ScoreCommand implements Callable<Integer> {
    private static final String DEFAULT_METRICS = "fid,lpips,psnr,ssim,l1";

    @Spec private CommandSpec spec;

    @Option(
            names = {"-g", "--generated"},
            paramLabel = "DIR|FILE",
            description = "The pictures to judge.")
    private Path generated;

    @Option(
            names = {"-r", "--real"},
            paramLabel = "DIR|FILE",
            description = "What they should be like.")
    private Path real;

    @Option(
            names = {"-k", "--masks"},
            paramLabel = "DIR",
            description = "Masks: pair metrics are computed within the holes as well.")
    private Path masks;

    @Option(
            names = "--hole-colour",
            defaultValue = "black",
            description = "What marks a hole in a mask: black (default), white or alpha.")
    private InpaintCommand.HoleColour holeColour;

    @Option(
            names = "--pairing",
            defaultValue = "stem",
            description = "How files of the folders belong together: stem (default) or order.")
    private ImagePairs.Order pairing;

    @Option(
            names = "--metrics",
            paramLabel = "LIST",
            description = "What to compute, or all (default " + DEFAULT_METRICS + ").")
    private String metrics;

    @Mixin private PathLengthOptions paths;

    @Mixin private ScoreOptions options;

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description = "Also write the scores of each pair, as CSV.")
    private Path rows;

    @Option(names = "--json", description = "Print everything as JSON instead of a table.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress on the error stream.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        Set<Metric> chosen = chosen();
        Sides sides = chosen.stream().allMatch(ScoreCommand::ofGenerator) ? Sides.NONE : sides();
        PrintWriter err = spec.commandLine().getErr();
        ConsoleProgress progress = new ConsoleProgress(err, quiet);
        if (!sides.unmatched.isEmpty()) {
            progress.line("Note: " + sides.unmatched);
        }
        ScoreReport report;
        try (ImageSynthesizer generator = paths.open(options.policy())) {
            report =
                    new Scoring(
                                    options.settings(chosen).with(paths.paths(generator)),
                                    options.weights(),
                                    generator == null ? null : new GanPaths(generator))
                            .score(sides.generated, sides.real, sides.pairs, told(progress));
        }
        progress.step(0, 0, "");
        PrintWriter out = spec.commandLine().getOut();
        ScorePrinter printer = new ScorePrinter(report);
        if (json) {
            printer.json(out);
        } else {
            printer.text(out);
        }
        out.flush();
        if (rows != null) {
            Files.writeString(rows, printer.csv(), StandardCharsets.UTF_8);
        }
        boolean whole =
                report.skipped().isEmpty()
                        && report.pairs().stream().allMatch(row -> row.problem() == null);
        return whole ? 0 : Restauro.FAILED;
    }

    /** What to compute: a generator that is given is judged, and only one that is given can be. */
    private Set<Metric> chosen() {
        if (metrics == null) {
            metrics = generated == null && paths.given() ? "ppl" : DEFAULT_METRICS;
        }
        Set<Metric> chosen = Metric.parse(metrics);
        if (paths.given()) {
            chosen.add(Metric.PATH_LENGTH);
        } else if (chosen.contains(Metric.PATH_LENGTH)) {
            throw usage("The metric ppl judges a GAN; give its model file as --generator.");
        }
        if (!chosen.stream().allMatch(ScoreCommand::ofGenerator)
                && (generated == null || real == null)) {
            throw usage(
                    "Pictures are judged by real ones; give both folders, --generated and --real.");
        }
        return chosen;
    }

    private static boolean ofGenerator(Metric metric) {
        return metric.kind() == Metric.Kind.GENERATOR;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The pictures of both folders. */
    private record Sides(
            List<ImageItem> generated,
            List<ImageItem> real,
            List<ScorePair> pairs,
            String unmatched) {
        static final Sides NONE = new Sides(List.of(), List.of(), List.of(), "");
    }

    private Sides sides() throws IOException {
        List<Path> generatedFiles = files(generated);
        List<Path> realFiles = files(real);
        List<Path> maskFiles = masks == null ? List.of() : files(masks);
        Map<Path, ImageItem> items = new HashMap<>();
        List<ScorePair> pairs = new ArrayList<>();
        Pairing found = pair(generatedFiles, realFiles, maskFiles);
        for (Pairing.Row row : found.rows()) {
            if (row.reference() != null) {
                pairs.add(
                        new ScorePair(
                                item(items, row.image()),
                                item(items, row.reference()),
                                mask(row.mask())));
            }
        }
        boolean complete =
                pairs.size() == generatedFiles.size() && pairs.size() == realFiles.size();
        List<ImageItem> generatedItems =
                generatedFiles.stream().map(file -> item(items, file)).toList();
        List<ImageItem> realItems =
                complete
                        ? pairs.stream().map(ScorePair::real).toList()
                        : realFiles.stream().map(file -> item(items, file)).toList();
        return new Sides(generatedItems, realItems, pairs, found.report().summary());
    }

    private static Scoring.Progress told(ConsoleProgress progress) {
        return new Scoring.Progress() {
            @Override
            public void done(String stage, int pictures, int total) {
                progress.step(pictures, total, stage + " " + pictures + "/" + total);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private Pairing pair(List<Path> images, List<Path> references, List<Path> maskFiles)
            throws IOException {
        if (pairing == ImagePairs.Order.ORDER) {
            return Pairing.byPosition(images, maskFiles, references);
        }
        return Pairing.byStem(images, maskFiles, references);
    }

    private static ImageItem item(Map<Path, ImageItem> items, Path file) {
        return items.computeIfAbsent(file, ImageItem::of);
    }

    private ScorePair.MaskItem mask(Path file) {
        MaskReading reading = MaskReading.of(MaskReading.Holes.valueOf(holeColour.name()));
        return file == null ? null : () -> ImageFiles.readMask(file, reading);
    }

    private static List<Path> files(Path place) throws IOException {
        List<Path> files = ImageFolder.list(place, false);
        if (files.isEmpty()) {
            throw new IOException("The folder " + place + " holds no image file.");
        }
        return files;
    }
}
