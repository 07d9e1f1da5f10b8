// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.data.ImageFolder;
import org.restauro.images.data.Pairing;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageInfo;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.io.WriteOptions.Existing;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.images.mask.MaskStatistics;
import org.restauro.images.mask.MaskTools;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro masks}: makes masks, or changes masks that there are. */
@Command(
        name = "masks",
        description = "Makes masks, or changes masks that there are.",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  Ten masks as MAT was trained with:",
            "    restauro masks --size 512 --count 10 --seed 240 masks/",
            "  Damage for each photograph of a folder, a tenth to a third of it:",
            "    restauro masks --like photos/ --kind flaking --hole-range 0.1,0.35 masks/",
            "  White is hole in these; join what is close, drop specks, add a margin:",
            "    restauro masks --from drawn/ --from-colour white --remove-small 9 --grow 5 out"
        })
final class MasksCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    private static final class Source {
        @Option(
                names = "--size",
                paramLabel = "WxH",
                description = "Make masks of this size; one number makes squares.")
        private String size;

        @Option(
                names = "--like",
                paramLabel = "PATH",
                description = "Make masks for an image, or for each image of a folder.")
        private Path like;

        @Option(
                names = "--from",
                paramLabel = "PATH",
                description = "Change a mask, or each mask of a folder.")
        private Path from;
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = MaskArguments.KindConverter.class,
            description =
                    "mat-large (default), mat-small, rectangles, boxes, strokes, scratches,"
                            + " flaking.")
    private MaskArguments.Kind kind;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "So many masks, for each image with --like (default: 1).")
    private Integer count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "240",
            description = "The same seed gives the same masks (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--hole-range",
            paramLabel = "A,B",
            converter = MaskArguments.RangeConverter.class,
            description = "The share of hole pixels lies between these (default: 0,1).")
    private HoleRange holeRange;

    @Option(
            names = {"--hole-colour", "--hole-color"},
            paramLabel = "COLOUR",
            defaultValue = "black",
            description = "Write holes in black or white (default: ${DEFAULT-VALUE}).")
    private HoleColour holeColour;

    private enum HoleColour {
        BLACK,
        WHITE
    }

    @Option(
            names = {"--from-colour", "--from-color"},
            paramLabel = "COLOUR",
            converter = MaskArguments.ReadingConverter.class,
            description =
                    "What is hole in the masks read: black (default), white, alpha (transparent) or"
                            + " #RRGGBB.")
    private MaskArguments.Reading reading;

    @Option(
            names = {"-r", "--recursive"},
            description = "List folders inside folders too.")
    private boolean recursive;

    @Option(
            names = {"-f", "--force"},
            description = "Replace files that are there already.")
    private boolean force;

    @Option(names = "--skip-existing", description = "Leave files that are there already.")
    private boolean skipExisting;

    @Option(
            names = "--stats",
            description = "Print path, share of hole, number of holes and largest hole, by tabs.")
    private boolean stats;

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not print the paths of the files written.")
    private boolean quiet;

    private final List<UnaryOperator<Mask>> steps = new ArrayList<>();

    // Steps run in the order of the command line, which setters keep and fields would lose.
    @Option(names = "--grow", paramLabel = "PX", description = "Step: grow holes.")
    void addGrow(Double radius) {
        add(radius, mask -> MaskTools.grow(mask, radius));
    }

    @Option(names = "--shrink", paramLabel = "PX", description = "Step: shrink holes.")
    void addShrink(Double radius) {
        add(radius, mask -> MaskTools.shrink(mask, radius));
    }

    @Option(names = "--feather", paramLabel = "PX", description = "Step: soften rims.")
    void addFeather(Double radius) {
        add(radius, mask -> MaskTools.feather(mask, radius));
    }

    @Option(
            names = "--fill-holes",
            paramLabel = "AREA",
            arity = "0..1",
            fallbackValue = "9223372036854775807",
            description = "Step: fill islands inside holes, all or up to so many pixels.")
    void addFill(Long area) {
        add(area, mask -> MaskTools.fillHoles(mask, area));
    }

    @Option(
            names = "--remove-small",
            paramLabel = "AREA",
            description = "Step: remove holes of fewer pixels.")
    void addRemove(Long area) {
        add(area, mask -> MaskTools.removeSmall(mask, area));
    }

    @Option(
            names = "--threshold",
            paramLabel = "1..255",
            description = "Step: values below are hole, all others known.")
    void addThreshold(Integer threshold) {
        add(threshold, mask -> MaskTools.threshold(mask, threshold));
    }

    @Option(names = "--invert", description = "Step: swap holes and known pixels.")
    void addInvert(boolean invert) {
        add(invert ? Boolean.TRUE : null, MaskTools::invert);
    }

    private void add(Object value, UnaryOperator<Mask> step) {
        if (value != null) { // picocli clears options by setting null
            steps.add(step);
        }
    }

    @Parameters(paramLabel = "OUT_DIR", description = "Folder for the PNG files; made if missing.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (force && skipExisting) {
            throw usage("Choose one of --force and --skip-existing.");
        }
        if (source.from != null) {
            refuse(kind, "--kind");
            refuse(count, "--count");
            refuse(holeRange, "--hole-range");
        } else {
            refuse(reading, "--from-colour");
        }
        if (count != null && count < 1) {
            throw usage("--count is at least 1, not " + count + ".");
        }
        Map<String, Work> work = plan();
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new ImageException(out + ": the folder cannot be made.", e);
        }
        return run(work);
    }

    private interface Work {
        Mask make() throws ImageException;
    }

    /** What to write, by file name. */
    private Map<String, Work> plan() throws ImageException {
        Map<String, Work> work = new TreeMap<>();
        MaskGenerator generator =
                MaskGenerator.of((kind == null ? MaskArguments.Kind.MAT_LARGE : kind).spec())
                        .within(holeRange == null ? HoleRange.ANY : holeRange);
        int each = count == null ? 1 : count;
        if (source.size != null) {
            int[] size = size();
            for (int i = 0; i < each; i++) {
                int index = i;
                String name = String.format(Locale.ROOT, "mask-%05d", i + 1);
                work.put(name, () -> generator.generate(size[0], size[1], seed, index));
            }
            return work;
        }
        Path input = source.like != null ? source.like : source.from;
        List<Path> files = ImageFolder.list(input, recursive);
        if (files.isEmpty()) {
            throw new ImageException(input + ": there are no image files in this folder.");
        }
        long index = 0;
        for (Path file : files) {
            for (int i = 1; i <= each; i++) {
                String stem = Pairing.stemOf(file);
                String name = each == 1 ? stem : String.format(Locale.ROOT, "%s-%05d", stem, i);
                long own = index++;
                Work item =
                        source.from != null
                                ? () -> ImageFiles.readMask(file, MaskArguments.reading(reading))
                                : () -> like(generator, file, own);
                if (work.put(name, item) != null) {
                    throw new ImageException(
                            file + ": another file has the name " + stem + " too; name one anew.");
                }
            }
        }
        return work;
    }

    private Mask like(MaskGenerator generator, Path file, long index) throws ImageException {
        ImageInfo info = ImageFiles.info(file);
        return generator.generate(info.width(), info.height(), seed, index);
    }

    private int run(Map<String, Work> work) {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Existing existing = force ? Existing.REPLACE : skipExisting ? Existing.SKIP : Existing.FAIL;
        WriteOptions options = WriteOptions.defaults().withExisting(existing);
        int failures = 0;
        for (Map.Entry<String, Work> item : work.entrySet()) {
            Path file = out.resolve(item.getKey() + ".png");
            try {
                if (skipExisting && Files.exists(file)) {
                    continue;
                }
                Mask mask = item.getValue().make();
                for (UnaryOperator<Mask> step : steps) {
                    mask = step.apply(mask);
                }
                Mask written = holeColour == HoleColour.WHITE ? MaskTools.invert(mask) : mask;
                ImageFiles.write(written.toImage(), file, options);
                report(console, file, mask);
            } catch (ImageException | IllegalArgumentException e) {
                failures++;
                err.println("restauro: " + e.getMessage());
                err.flush();
            }
        }
        if (failures > 0 && work.size() > 1) {
            err.println("restauro: " + failures + " of " + work.size() + " masks failed");
            err.flush();
        }
        return failures == 0 ? 0 : Restauro.FAILED;
    }

    private void report(PrintWriter console, Path file, Mask mask) {
        if (stats) {
            MaskStatistics measured = MaskTools.statistics(mask);
            console.printf(
                    Locale.ROOT,
                    "%s\t%.4f\t%d\t%d%n",
                    file,
                    measured.holeRatio(),
                    measured.holeCount(),
                    measured.largestHole());
        } else if (!quiet) {
            console.println(file);
        }
        console.flush();
    }

    private int[] size() {
        try {
            return MaskArguments.size(source.size);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private void refuse(Object value, String option) {
        if (value != null) {
            throw usage(
                    option
                            + (source.from != null
                                    ? " makes new masks and does not go with --from."
                                    : " is for masks that are read with --from."));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
