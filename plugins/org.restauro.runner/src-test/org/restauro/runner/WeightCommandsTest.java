// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import picocli.CommandLine;

class WeightCommandsTest {
    /** GLOBAL os.system, one text, REDUCE. */
    private static final byte[] CALL_OF_SYSTEM =
            "\u0080\u0002cos\nsystem\nX\u000b\0\0\0touch PWNED\u0085R."
                    .getBytes(StandardCharsets.ISO_8859_1);

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void inspect_lists_tensors() throws IOException {
        assertThat(run(new InspectCommand(), weights().toString())).isZero();

        assertThat(out.toString())
                .contains("in.safetensors: safetensors file")
                .contains("a.weight\t[2,2]\tfloat32\t10.0000000");
    }

    @Test
    void inspect_prints_json() throws IOException {
        assertThat(run(new InspectCommand(), "--json", weights().toString())).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/tensors/0/name").asText()).isEqualTo("a.weight");
        assertThat(json.at("/tensors/0/shape").toString()).isEqualTo("[2,2]");
        assertThat(json.at("/tensors/0/dtype").asText()).isEqualTo("float32");
        assertThat(json.at("/tensors/0/sum").asDouble()).isEqualTo(10);
        assertThat(json.at("/tensors/1/sum").asText()).isEqualTo("NaN");
        assertThat(json.at("/format").asText()).isEqualTo("safetensors file");
    }

