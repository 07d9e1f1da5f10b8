// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;

/** Names, order, kinds and shapes of every tensor of the published networks. */
class MatStateDictTest {
    @Test
    void generators_have_the_published_tensors() throws IOException {
        same(new MatGenerator(MatConfig.MAT_512), "generator 512");
        same(new MatGenerator(MatConfig.MAT_256), "generator 256");
    }

    @Test
    void discriminators_have_the_published_tensors() throws IOException {
        same(new MatDiscriminator(MatConfig.MAT_512, 8), "discriminator 512");
        same(new MatDiscriminator(MatConfig.MAT_256, 8), "discriminator 256");
    }

    @Test
    void parameter_counts_are_the_published_ones() {
        assertThat(new MatGenerator(MatConfig.MAT_512).parameterCount()).isEqualTo(61_562_518);
        assertThat(new MatGenerator(MatConfig.MAT_256).parameterCount()).isEqualTo(59_779_834);
        assertThat(new MatDiscriminator(MatConfig.MAT_512, 8).parameterCount())
                .isEqualTo(36_231_618);
        assertThat(new MatDiscriminator(MatConfig.MAT_256, 8).parameterCount())
                .isEqualTo(36_083_330);
        assertThat(new MatGenerator(MatConfig.MAT_512).parameters()).hasSize(403);
        assertThat(new MatGenerator(MatConfig.MAT_256).parameters()).hasSize(371);
    }

    private static void same(Module network, String section) throws IOException {
        List<String> actual = new ArrayList<>();
        for (Map.Entry<String, Parameter> e : network.state().entrySet()) {
            String kind = e.getValue().kind() == Parameter.Kind.PARAMETER ? "P " : "B ";
            String shape =
                    Arrays.stream(e.getValue().shape())
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining("x"));
            actual.add((kind + e.getKey() + " " + shape).strip());
        }
        List<String> expected = sections().get(section);
        assertThat(actual).as(section).containsExactlyElementsOf(expected);
    }

    private static Map<String, List<String>> sections() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                MatStateDictTest.class.getResourceAsStream("mat_state_dict.txt"),
                                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("# ")) {
                    current = new ArrayList<>();
                    sections.put(line.substring(2), current);
                } else {
                    current.add(line);
                }
            }
        }
        return sections;
    }
}
