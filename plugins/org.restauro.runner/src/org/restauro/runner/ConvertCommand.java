// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.HalfPrecision;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro convert}: makes a model file of any weight file. */
@Command(
        name = "convert",
        description = {
            "Writes the networks of a weight file as a model file of Restauro: one safetensors file"
                    + " with a description.",
            "Of a training checkpoint the network that restores images is kept: the moving average"
                    + " of the generator (G_ema) as \"generator\"."
        })
final class ConvertCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "A weight file of any known format.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The model file to write.")
    private Path out;

    @Option(
            names = "--all",
            description =
                    "Keeps all networks: generator, generator_ema (the average) and discriminator.")
    private boolean all;

    @Option(
            names = "--fp16",
            description =
                    "Stores floating-point weights in 16 bits; tensors whose values do not fit stay"
                            + " as they are.")
    private boolean half;

    @Option(names = "--force", description = "Replaces OUT if it exists.")
    private boolean force;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description =
                    "The licence of the weights, for the description; for example \"CC BY-NC"
                            + " 4.0\".")
    private String licence;

    @Override
    public Integer call() throws IOException {
        checkTarget();
        ModelImporter.Networks wanted =
                all ? ModelImporter.Networks.ALL : ModelImporter.Networks.FOR_USE;
        try (ModelFile model = ModelImporter.open(in, wanted)) {
            Map<String, StateDict> networks = new LinkedHashMap<>();
            for (String name : model.networks()) {
                StateDict tensors = model.network(name);
                networks.put(name, half ? HalfPrecision.of(tensors) : tensors);
            }
            ModelDescription description = model.description();
            if (licence != null) {
                description = description.withLicence(licence);
            }
            ModelFile.write(out, description, networks);
            report(description, networks);
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void checkTarget() throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WeightFileException("There is no folder " + folder + " to write to.");
        }
        if (Files.isDirectory(out)) {
            throw new WeightFileException(out + " is a folder; name the file to write.");
        }
        if (Files.exists(out)) {
            if (!force) {
                throw new WeightFileException(out + " exists; --force replaces it.");
            }
            if (Files.exists(in) && Files.isSameFile(in, out)) {
                throw new WeightFileException("IN and OUT are the same file, " + out + ".");
            }
        }
    }

    private void report(ModelDescription description, Map<String, StateDict> networks)
            throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        console.println(
                out
                        + ": family "
                        + description.family()
                        + ", licence "
                        + description.licence()
                        + ", "
                        + description.origin()
                        + ", "
                        + Files.size(out)
                        + " bytes");
        networks.forEach((name, tensors) -> console.println("  " + name + ": " + tensors));
        if (description.licence().equals(ModelDescription.UNKNOWN)) {
            console.println("  The licence is not stated; --licence TEXT records it.");
        }
        console.flush();
    }
}
