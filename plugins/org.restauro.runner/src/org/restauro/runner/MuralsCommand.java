// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.restauro.images.io.WriteOptions.Existing;
import org.restauro.images.mask.MaskSpec;
import org.restauro.images.murals.MuralOptions;
import org.restauro.images.murals.MuralSubject;
import org.restauro.images.murals.SampleMurals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro murals}: paints sample murals with damage, masks and the truth. */
@Command(
        name = "murals",
        description = {
            "Paints murals that never were: damaged images, masks of the losses, and the truth.",
            "Writes OUT_DIR/images, OUT_DIR/masks and OUT_DIR/truth, with equal file names."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  Twenty flaked murals, then their restoration:",
            "    restauro murals --count 20 --size 512 murals/",
            "    restauro inpaint --model FILE -i murals/images -k murals/masks -o out/",
            "  Old ones with a sister panel each, which shows the same ornaments:",
            "    restauro murals --ageing 0.7 --references --count 20 murals/"
        })
final class MuralsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many murals (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "512",
            description = "Their size in pixels; one number makes squares (default: 512).")
    private String size;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "The first mural's seed; each next one has the next seed (default:"
                            + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--subject",
            paramLabel = "KIND",
            defaultValue = "walls",
            description =
                    "What they show: walls of every composition, or medallions, one large ornament"
                            + " each (default: ${DEFAULT-VALUE}).")
    private MuralSubject subject;

    @Option(
            names = "--damage",
            paramLabel = "KIND",
            split = ",",
            converter = MaskArguments.KindConverter.class,
            description =
                    "Kinds of losses, laid over each other: flaking, scratches, strokes,"
                            + " rectangles, boxes, mat-large, mat-small (default:"
                            + " flaking,scratches).")
    private List<MaskArguments.Kind> damage;

    @Option(
            names = "--ageing",
            paramLabel = "0..1",
            defaultValue = "0",
            description =
                    "Fading, stains, craquelure and dust, in image and truth alike (default:"
                            + " ${DEFAULT-VALUE}).")
    private double ageing;

    @Option(
            names = "--references",
            description = "Write OUT_DIR/references too: sister panels without losses.")
    private boolean references;

    @Option(
            names = "--photographs",
            description =
                    "Write OUT_DIR/references too: old photographs of the very murals, before"
                            + " their losses, but faded, stained and cracked.")
    private boolean photographs;

    @Option(
            names = {"-f", "--force"},
            description = "Replace files that are there already.")
    private boolean force;

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not print the paths of the images written.")
    private boolean quiet;

    @Parameters(paramLabel = "OUT_DIR", description = "Folder to write to; made if missing.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw usage("--count is at least 1, not " + count + ".");
        }
        if (references && photographs) {
            throw usage("--references and --photographs both write OUT_DIR/references; give one.");
        }
        SampleMurals.Reference reference =
                photographs
                        ? SampleMurals.Reference.PHOTOGRAPH
                        : references ? SampleMurals.Reference.SISTER : null;
        SampleMurals series = new SampleMurals(options(), seed);
        Existing existing = force ? Existing.REPLACE : Existing.FAIL;
        PrintWriter console = spec.commandLine().getOut();
        for (int i = 0; i < count; i++) {
            series.write(out, i, reference, existing);
            if (!quiet) {
                console.println(
                        out.resolve(SampleMurals.IMAGES).resolve(SampleMurals.name(i) + ".png"));
                console.flush();
            }
        }
        return 0;
    }

    private MuralOptions options() {
        try {
            int[] sides = MaskArguments.size(size);
            MuralOptions options =
                    MuralOptions.square(1)
                            .withSize(sides[0], sides[1])
                            .withAgeing(ageing)
                            .withSubject(subject);
            if (damage == null) {
                return options;
            }
            List<MaskSpec> kinds = new ArrayList<>();
            for (MaskArguments.Kind kind : damage) {
                kinds.add(kind.spec());
            }
            return options.withDamage(kinds.toArray(MaskSpec[]::new));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
