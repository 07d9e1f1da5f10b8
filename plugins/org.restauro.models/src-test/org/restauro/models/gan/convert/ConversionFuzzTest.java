// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.GoldenJson;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.mat.FormulaWeights;

/**
 * Pickles of NVIDIA's networks with random damage, through the converter: each becomes a model
 * whose tensors can be read, or ends in a WeightFileException of one line, soon.
 */
class ConversionFuzzTest {
    private static final double SECONDS = 3;

    /** Numbers that a damaged shape, size or option may turn into. */
    private static final String[] ODD = {
        "J\377\377\377\177", "J\0\0\0\200", "K\0", "N", "G", "\210"
    };

    @TempDir Path folder;

    @Test
    void a_hundred_damaged_files_end_in_a_clear_error_or_load() throws IOException {
        fuzz(120);
    }

    @Test
    @Tag("slow")
    void thousands_of_damaged_files_end_in_a_clear_error_or_load() throws IOException {
        fuzz(Integer.getInteger("mutations", 4000));
    }

    private void fuzz(int mutations) throws IOException {
        long seed = Long.getLong("seed", 20_261_122);
        System.out.println("ConversionFuzzTest: " + mutations + " mutations, seed " + seed);
        Random random = new Random(seed);
        List<byte[]> files = fixtures();
        int loaded = 0;
        for (int i = 0; i < mutations; i++) {
            byte[] damaged = damage(files.get(random.nextInt(files.size())), random);
            Path file = Files.write(folder.resolve("fuzz.pkl"), damaged);
            try {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                loaded += read(file) ? 1 : 0;
                long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                assertThat((after - before) / 1e9).isLessThan(SECONDS);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + " with -Dseed=" + seed, e);
            }
        }
        System.out.println("ConversionFuzzTest: " + loaded + " loaded");
    }

    /** Whether a file became a model; any other end than a clear error fails. */
    private static boolean read(Path file) throws IOException {
        try (ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            for (String network : model.networks()) {
                StateDict weights = model.network(network);
                for (String name : weights.names()) {
                    assertThat(weights.get(name).toFloats())
                            .hasSize((int) weights.get(name).elements());
                }
            }
            return true;
        } catch (WeightFileException e) {
            assertThat(e.getMessage()).startsWith("fuzz.pkl").hasLineCount(1).endsWith(".");
            return false;
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).isInstanceOf(WeightFileException.class);
            return false;
        }
    }

    private static List<byte[]> fixtures() throws IOException {
        List<byte[]> files = new ArrayList<>();
        Path ada = GoldenJson.path("checkpoints/stylegan2_ada_small.pkl");
        files.add(Files.readAllBytes(ada));
        for (GanFamily family : GanFamily.values()) {
            var options = JsonNodeFactory.instance.objectNode();
            int labels = family == GanFamily.STYLEGAN2_ADA ? 3 : 0;
            options.put("gan_type", family.toString()).put("resolution", 8);
            options.put("label_size", labels).put("fmaps_base", 64).put("fmaps_max", 4);
            DiscriminatorConfig d = DiscriminatorConfig.fromJson(options.deepCopy());
            options.put("z_space_dim", 4).put("w_space_dim", 4).put("mapping_layers", 2);
            GeneratorConfig g = GeneratorConfig.fromJson(options.put("mapping_fmaps", 4));
            TensorFlowLayout layout = new TensorFlowLayout(family, 8, true);
            Map<String, Object> made = Map.of("label_size", labels, "fused_scale", true);
            files.add(
                    TensorFlowPickle.of(
                            family == GanFamily.PGGAN ? 2 : 3,
                            layout.generator(
                                    FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false),
                                    made),
                            layout.discriminator(
                                    FormulaWeights.fillGenforce(
                                            GanNetworks.discriminator(d), 2, false),
                                    made)));
        }
        return files;
    }

    private static byte[] damage(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = position(bytes, random);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> {
                    byte[] odd =
                            ODD[random.nextInt(ODD.length)].getBytes(StandardCharsets.ISO_8859_1);
                    System.arraycopy(odd, 0, bytes, at, Math.min(odd.length, bytes.length - at));
                }
                case 4 -> renamed(bytes, random);
                default -> {
                    int from = position(bytes, random);
                    int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private static int position(byte[] bytes, Random random) {
        return random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 4096));
    }

    /** Damages a name or an option, which a random place seldom hits. */
    private static void renamed(byte[] bytes, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String[] words = {"Conv0", "ToRGB", "weight", "conv1", "noise", "Dense", "label", "affine"};
        int at = text.indexOf(words[random.nextInt(words.length)], random.nextInt(bytes.length));
        if (at >= 0) {
            bytes[at + random.nextInt(5)] ^= (byte) (1 + random.nextInt(15));
        }
    }
}
