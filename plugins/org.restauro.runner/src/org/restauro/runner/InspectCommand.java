// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.file.ModelFamily;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.foreign.ForeignFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro inspect}: what a weight file holds. */
@Command(
        name = "inspect",
        description = {
            "Lists every tensor of a weight file with shape, type and sum, and says what the file"
                    + " claims to be.",
            "Reads safetensors, PyTorch's .pth and .pt, StyleGAN2-ADA's and MAT's .pkl, NVIDIA's"
                    + " TensorFlow .pkl. Nothing in the file is run."
        })
final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The weight file.")
    private Path file;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (ForeignFile open = ForeignFile.open(file)) {
            if (open.tensors().size() == 0) {
                throw new WeightFileException(
                        file.getFileName()
                                + " is a "
                                + open.format().label()
                                + " without tensors"
                                + (open.unknownNames().isEmpty()
                                        ? "."
                                        : "; it names "
                                                + printable(open.unknownNames().keySet().toString())
                                                + ", which were not run."));
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                printJson(open, out);
            } else {
                printText(open, out);
            }
            out.flush();
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What convert makes of a file of another layout, a line each; nothing for other files. */
    private static List<String> converted(ForeignFile open) throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            ModelImporter.converted(open)
                    .ifPresent(
                            result -> {
                                lines.add("layout " + result.layout() + "; converts to:");
                                result.networks()
                                        .forEach((name, n) -> lines.add(converted(name, n)));
                            });
        } catch (WeightFileException e) {
            // what is in the file is worth telling also where it cannot be converted
            lines.add("cannot be converted: " + e.getMessage());
        }
        return lines;
    }

    private static String converted(String name, ModelConverter.Network network) {
        JsonNode config = network.config();
        int labels = config.path("label_size").asInt();
        return "  "
                + name
                + ": family "
                + network.family()
                + ", "
                + config.path("resolution").asInt()
                + " pixels, "
                + (labels == 0 ? "no classes" : labels + " classes")
                + ", "
                + network.weights();
    }

    private void printText(ForeignFile open, PrintWriter out) throws IOException {
        out.println(file.getFileName() + ": " + open.format().label());
        for (ForeignFile.Part part : open.parts()) {
            Optional<ModelFamily> family = ModelImporter.familyOf(part.tensors());
            out.println(
                    "  "
                            + (part.path().isEmpty() ? "the file" : printable(part.path()))
                            + (part.className().isEmpty()
                                    ? ""
                                    : " claims to be " + printable(part.className()))
                            + ": "
                            + part.tensors()
                            + family.map(f -> ", recognised as " + f.name()).orElse(""));
        }
        for (String line : converted(open)) {
            out.println("  " + printable(line));
        }
        open.values()
                .fields()
                .forEachRemaining(
                        e ->
                                out.println(
                                        "  "
                                                + printable(e.getKey())
                                                + " = "
                                                + printable(e.getValue().toString())));
        if (!open.unknownNames().isEmpty()) {
            out.println(
                    "  names kept as inert data, not run: "
                            + printable(open.unknownNames().toString()));
        }
        StateDict tensors = open.tensors();
        for (String name : tensors.names()) {
            TensorData tensor = tensors.get(name);
            out.printf(
                    Locale.ROOT,
                    "%s\t%s\t%s\t%.9g%n",
                    printable(name),
                    Arrays.toString(tensor.shape()).replace(" ", ""),
                    tensor.dtype().label(),
                    tensor.sum());
        }
    }

    private void printJson(ForeignFile open, PrintWriter out) throws IOException {
        JsonGenerator generator = new ObjectMapper().getFactory().createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.useDefaultPrettyPrinter();
        generator.writeStartObject();
        generator.writeStringField("file", file.getFileName().toString());
        generator.writeStringField("format", open.format().label());
        generator.writeArrayFieldStart("parts");
        for (ForeignFile.Part part : open.parts()) {
            generator.writeStartObject();
            generator.writeStringField("path", part.path());
            generator.writeStringField("class", part.className());
            generator.writeNumberField("tensors", part.tensors().size());
            Optional<ModelFamily> family = ModelImporter.familyOf(part.tensors());
            if (family.isPresent()) {
                generator.writeStringField("family", family.get().name());
            }
            generator.writeObjectField("attributes", part.attributes());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        writeConverted(open, generator);
        generator.writeObjectField("values", open.values());
        generator.writeObjectField("notRun", open.unknownNames());
        generator.writeArrayFieldStart("tensors");
        for (String name : open.tensors().names()) {
            writeTensor(generator, name, open.tensors().get(name));
        }
        generator.writeEndArray();
        generator.writeEndObject();
        generator.close();
        out.println();
    }

    private static void writeConverted(ForeignFile open, JsonGenerator generator)
            throws IOException {
        Optional<ModelConverter.Result> result;
        try {
            result = ModelImporter.converted(open);
        } catch (WeightFileException e) {
            generator.writeStringField("notConverted", e.getMessage());
            return;
        }
        if (result.isPresent()) {
            generator.writeStringField("layout", result.get().layout());
            generator.writeObjectFieldStart("converted");
            for (Map.Entry<String, ModelConverter.Network> e : result.get().networks().entrySet()) {
                generator.writeObjectFieldStart(e.getKey());
                generator.writeStringField("family", e.getValue().family());
                generator.writeObjectField("config", e.getValue().config());
                generator.writeObjectField("notes", e.getValue().notes());
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
    }

    private static void writeTensor(JsonGenerator generator, String name, TensorData tensor)
            throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", name);
        generator.writeFieldName("shape");
        generator.writeArray(tensor.shape(), 0, tensor.shape().length);
        generator.writeStringField("dtype", tensor.dtype().label());
        double sum = tensor.sum();
        if (Double.isFinite(sum)) {
            generator.writeNumberField("sum", sum);
        } else {
            // JSON has no such numbers
            generator.writeStringField("sum", Double.toString(sum));
        }
        generator.writeEndObject();
    }

    /** Texts come from the file: line feeds and terminal codes are not passed on. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
