// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;

class CheckpointFolderTest {
    @TempDir private Path folder;

    private static final ModelDescription MODEL =
            new ModelDescription(
                    "mat", JsonNodeFactory.instance.objectNode(), "unknown", "a test", Map.of());

    /** A part with one tensor and one number. */
    private static final class Part implements Persistent {
        private final String name;
        private float value;
        private int count;

        Part(String name, float value, int count) {
            this.name = name;
            this.value = value;
            this.count = count;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public StateDict tensors() {
            StateDict dict = new StateDict();
            dict.put("weight", TensorData.of(new float[] {value, value + 1}, 2));
            return dict;
        }

        @Override
        public ObjectNode numbers() {
            return JsonNodeFactory.instance.objectNode().put("count", count);
        }

        @Override
        public void restore(StateDict tensors, JsonNode numbers) {
            value = tensors.get("weight").toFloats()[0];
            count = numbers.path("count").asInt();
        }
    }

    private static ObjectNode run(long step) {
        return JsonNodeFactory.instance.objectNode().put("step", step);
    }

    private Path write(CheckpointFolder checkpoints, long step) throws IOException {
        return checkpoints.write(step, run(step), MODEL, List.of(new Part("a", step, 7)));
    }

    @Test
    void what_was_written_comes_back() throws Exception {
        CheckpointFolder checkpoints = new CheckpointFolder(folder, 2);
        write(checkpoints, 5);
        Part part = new Part("a", 0, 0);

        try (Checkpoint latest = checkpoints.latest().orElseThrow()) {
            latest.restore(part);
            assertThat(latest.run().get("step").asLong()).isEqualTo(5);
            assertThat(latest.model().family()).isEqualTo("mat");
            assertThatThrownBy(() -> latest.restore(new Part("b", 0, 0)))
                    .hasMessageContaining("holds nothing of 'b'");
        }
        assertThat(part.value).isEqualTo(5);
        assertThat(part.count).isEqualTo(7);
    }

    @Test
    void a_checkpoint_is_a_model_file_too() throws Exception {
        Path file = write(new CheckpointFolder(folder, 2), 1);

        try (ModelFile model = ModelFile.open(file)) {
            assertThat(model.networks()).containsExactly("a");
        }
    }

    @Test
    void only_the_last_ones_stay_and_unfinished_ones_go() throws Exception {
        CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
        Path unfinished =
                Files.writeString(
                        folder.resolve(".checkpoint-000000000001.safetensors.abc.part"), "x");
        Path foreign = Files.writeString(folder.resolve("checkpoint-of-mine.safetensors"), "x");
        for (int step = 1; step <= 5; step++) {
            write(checkpoints, step);
        }

        assertThat(checkpoints.files())
                .extracting(p -> p.getFileName().toString())
                .containsExactly(
                        "checkpoint-000000000005.safetensors",
                        "checkpoint-000000000004.safetensors",
                        "checkpoint-000000000003.safetensors");
        assertThat(unfinished).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void a_broken_latest_one_is_passed_over() throws Exception {
        CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
        write(checkpoints, 1);
        Path flipped = write(checkpoints, 2);
        Path cut = write(checkpoints, 3);
        byte[] bytes = Files.readAllBytes(flipped);
        bytes[bytes.length - 1] ^= 1;
        Files.write(flipped, bytes);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));

        try (Checkpoint latest = checkpoints.latest().orElseThrow()) {
            assertThat(latest.run().get("step").asLong()).isEqualTo(1);
        }
        Files.write(checkpoints.files().get(2), new byte[0]);
        assertThatThrownBy(checkpoints::latest)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("None of the checkpoints")
                .hasMessageContaining("wrong checksum");
    }

    @Test
    void every_single_flipped_byte_is_noticed() throws Exception {
        Path file = write(new CheckpointFolder(folder, 2), 1);
        byte[] sound = Files.readAllBytes(file);
        Part whole = new Part("a", 1, 7);
        for (int i = 0; i < sound.length; i++) {
            byte[] bytes = sound.clone();
            bytes[i] ^= 1;
            Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            Part part = new Part("a", 0, 0);
            try (Checkpoint read = Checkpoint.open(file)) {
                read.restore(part);
            } catch (IOException | IllegalArgumentException e) {
                continue;
            }
            // a flip that is not noticed must not have touched the values
            assertThat(part.value).as("byte %d", i).isEqualTo(whole.value);
        }
    }

    @Test
    void other_files_and_missing_folders_are_told() throws Exception {
        assertThat(new CheckpointFolder(folder.resolve("none"), 2).latest()).isEmpty();
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(model, MODEL, Map.of("generator", new Part("a", 1, 1).tensors()));
        assertThatThrownBy(() -> Checkpoint.open(model))
                .hasMessageContaining("no training checkpoint");
        assertThatThrownBy(() -> new CheckpointFolder(folder, 1)).hasMessageContaining("2 or more");
    }

    @Test
    void parts_need_names_of_their_own() {
        CheckpointFolder checkpoints = new CheckpointFolder(folder, 2);
        assertThatThrownBy(
                        () ->
                                checkpoints.write(
                                        1,
                                        run(1),
                                        MODEL,
                                        List.of(new Part("a", 1, 1), new Part("a", 1, 1))))
                .hasMessageContaining("named 'a'");
        assertThatThrownBy(
                        () -> checkpoints.write(1, run(1), MODEL, List.of(new Part("a.b", 1, 1))))
                .hasMessageContaining("without a dot");
    }
}
