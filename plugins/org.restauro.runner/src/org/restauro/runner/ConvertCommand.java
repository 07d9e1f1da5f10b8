// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.HalfPrecision;
import org.restauro.models.file.ModelChoice;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.convert.ConversionCheck;
import org.restauro.models.gan.convert.GenforceFile;
import org.restauro.models.gan.convert.NetworkFit;
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
            "Reads safetensors, PyTorch's .pth and .pt, GenForce's checkpoints, and NVIDIA's"
                    + " pickles: StyleGAN2-ADA for PyTorch, and PGGAN, StyleGAN, StyleGAN2 and"
                    + " StyleGAN2-ADA for TensorFlow.",
            "Of a training checkpoint the network for use is kept: the moving average of the"
                    + " generator (G_ema) as \"generator\".",
            "If OUT ends with .pth, it becomes a checkpoint that GenForce's own programs load."
        })
final class ConvertCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "A weight file of any known format.")
    private Path in;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The file to write: .safetensors, or .pth for GenForce.")
    private Path out;

    @Option(
            names = "--all",
            description =
                    "Keeps all networks: generator, generator_ema (the average), discriminator,"
                            + " encoder.")
    private boolean all;

    @Option(
            names = "--only",
            paramLabel = "NETWORK",
            description = "Keeps one network, such as discriminator or encoder.")
    private String only;

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

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description =
                    "States an option of the network that leaves no trace in weights, by its"
                            + " published name; for example fused_scale=true or"
                            + " latent_dim=[512,512]. May be given more than once.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--check",
            description =
                    "Afterwards computes the same pictures with the networks as read from IN and"
                            + " with those of OUT, and tells the difference.")
    private boolean check;

    @Option(
            names = "--pictures",
            paramLabel = "COUNT",
            defaultValue = "4",
            description = "How many pictures --check compares; ${DEFAULT-VALUE} by default.")
    private int pictures;

    @Override
    public Integer call() throws IOException {
        checkTarget();
        boolean genforce = GenforceFile.isMeant(out);
        if (genforce && half) {
            throw new WeightFileException(
                    "A .pth file holds 32 bits; leave out --fp16, or write .safetensors.");
        }
        ModelImporter.Networks wanted =
                all || only != null ? ModelImporter.Networks.ALL : ModelImporter.Networks.FOR_USE;
        try (ModelFile read = ModelImporter.open(in, wanted)) {
            ModelFile model = chosen(read);
            List<String> notes = new ArrayList<>(model.description().notes());
            if (genforce) {
                notes.addAll(GenforceFile.write(model, out));
            } else {
                write(model);
            }
            report(model, notes);
            if (check) {
                compare(model);
            }
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The model with the networks and options that were asked for. */
    private ModelFile chosen(ModelFile read) throws WeightFileException {
        try {
            ModelFile model =
                    only != null
                            ? ModelChoice.only(read, only)
                            : all || GenforceFile.isMeant(out) ? read : ModelChoice.forUse(read);
            model = ModelChoice.withOptions(model, options);
            NetworkFit.check(model);
            return licence == null ? model : ModelChoice.withLicence(model, licence);
        } catch (IllegalArgumentException e) {
            throw new WeightFileException(in.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private void write(ModelFile model) throws IOException {
        Map<String, StateDict> networks = new LinkedHashMap<>();
        for (String name : model.networks()) {
            StateDict tensors = model.network(name);
            networks.put(name, half ? HalfPrecision.of(tensors) : tensors);
        }
        ModelFile.write(out, model.description(), networks);
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

    private void report(ModelFile model, List<String> notes) throws IOException {
        ModelDescription description = model.description();
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
        for (String name : model.networks()) {
            console.println("  " + name + ": " + model.network(name));
        }
        notes.forEach(note -> console.println("  note: " + note));
        if (description.licence().equals(ModelDescription.UNKNOWN)) {
            console.println("  The licence is not stated; --licence TEXT records it.");
        }
        console.flush();
    }

    private void compare(ModelFile model) throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        try (ModelFile written = ModelImporter.open(out, ModelImporter.Networks.ALL)) {
            boolean states = !GenforceFile.isMeant(out);
            for (ConversionCheck.Difference d :
                    ConversionCheck.compare(model, written, states, pictures)) {
                console.printf(
                        Locale.ROOT,
                        "  check: %s, %s: mean difference %.3g, largest %.3g (they deviate by"
                                + " %.3g)%n",
                        d.network(),
                        d.what(),
                        d.mean(),
                        d.largest(),
                        d.deviation());
            }
        } catch (IllegalArgumentException e) {
            throw new WeightFileException(out + " cannot be compared: " + e.getMessage(), e);
        }
        console.flush();
    }
}
