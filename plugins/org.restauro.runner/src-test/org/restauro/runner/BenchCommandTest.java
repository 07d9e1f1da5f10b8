// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    private static String run(int expected, String... args) {
        StringWriter text = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        assertThat(line.execute(args)).as(text::toString).isEqualTo(expected);
        return text.toString();
    }

    @Test
    void measures_policies_and_agreement_of_precisions(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bench.md");
        String text =
                run(
                        0,
                        "bench",
                        "inpaint",
                        "-m",
                        "formula:mat-64",
                        "--sizes",
                        "64",
                        "--holes",
                        "1",
                        "--policies",
                        "resize,auto",
                        "--runs",
                        "1",
                        "--precision",
                        "float32,bfloat16",
                        "--out",
                        file.toString());
        assertThat(text).contains("| 64 | 1 | auto → whole | 1 |").contains("processor:");
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.startsWith("| 64 | 1 | resize |"))
                .hasSize(2)
                .anyMatch(line -> line.matches(".*\\| \\d+\\.\\d \\|"));
    }

    @Test
    void a_single_hole_covers_the_part_that_is_asked_for() {
        for (double area : new double[] {0.0625, 0.25, 1}) {
            BenchScene scene = BenchScene.of(64, 1, area);
            int holes = 0;
            for (int i = 0; i < 64 * 64; i++) {
                holes += scene.mask().isHole(i % 64, i / 64) ? 1 : 0;
            }
            assertThat(holes).isEqualTo((int) (area * 64 * 64));
        }
        assertThat(run(2, "bench", "inpaint", "-m", "formula:mat-64", "--hole-area", "1.5"))
                .contains("--hole-area is 1.5; a part of the picture above 0 and at most 1");
    }

    @Test
    @Tag("slow")
    void measures_training_with_and_without_checkpointing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("train.md");
        String text =
                run(
                        0,
                        "bench",
                        "train",
                        "--networks",
                        "small-32",
                        "--batch",
                        "1",
                        "--quick",
                        "--in-process",
                        "--threads",
                        "1",
                        "--precision",
                        "float32",
                        "--out",
                        file.toString());
        assertThat(text).contains("## small-32, 32², batch 1").contains("processor:");
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.matches("\\| float32 \\| (on|off) \\|( [\\w.]+ \\|){12}"))
                .hasSize(2);
    }

    @Test
    void measures_files_against_the_network_alone() {
        assertThat(run(0, "bench", "batch", "-m", "formula:mat-64", "-n", "2", "--size", "64"))
                .contains("| 2 of 64² | 2 | 1 | ")
                .contains("ratio");
    }

    @Test
    void compares_a_selection_with_a_stored_run(@TempDir Path folder) throws IOException {
        String file = folder.resolve("run.json").toString();
        String first = run(0, "bench", "all", "--quick", "--only", "inpaint: small", "--out", file);
        assertThat(first).contains("* processor: ").contains("| inpaint: small network, 64²");
        String again =
                run(0, "bench", "all", "--quick", "--only", "inpaint: small", "--compare", file);
        assertThat(again)
                .doesNotContain("not made in the same session")
                .containsPattern(
                        "\\| inpaint: small.* \\| [0-9.]+ \\| [0-9.]+ \\| [0-9.]+ \\| [0-9.]+"
                                + " \\|");
        String other = Files.readString(folder.resolve("run.json")).replace("Linux", "Other");
        Files.writeString(folder.resolve("other.json"), other);
        assertThat(
                        run(
                                0,
                                "bench",
                                "all",
                                "--quick",
                                "--only",
                                "nothing",
                                "--compare",
                                folder.resolve("other.json").toString()))
                .contains("not made in the same session")
                .contains("* system: Other");
    }

    @Test
    void refuses_networks_that_do_not_exist() {
        assertThat(run(1, "bench", "train", "--networks", "large-64"))
                .contains("large-64")
                .contains("small-64, mat-256 or stylegan2-64 would be right");
    }

    @Test
    @Tag("slow")
    void soaks_training_and_finds_memory_flat() {
        String text =
                run(
                        0,
                        "bench",
                        "train",
                        "--soak",
                        "8",
                        "--batch",
                        "1",
                        "--threads",
                        "1",
                        "--precision",
                        "float32");
        assertThat(text).contains("flat: resident memory").contains("| 8 |");
    }

    @Test
    @Tag("slow")
    void soaks_and_finds_memory_flat() {
        String text = run(0, "bench", "soak", "-m", "formula:mat-64", "--forwards", "16");
        assertThat(text).contains("flat: resident memory").contains("| 16 |");
    }
}
