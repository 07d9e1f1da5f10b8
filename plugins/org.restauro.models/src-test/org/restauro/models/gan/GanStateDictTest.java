// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;

/** Names, order, kinds, shapes and numbers of the tensors of the published networks. */
class GanStateDictTest {
    private static final Pattern SECTION =
            Pattern.compile("(PGGAN|StyleGAN2?(?:-ADA)?) ([GD]) (\\d+)(?:, (\\d+) classes)?");

    @Test
    void networks_have_the_published_tensors_in_the_published_order() throws IOException {
        int checked = 0;
        for (Map.Entry<String, List<String>> e : sections().entrySet()) {
            Matcher m = SECTION.matcher(e.getKey());
            if (m.matches()) {
                GanFamily family = GanFamily.parse(m.group(1).replace("-", ""));
                int labels = m.group(4) == null ? 0 : Integer.parseInt(m.group(4));
                assertThat(lines(network(family, m.group(2), Integer.parseInt(m.group(3)), labels)))
                        .as(e.getKey())
                        .containsExactlyElementsOf(e.getValue());
                checked++;
            }
        }
        assertThat(checked).isEqualTo(10);
    }

    @Test
    void parameter_counts_are_the_published_ones() {
        count(GanFamily.PGGAN, "G", 256, 0, 23_044_309);
        count(GanFamily.PGGAN, "D", 256, 0, 23_052_353);
        count(GanFamily.PGGAN, "G", 1024, 0, 23_079_115);
        count(GanFamily.PGGAN, "D", 1024, 0, 23_087_249);
        count(GanFamily.STYLEGAN, "G", 256, 0, 26_086_229);
        count(GanFamily.STYLEGAN, "D", 256, 0, 23_052_353);
        count(GanFamily.STYLEGAN, "G", 1024, 0, 26_219_627);
        count(GanFamily.STYLEGAN, "D", 1024, 0, 23_087_249);
        count(GanFamily.STYLEGAN, "G", 64, 0, 25_137_935);
        count(GanFamily.STYLEGAN, "D", 64, 0, 22_498_049);
        for (GanFamily family : List.of(GanFamily.STYLEGAN2, GanFamily.STYLEGAN2_ADA)) {
            count(family, "G", 256, 0, 30_034_338);
            count(family, "D", 256, 0, 28_864_129);
            count(family, "G", 512, 0, 30_276_583);
            count(family, "D", 512, 0, 28_982_849);
            count(family, "G", 1024, 0, 30_370_060);
            count(family, "D", 1024, 0, 29_012_513);
        }
        count(GanFamily.STYLEGAN2_ADA, "G", 32, 10, 21_791_251);
        count(GanFamily.STYLEGAN2_ADA, "D", 32, 10, 21_774_848);
    }

    private static void count(
            GanFamily family, String which, int resolution, int labels, long parameters) {
        assertThat(network(family, which, resolution, labels).parameterCount())
                .as(family + " " + which + " " + resolution)
                .isEqualTo(parameters);
    }

    private static Module network(GanFamily family, String which, int resolution, int labels) {
        return which.equals("G")
                ? GanNetworks.generator(GeneratorConfig.published(family, resolution, labels))
                : GanNetworks.discriminator(
                        DiscriminatorConfig.published(family, resolution, labels));
    }

    private static List<String> lines(Module network) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Parameter> e : network.state().entrySet()) {
            String kind = e.getValue().kind() == Parameter.Kind.PARAMETER ? "P " : "B ";
            String shape =
                    Arrays.stream(e.getValue().shape())
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining("x"));
            lines.add((kind + e.getKey() + " " + shape).strip());
        }
        return lines;
    }

    static Map<String, List<String>> sections() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        try (InputStream in =
                GanStateDictTest.class.getResourceAsStream("genforce_state_dict.txt")) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
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
