// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.LatentFile;
import org.restauro.models.gan.synthesis.SynthesisPlan;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro synthesize}: pictures of a GAN. */
@Command(
        name = "synthesize",
        description = {
            "Makes pictures with a trained PGGAN, StyleGAN, StyleGAN2 or StyleGAN2-ADA: of seeds,"
                    + " of codes, of styles mixed with those of other seeds, or along a path from"
                    + " seed to seed.",
            "A seed gives the latent that published scripts draw from it, so that the pictures are"
                    + " those of StyleGAN2-ADA's generate.py. Writes PNG files, a page to look at"
                    + " (index.html) and a list (pictures.csv)."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  Sixty-four pictures and a sheet of them:",
            "    restauro synthesize model.safetensors -o out --seeds 0-63 --grid",
            "  Styles of three seeds, with the coarse layers of two others:",
            "    restauro synthesize model.safetensors -o out --seeds 1,2,3 --mix 8,9"
                    + " --mix-layers 0-3",
            "  A film of 60 pictures from each seed to the next and back:",
            "    restauro synthesize model.safetensors -o out --seeds 1-4 --interpolate 60 --loop"
        })
final class SynthesizeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "The model: our own format, or any file of a GAN that convert reads.")
    private Path model;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made if missing.")
    private Path out;

    @Option(
            names = "--seeds",
            paramLabel = "LIST",
            defaultValue = "0-15",
            converter = SeedList.Converter.class,
            description = "Which pictures, such as 0-63 or 1,5,9 (default ${DEFAULT-VALUE}).")
    private SeedList seeds;

    @Option(
            names = "--codes",
            paramLabel = "FILE",
            description =
                    "Pictures of codes instead of seeds: a safetensors or .npz file with an array"
                            + " z, w, wp or y, such as 'invert' and published projectors write.")
    private Path codes;

    @Option(
            names = "--classes",
            paramLabel = "LIST",
            converter = SeedList.Converter.class,
            description = "Each seed in each of these classes; needed by models with classes.")
    private SeedList classes;

    @Mixin private SynthesisOptions how;

    @Option(
            names = "--mix",
            paramLabel = "SEEDS",
            converter = SeedList.Converter.class,
            description =
                    "A table of mixed styles: rows are the --seeds, columns these seeds, from"
                            + " which come the --mix-layers.")
    private SeedList mix;

    @Option(
            names = "--mix-layers",
            paramLabel = "LIST",
            defaultValue = "0-6",
            description = "Layers from the columns, 0 the coarsest (default ${DEFAULT-VALUE}).")
    private String mixLayers;

    @Option(
            names = "--interpolate",
            paramLabel = "N",
            description = "A path through the seeds, in N steps from one to the next.")
    private Integer interpolate;

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description =
                    "What paths lead through: w (default; straight lines between styles) or z (on"
                            + " the sphere of latents; default for PGGAN).")
    private LatentSpace space;

    @Option(names = "--loop", description = "The path leads back to the first seed.")
    private boolean loop;

    @Option(names = "--grid", description = "Also one picture of all, grid.png.")
    private boolean grid;

    @Option(names = "--grid-only", description = "grid.png without the single pictures.")
    private boolean gridOnly;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description = "Columns of the grid and the page; by default as suits the pictures.")
    private Integer columns;

    @Option(
            names = "--write-codes",
            paramLabel = "SPACE",
            description = "Also the pictures' codes, as codes.safetensors: z, w or wp.")
    private LatentSpace writeCodes;

    @Mixin private ComputeOptions compute;

    @Option(
            names = {"-f", "--force"},
            description = "Replace files that are there already.")
    private boolean force;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on the error stream.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        check();
        SynthesisSettings settings = how.settings(spec);
        if (!Files.isRegularFile(model)) {
            throw new IOException("There is no model file " + model + ".");
        }
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), quiet);
        // float32 unless asked for: a seed's picture shall be the same on every machine
        ComputePolicy policy =
                compute.policy(compute.precision == null ? "float32" : compute.precision);
        try (ImageSynthesizer synthesizer =
                new ImageSynthesizer(GanModels.generator(model, policy), policy, 0)) {
            SynthesisPlan plan = plan(synthesizer, settings);
            SynthesisFiles files = new SynthesisFiles(out, force, !gridOnly, grid || gridOnly);
            files.check(plan);
            render(synthesizer, plan, settings, files, progress);
            files.finish(plan, heading(settings));
            if (writeCodes != null) {
                codes(synthesizer, plan, settings);
            }
            progress.step(0, 0, "");
            progress.line(plan.pictures().size() + " pictures in " + out);
        }
        return 0;
    }

    private void check() {
        if (mix != null && interpolate != null) {
            throw usage("--mix and --interpolate make different tables; give one.");
        }
        if (interpolate != null && interpolate < 1) {
            throw usage("--interpolate is at least 1, not " + interpolate + ".");
        }
        if (columns != null && columns < 1) {
            throw usage("--columns is at least 1, not " + columns + ".");
        }
        if (interpolate != null && classes != null && classes.seeds().size() > 1) {
            throw usage("A path has one class; give one with --classes.");
        }
        if (codes != null && classes != null && classes.seeds().size() > 1) {
            throw usage("Codes have one class; give one with --classes.");
        }
    }

    private SynthesisPlan plan(ImageSynthesizer synthesizer, SynthesisSettings settings)
            throws IOException {
        SynthesisPlan start = start(synthesizer);
        SynthesisPlan plan = start;
        if (mix != null) {
            plan =
                    SynthesisPlan.mixing(
                            synthesizer,
                            start.places(),
                            SynthesisPlan.series(synthesizer.config(), mix.seeds(), firstClass())
                                    .places(),
                            how.layers(mixLayers, spec),
                            settings.truncation());
        } else if (interpolate != null) {
            LatentSpace through =
                    space != null ? space : synthesizer.hasStyles() ? LatentSpace.W : LatentSpace.Z;
            plan =
                    SynthesisPlan.path(
                            synthesizer,
                            start.places(),
                            interpolate,
                            through,
                            settings.truncation(),
                            loop);
        }
        return columns == null || mix != null ? plan : new SynthesisPlan(plan.places(), columns);
    }

    private SynthesisPlan start(ImageSynthesizer synthesizer) throws IOException {
        List<Integer> indices =
                classes == null
                        ? List.of()
                        : classes.seeds().stream().map(Math::toIntExact).toList();
        if (codes == null) {
            return SynthesisPlan.series(synthesizer.config(), seeds.seeds(), indices);
        }
        List<SynthesisPlan.Place> places = new ArrayList<>();
        for (SynthesisRow row : LatentFile.read(codes)) {
            String name = String.format(Locale.ROOT, "code%04d", row.seed());
            String origin = "code " + row.seed() + " of " + codes.getFileName();
            places.add(
                    new SynthesisPlan.Place(
                            name,
                            SynthesisPlan.inClass(synthesizer.config(), row, firstClass()),
                            origin));
        }
        return new SynthesisPlan(places, SynthesisPlan.columnsFor(places.size()));
    }

    private List<Integer> firstClass() {
        return classes == null ? List.of() : List.of(Math.toIntExact(classes.seeds().get(0)));
    }

    private static void render(
            ImageSynthesizer synthesizer,
            SynthesisPlan plan,
            SynthesisSettings settings,
            SynthesisFiles files,
            ConsoleProgress progress)
            throws IOException {
        List<SynthesisPlan.Place> pictures = plan.pictures();
        for (int from = 0; from < pictures.size(); from += settings.batch()) {
            if (progress.cancelled()) {
                throw new CancellationException("Synthesis was cancelled.");
            }
            int to = Math.min(pictures.size(), from + settings.batch());
            List<SynthesisPlan.Place> part = pictures.subList(from, to);
            List<PixelImage> images =
                    synthesizer.images(
                            part.stream().map(SynthesisPlan.Place::row).toList(), settings);
            for (int i = 0; i < images.size(); i++) {
                files.add(part.get(i), images.get(i));
            }
            progress.step(to, pictures.size(), "pictures " + to + "/" + pictures.size());
        }
    }

    private void codes(ImageSynthesizer s, SynthesisPlan plan, SynthesisSettings settings)
            throws IOException {
        List<float[]> values = new ArrayList<>();
        for (SynthesisPlan.Place place : plan.pictures()) {
            values.add(s.codes(place.row(), writeCodes, settings.truncation()));
        }
        LatentFile.write(out.resolve("codes.safetensors"), s.config(), writeCodes, values);
    }

    private String heading(SynthesisSettings settings) {
        String name = String.valueOf(model.getFileName());
        return name + ": " + how.describe(settings);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
