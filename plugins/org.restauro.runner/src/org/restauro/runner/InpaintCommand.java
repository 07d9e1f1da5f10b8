// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.io.WriteOptions.Existing;
import org.restauro.models.inpaint.BatchRestorer;
import org.restauro.models.inpaint.BatchRestorer.Status;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.MatProcedure;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Policy;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro inpaint}: fills the holes of image files. */
@Command(
        name = "inpaint",
        description =
                "Fills the holes of images. Known pixels stay as they are, bit for bit (in lossless"
                        + " formats).",
        sortOptions = false)
final class InpaintCommand implements Callable<Integer> {
    /** What marks a hole in a mask. */
    enum HoleColour {
        BLACK,
        WHITE,
        ALPHA
    }

    /** Formats of results. */
    enum Format {
        PNG,
        JPEG,
        TIFF
    }

    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;
    @Mixin private ReferenceOptions references;

    @Option(
            names = {"-i", "--images"},
            required = true,
            paramLabel = "DIR|FILE",
            description = "Damaged image, or a folder of them.")
    private Path images;

    @Option(
            names = {"-k", "--masks"},
            paramLabel = "DIR|FILE",
            description =
                    "Mask, or a folder of them; one file serves all images. May be left out with"
                        + " --hole-colour alpha: then the images' own transparency is the mask.")
    private Path masks;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR|FILE",
            description = "Folder of the results, or for one image the file.")
    private Path output;

    @Option(
            names = "--pairing",
            defaultValue = "stem",
            description = "How files of two folders belong together: stem (default) or order.")
    private ImagePairs.Order pairing;

    @Option(
            names = "--hole-colour",
            defaultValue = "black",
            description = "What marks a hole in a mask: black (default), white or alpha.")
    private HoleColour holeColour;

    @Option(
            names = "--resize-masks",
            description = "Scale masks of another size to their image instead of refusing them.")
    private boolean resizeMasks;

    @Option(
            names = "--policy",
            defaultValue = "auto",
            description =
                    "auto (default), whole, resize, crop or tiles: how images of other sizes reach"
                            + " the network.")
    private Policy policy;

    @Option(
            names = "--variants",
            defaultValue = "1",
            paramLabel = "K",
            description = "Different results an image (default 1).")
    private int variants;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "The same seed gives the same results (default 0).")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "0-3|1,2",
            converter = SeedList.Converter.class,
            description =
                    "Instead of --seed: one result an image for each of these seeds, named"
                            + " NAME_seed000.")
    private SeedList seeds;

    @Option(
            names = "--psi",
            defaultValue = "1",
            description = "Truncation: 1 full variety (default), 0 the mean style.")
    private float psi;

    @Option(
            names = "--noise",
            defaultValue = "const",
            description = "const (default), random or none.")
    private NoiseMode noise;

    @Option(
            names = "--batch",
            defaultValue = "1",
            paramLabel = "N",
            description = "Windows that go through the network at once (default 1).")
    private int batch;

    @Option(
            names = "--blend",
            defaultValue = "0",
            paramLabel = "PX",
            description = "Width of a blended border around each hole (default 0: none).")
    private int blend;

    @Option(
            names = "--no-mosaics",
            description =
                    "Give each of many small, scattered holes a window of its own, instead of"
                            + " laying the surroundings of four side by side.")
    private boolean noMosaics;

    @Option(
            names = "--format",
            defaultValue = "png",
            description = "png (default), jpeg or tiff; JPEG alters known pixels a little.")
    private Format format;

    @Option(
            names = "--mat-procedure",
            description =
                    "Do exactly as MAT's own script does, to compare with published results:"
                            + " pairing by order, seed 240, no cutting or scaling.")
    private boolean matProcedure;

    @Option(names = "--resume", description = "Skip images whose results are there already.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace results that are there already.")
    private boolean overwrite;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write a report of all images, .csv or .json.")
    private Path report;

    @Option(names = "--json", description = "Print the report as JSON instead of one sentence.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress.")
    private boolean quiet;

    private final RestorationReport outcomes = new RestorationReport();

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        InpaintSettings settings = settings();
        if (masks == null && holeColour != HoleColour.ALPHA) {
            throw wrong("Give --masks, or --hole-colour alpha if the images hold their masks.");
        }
        if (matProcedure
                && (masks == null || !Files.isDirectory(images) || !Files.isDirectory(masks))) {
            throw wrong("--mat-procedure takes two folders, --images and --masks.");
        }
        if (matProcedure && (resume || variants > 1)) {
            throw wrong("--mat-procedure makes one result of each image, all in one run.");
        }
        checkReferences();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), quiet);
        List<FileItem> items = references.used() ? null : items(null);
        try (InpaintingNetwork net = open()) {
            Networks.note(network.model).ifPresent(progress::line);
            if (net instanceof ReferenceGuidedNetwork guided) {
                settings = settings.withPolicy(ReferenceOptions.policy(guided, policy));
                items = items(guided);
            }
            int count = items.size();
            if (matProcedure) {
                MatRun.run(net, psi, items, o -> took(o, count, progress));
            } else {
                new BatchRestorer(new Inpainter(net, settings))
                        .run(items.iterator(), o -> took(o, count, progress), progress);
            }
        }
        return finish((System.nanoTime() - start) / 1e9);
    }

    private InpaintSettings settings() {
        try {
            return InpaintSettings.defaults()
                    .withPolicy(policy)
                    .withVariants(variants)
                    .withTruncationPsi(psi)
                    .withNoise(noise)
                    .withBatch(batch)
                    .withBlend(blend)
                    .withResizeMasks(resizeMasks)
                    .withMosaics(!noMosaics);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void checkReferences() {
        if (references.problem() != null) {
            throw wrong(references.problem());
        }
        if (seeds != null && variants > 1) {
            throw wrong("--seeds and --variants both ask for several results; give one of them.");
        }
        if (matProcedure && (seeds != null || references.used())) {
            throw wrong("--mat-procedure goes without --seeds and --references.");
        }
    }

    private InpaintingNetwork open() throws IOException {
        return references.used()
                ? references.open(network.model, network.policy(network.precision))
                : network.open();
    }

    /**
     * What is to be done.
     *
     * @param guided the network that encodes references; null without
     */
    private List<FileItem> items(ReferenceGuidedNetwork guided) throws IOException {
        List<ImagePairs.Pair> pairs =
                matProcedure
                        ? MatRun.pairs(images, masks)
                        : ImagePairs.find(images, masks, pairing);
        boolean toFile =
                Files.isRegularFile(images)
                        && ImageFormat.ofFileName(output.toString()).isPresent()
                        && !Files.isDirectory(output);
        if (toFile && (variants > 1 || seeds != null && seeds.seeds().size() > 1)) {
            throw wrong("With several results an image, --output must be a folder.");
        }
        if (!toFile) {
            Files.createDirectories(output);
        }
        MaskReading reading = MaskReading.of(MaskReading.Holes.valueOf(holeColour.name()));
        if (matProcedure) {
            reading = reading.keepingSoft();
        }
        WriteOptions writing =
                WriteOptions.defaults()
                        .withExisting(overwrite || resume ? Existing.REPLACE : Existing.FAIL);
        if (!toFile) {
            writing = writing.withFormat(ImageFormat.valueOf(format.name()));
        }
        Map<Path, Path> looked =
                guided == null
                        ? Map.of()
                        : references.paired(pairs.stream().map(ImagePairs.Pair::image).toList());
        Map<Path, ReferenceFeatures> features =
                guided == null ? Map.of() : ReferenceOptions.encode(guided, looked.values());
        Map<Path, Path> sources = new HashMap<>();
        List<FileItem> items = new ArrayList<>();
        for (ImagePairs.Pair pair : pairs) {
            Path reference = looked.get(pair.image());
            for (long one : seeds == null ? List.of(seed) : seeds.seeds()) {
                List<Path> outputs = toFile ? List.of(output) : outputs(pair, reference, one);
                for (Path file : outputs) {
                    Path other = sources.put(file, pair.image());
                    if (other != null) {
                        throw new IOException(
                                other
                                        + " and "
                                        + pair.image()
                                        + " would both become "
                                        + file
                                        + ".");
                    }
                }
                items.add(
                        new FileItem(
                                pair,
                                outputs,
                                reading,
                                writing,
                                resume,
                                one,
                                reference == null ? null : features.get(reference)));
            }
        }
        return items;
    }

    private List<Path> outputs(ImagePairs.Pair pair, Path reference, long one) {
        if (matProcedure) {
            return List.of(output.resolve(MatProcedure.outputName(pair.image())));
        }
        String extension = "." + ImageFormat.valueOf(format.name()).extensions().get(0);
        List<Path> outputs = new ArrayList<>();
        if ((seeds != null || references.used()) && variants == 1) {
            boolean several = seeds != null && seeds.seeds().size() > 1;
            String name = ReferenceOptions.outputName(pair.stem(), reference, one, several);
            return List.of(output.resolve(name + extension));
        }
        for (int i = 1; i <= variants; i++) {
            String number = variants == 1 ? "" : "_" + i;
            outputs.add(output.resolve(pair.stem() + number + extension));
        }
        return outputs;
    }

    private void took(BatchRestorer.Outcome outcome, int of, ConsoleProgress progress) {
        outcomes.add(outcome);
        String seconds =
                outcome.result() == null || !outcome.result().succeeded()
                        ? ""
                        : String.format(Locale.ROOT, " (%.1f s)", outcome.result().seconds());
        progress.line(
                String.format(
                        "[%d/%d] %s: %s%s %s",
                        outcomes.size(),
                        of,
                        outcome.name(),
                        outcome.status().name().toLowerCase(Locale.ROOT),
                        seconds,
                        outcome.message()));
    }

    private int finish(double seconds) throws IOException {
        if (report != null) {
            outcomes.write(report, seconds);
        }
        var out = spec.commandLine().getOut();
        out.println(
                json
                        ? outcomes.json(seconds)
                        : outcomes.summary(seconds) + "; results in " + output);
        out.flush();
        return outcomes.count(Status.FAILED) == 0 ? 0 : Restauro.FAILED;
    }
}
