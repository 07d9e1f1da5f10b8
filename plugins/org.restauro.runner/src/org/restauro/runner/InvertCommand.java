// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.data.ImageFolder;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.io.WriteOptions.Existing;
import org.restauro.training.inversion.ImageInversion;
import org.restauro.training.inversion.InversionModel;
import org.restauro.training.inversion.InversionSettings;
import org.restauro.training.inversion.InversionWatch;
import org.restauro.training.inversion.Inverted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro invert}: from pictures back to a GAN's codes. */
@Command(
        name = "invert",
        description = {
            "Finds the codes from which a GAN makes given pictures: as an encoder tells them, or"
                    + " by optimisation from the mean style, or by both.",
            "Writes what the GAN makes of the codes (PNG), the codes (codes.safetensors, which"
                    + " 'synthesize --codes' reads) and a table (inversion.csv)."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  By an encoder alone:",
            "    restauro invert -m gan.safetensors -e encoder.safetensors faces/ -o out",
            "  As StyleGAN2's projector does it:",
            "    restauro invert -m gan.safetensors face.png -o out --steps 1000 -w weights/",
            "  From the encoder's codes, a style a layer, judged by pixels:",
            "    restauro invert -m gan.safetensors -e encoder.safetensors face.png -o out"
                    + " --space wp --steps 200 --loss pixels",
            "  An encoder is trained by 'restauro train --preset small --set gan_model_path=FILE'."
        })
final class InvertCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "Image files and folders of them.")
    private List<Path> images;

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "The GAN: our own format, or any file of a GAN that convert reads.")
    private Path model;

    @Option(
            names = {"-e", "--encoder"},
            paramLabel = "FILE",
            description = "An encoder that was trained for it.")
    private Path encoder;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made if missing.")
    private Path out;

    @Mixin private InversionOptions how;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "The same seed finds the same codes (default ${DEFAULT-VALUE}).")
    private long seed;

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
        InversionSettings settings = how.settings(spec, encoder != null);
        if (encoder == null && settings.steps() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Without an encoder and without steps nothing is searched; give --encoder, or"
                            + " --steps of 1 or more.");
        }
        Map<Path, Path> work = work();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), quiet);
        ComputePolicy policy =
                compute.policy(compute.precision == null ? "float32" : compute.precision);
        InversionReport report = new InversionReport();
        try (InversionModel networks = InversionModel.open(model, encoder, policy);
                InversionOptions.Judges judges = how.judges(settings, policy)) {
            ImageInversion inversion =
                    networks.inversion(judges.lpips(), judges.features(), settings);
            Files.createDirectories(out);
            for (Map.Entry<Path, Path> one : work.entrySet()) {
                invert(inversion, one.getKey(), one.getValue(), report, progress);
            }
            report.write(out, networks.generator().config());
        }
        progress.step(0, 0, "");
        spec.commandLine()
                .getOut()
                .println(report.found() + " of " + work.size() + " images inverted; see " + out);
        spec.commandLine().getOut().flush();
        return report.failed() == 0 ? 0 : Restauro.FAILED;
    }

    /** Where the reconstruction of each image goes. */
    private Map<Path, Path> work() throws IOException {
        Map<Path, Path> work = new LinkedHashMap<>();
        Map<Path, Path> sources = new LinkedHashMap<>();
        for (Path image : files()) {
            String name = image.getFileName().toString();
            String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
            Path picture = out.resolve(stem + ".png");
            Path other = sources.put(picture, image);
            if (other != null) {
                throw new IOException(
                        other + " and " + image + " would both become " + picture + ".");
            }
            checkFree(picture);
            work.put(image, picture);
        }
        checkFree(out.resolve(InversionReport.TABLE));
        checkFree(out.resolve(InversionReport.CODES));
        return work;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : images) {
            List<Path> found = ImageFolder.list(place, false);
            if (found.isEmpty()) {
                throw new IOException("The folder " + place + " holds no image file.");
            }
            files.addAll(found);
        }
        return files;
    }

    private void checkFree(Path file) throws IOException {
        if (!force && Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    file + " is there already; --force replaces it, another --out keeps it.");
        }
    }

    private void invert(
            ImageInversion inversion,
            Path image,
            Path picture,
            InversionReport report,
            ConsoleProgress progress) {
        long start = System.nanoTime();
        String name = image.getFileName().toString();
        try {
            Inverted found = inversion.invert(ImageFiles.read(image), seed, watch(name, progress));
            ImageFiles.write(
                    found.picture(),
                    picture,
                    WriteOptions.defaults().withExisting(force ? Existing.REPLACE : Existing.FAIL));
            double seconds = (System.nanoTime() - start) / 1e9;
            report.add(image, picture, found, seconds);
            progress.line(
                    String.format(Locale.ROOT, "%s: %.2f dB, %.1f s", name, found.psnr(), seconds));
        } catch (IOException | IllegalArgumentException e) {
            report.addProblem(image, e.getMessage());
            progress.line(name + ": failed: " + e.getMessage());
        }
    }

    private static InversionWatch watch(String name, ConsoleProgress progress) {
        return new InversionWatch() {
            @Override
            public void step(int done, int steps, double loss) {
                progress.step(
                        done,
                        steps,
                        String.format(
                                Locale.ROOT, "%s: step %d/%d, loss %.4f", name, done, steps, loss));
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}