    @Test
    void hostile_file_ends_in_one_line_and_runs_nothing() throws IOException {
        Path file = Files.write(folder.resolve("evil.pkl"), CALL_OF_SYSTEM);

        assertThat(run(new InspectCommand(), file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("os.system").hasLineCount(1);
        Path target = folder.resolve("out.safetensors");
        assertThat(run(new ConvertCommand(), file.toString(), target.toString())).isEqualTo(1);
        assertThat(target).doesNotExist();
        assertThat(Path.of("PWNED")).doesNotExist();
    }

    @Test
    void convert_writes_our_format_in_half_precision() throws IOException {
        Path target = folder.resolve("out.safetensors");

        assertThat(
                        run(
                                new ConvertCommand(),
                                "--fp16",
                                "--licence",
                                "free",
                                weights().toString(),
                                target.toString()))
                .as(err.toString())
                .isZero();

        try (ModelFile model = ModelFile.open(target)) {
            assertThat(model.description().licence()).isEqualTo("free");
            TensorData tensor = model.network("network").get("a.weight");
            assertThat(tensor.dtype()).isEqualTo(DType.F16);
            assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 4);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void convert_keeps_the_average_of_our_own_checkpoints() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        ModelFile.write(
                checkpoint,
                new ModelDescription(
                        ModelDescription.UNKNOWN,
                        JsonNodeFactory.instance.objectNode(),
                        "free",
                        "trained",
                        Map.of()),
                Map.of(
                        ModelFile.GENERATOR, one(1),
                        ModelFile.GENERATOR_EMA, one(2),
                        ModelFile.DISCRIMINATOR, one(3)));
        Path used = folder.resolve("used.safetensors");
        Path whole = folder.resolve("whole.safetensors");

        assertThat(run(new ConvertCommand(), "" + checkpoint, "" + used)).isZero();
        assertThat(run(new ConvertCommand(), "--all", "" + checkpoint, "" + whole)).isZero();

        try (ModelFile model = ModelFile.open(used);
                ModelFile all = ModelFile.open(whole)) {
            assertThat(model.networks()).containsExactly(ModelFile.GENERATOR);
            assertThat(model.network(ModelFile.GENERATOR).get("w").toFloats()).containsExactly(2);
            assertThat(all.networks()).hasSize(3);
        }
    }

    private static StateDict one(float value) {
        StateDict tensors = new StateDict();
        tensors.put("w", TensorData.of(new float[] {value}, 1));
        return tensors;
    }

    @Test
    void convert_replaces_nothing_unasked() throws IOException {
        Path target = Files.writeString(folder.resolve("out.safetensors"), "mine");
        String in = weights().toString();

        assertThat(run(new ConvertCommand(), in, target.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("--force");
        assertThat(target).hasContent("mine");
        assertThat(run(new ConvertCommand(), "--force", in, target.toString())).isZero();
        assertThat(ModelFile.looksLikeModel(target)).isTrue();
        assertThat(run(new ConvertCommand(), "--force", in, in)).isEqualTo(1);
        assertThat(run(new ConvertCommand(), in, folder + "/no/such/folder")).isEqualTo(1);
        assertThat(run(new ConvertCommand(), folder + "/none", folder + "/x")).isEqualTo(1);
    }

    @Test
    void catalog_lists_and_asks_for_the_licence() {
        assertThat(run(new CatalogCommand())).isZero();
        assertThat(out.toString()).contains("mat-places-512-full-g", "CC BY-NC 4.0");

        assertThat(run(new CatalogCommand(), "fetch", "mat-places-512")).isEqualTo(1);
        assertThat(err.toString()).contains("OneDrive");
        assertThat(
                        run(
                                new CatalogCommand(),
                                "fetch",
                                "mat-places-512-full-g",
                                "--sha256",
                                "0".repeat(64)))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--accept-licence");
    }

    @Test
    void catalog_lists_one_family_with_data_and_distances() {
        assertThat(run(new CatalogCommand(), "--family", "stylegan")).isZero();
        assertThat(out.toString())
                .contains("data     FFHQ, 1024 pixels", "FID      4.4 (published)")
                .doesNotContain("mat-places");
        assertThat(run(new CatalogCommand(), "--family", "stylegan9")).isEqualTo(1);
        assertThat(err.toString()).contains("stylegan9").contains("stylegan2").hasLineCount(1);
    }

    @Test
    void stylegan2_ada_is_inspected_converted_and_checked() throws IOException {
        String in = golden("stylegan2_ada_small.pkl").toString();
        assertThat(run(new InspectCommand(), in)).isZero();
        assertThat(out.toString())
                .contains("layout StyleGAN2-ADA for PyTorch")
                .contains("generator_ema: family stylegan2, 16 pixels, no classes, 52 tensors");
        assertThat(run(new InspectCommand(), "--json", in)).isZero();
        String json = out.toString().substring(out.toString().indexOf("\n{") + 1);
        assertThat(new ObjectMapper().readTree(json).at("/converted/discriminator/family").asText())
                .isEqualTo("stylegan2");

        Path target = folder.resolve("ada.safetensors");
        assertThat(
                        run(
                                new ConvertCommand(),
                                "--all",
                                "--check",
                                "--pictures=2",
                                in,
                                target.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("note: Its levels double pictures by filters of their own")
                .contains("check: generator_ema, 2 pictures: mean difference 0.00, largest 0.00")
                .contains("check: discriminator, scores of 2 pictures of noise");
        String pth = folder.resolve("ada.pth").toString();
        assertThat(run(new ConvertCommand(), in, pth)).isEqualTo(1);
        assertThat(err.toString()).contains("filters of their own").hasLineCount(1);
    }

    @Test
    void genforce_checkpoints_go_there_and_back() throws IOException {
        String in = golden("genforce_runner_legacy.pth").toString();
        Path own = folder.resolve("own.safetensors");
        Path back = folder.resolve("back.pth");
        assertThat(run(new ConvertCommand(), "--all", in, own.toString())).isZero();
        assertThat(run(new ConvertCommand(), "--check", own.toString(), back.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("generator_smooth: build it for stylegan at 16 with {\"z_space_dim\":16")
                .contains("check: generator, 4 pictures: mean difference 0.00, largest 0.00");
        assertThat(run(new ConvertCommand(), "--fp16", "--force", in, back.toString()))
                .isEqualTo(1);

        Path one = folder.resolve("one.safetensors");
        assertThat(run(new ConvertCommand(), "--only", "discriminator", in, one.toString()))
                .isZero();
        try (ModelFile model = ModelFile.open(one)) {
            assertThat(model.networks()).containsExactly("discriminator");
        }
        Path stated = folder.resolve("stated.safetensors");
        assertThat(
                        run(
                                new ConvertCommand(),
                                "--set",
                                "fused_scale=true",
                                "--set",
                                "mapping_lr_mul=0.02",
                                in,
                                stated.toString()))
                .isZero();
        try (ModelFile model = ModelFile.open(stated)) {
            assertThat(model.description().config().get("fused_scale").asText()).isEqualTo("true");
            assertThat(model.description().config().get("mapping_lr_mul").asDouble())
                    .isEqualTo(0.02);
        }
        String more = folder.resolve("more.safetensors").toString();
        assertThat(run(new ConvertCommand(), "--set", "fused=1", in, more)).isEqualTo(1);
        assertThat(run(new ConvertCommand(), "--only", "encoder", in, more)).isEqualTo(1);
        assertThat(err.toString())
                .contains("Unknown options of a network: [fused]")
                .contains("no network \"encoder\"");
        assertThat(Path.of(more)).doesNotExist();
    }

    private static Path golden(String name) {
        String given = System.getProperty("golden");
        Path above = Path.of(System.getProperty("restauro.root", "")).toAbsolutePath();
        while (given == null && above != null && !Files.exists(above.resolve("mvnw"))) {
            above = above.getParent();
        }
        Assumptions.assumeTrue(given != null || above != null, "no folder with mvnw above");
        Path file =
                (given != null ? Path.of(given) : above.resolve("golden")).resolve("checkpoints");
        Assumptions.assumeTrue(Files.exists(file.resolve(name)), name + " is not there");
        return file.resolve(name);
    }

    private int run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler(
                (e, failed, parsed) -> {
                    err.write("restauro: " + e.getMessage() + System.lineSeparator());
                    return 1;
                });
        return line.execute(arguments);
    }

    private Path weights() throws IOException {
        Path file = folder.resolve("in.safetensors");
        StateDict tensors =
                new StateDict()
                        .put("a.weight", TensorData.of(new float[] {1, 2, 3, 4}, 2, 2))
                        .put("b", TensorData.of(new float[] {Float.NaN}));
        Safetensors.write(file, tensors, Map.of());
        return file;
    }
}
