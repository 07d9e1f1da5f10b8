// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelDescription;

/**
 * Kills a process with SIGKILL again and again while it writes checkpoints; {@code -Dkills=N} says
 * how often, {@code -Dseed=S} repeats a run.
 */
@Tag("slow")
class CheckpointKillTest {
    private static final int VALUES = 2_000_000;
    private static final int KEEP = 3;

    @TempDir private Path folder;

    /** A network of 8 MB whose values are all the number of the step. */
    private record Filled(long step) implements Persistent {
        @Override
        public String name() {
            return "network";
        }

        @Override
        public StateDict tensors() {
            float[] values = new float[VALUES];
            Arrays.fill(values, step);
            StateDict dict = new StateDict();
            dict.put("weight", TensorData.of(values, VALUES));
            return dict;
        }

        @Override
        public void restore(StateDict tensors, JsonNode numbers) {
            for (float value : tensors.get("weight").toFloats()) {
                if (value != step) {
                    throw new IllegalArgumentException(value + " instead of " + step);
                }
            }
        }
    }

    /** The process that is killed: says which checkpoint it begins and which it has written. */
    public static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            CheckpointFolder checkpoints = new CheckpointFolder(Path.of(args[0]), KEEP);
            ModelDescription model =
                    new ModelDescription(
                            "mat", JsonNodeFactory.instance.objectNode(), "none", "test", Map.of());
            for (long step = Long.parseLong(args[1]); ; step++) {
                Filled part = new Filled(step);
                System.out.println("begin " + step);
                checkpoints.write(
                        step,
                        JsonNodeFactory.instance.objectNode().put("step", step),
                        model,
                        List.of(part));
                System.out.println("done " + step);
            }
        }
    }

    @Test
    void whatever_the_moment_the_last_finished_one_or_a_later_one_loads() throws Exception {
        int kills = Integer.getInteger("kills", 50);
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("CheckpointKillTest: -Dseed=" + seed);
        Random random = new Random(seed);
        CheckpointFolder checkpoints = new CheckpointFolder(folder, KEEP);
        long next = 1;
        int whileWriting = 0;
        for (int kill = 0; kill < kills; kill++) {
            Said said = killed(next, random);
            whileWriting += said.begun > said.done ? 1 : 0;
            try (Checkpoint latest = checkpoints.latest().orElseThrow()) {
                long step = latest.run().get("step").asLong();
                assertThat(step)
                        .as("seed %d, kill %d", seed, kill)
                        .isGreaterThanOrEqualTo(said.done);
                latest.restore(new Filled(step));
                next = step + 1;
            }
            assertThat(checkpoints.files()).hasSizeLessThanOrEqualTo(KEEP + 1);
        }
        System.out.println(kills + " kills, " + whileWriting + " of them while writing");
        assertThat(whileWriting).isPositive();
    }

    private record Said(long begun, long done) {}

    private Said killed(long from, Random random) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                folder.toString(),
                                Long.toString(from))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long begun = from - 1;
        long done = from - 1;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // at least one must be finished, so that there is something to load
            String line = lines.readLine();
            int more = 1 + random.nextInt(3);
            while (line != null && done < from - 1 + more) {
                begun = line.startsWith("begin") ? Long.parseLong(line.substring(6)) : begun;
                done = line.startsWith("done") ? Long.parseLong(line.substring(5)) : done;
                line = lines.readLine();
            }
            Thread.sleep(random.nextInt(60));
            // by its handle: Process.destroyForcibly would close the stream, too
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (; line != null; line = lines.readLine()) {
                begun = line.startsWith("begin") ? Long.parseLong(line.substring(6)) : begun;
                done = line.startsWith("done") ? Long.parseLong(line.substring(5)) : done;
            }
        }
        assertThat(done).as("the writer must have written").isGreaterThanOrEqualTo(from);
        return new Said(begun, done);
    }
}
