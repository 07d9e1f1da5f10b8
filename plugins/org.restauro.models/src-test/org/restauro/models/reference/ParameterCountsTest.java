// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.nn.Freezing;
import org.restauro.models.mat.MatConfig;

/** The counts of the specification, part by part, and the freezing that they describe. */
class ParameterCountsTest {
    private static final MatConfig MAT = MatConfig.MAT_512;

    @Test
    void of_the_full_design() {
        assertThat(new ReferenceEncoder(512, 8).parameterCount()).isEqualTo(3_281_856);
        assertThat(new CrossAttentionFusion(512, 512, 8).parameterCount()).isEqualTo(1_050_625);
        assertThat(new ReferenceStyleInjection(1024, 512).parameterCount()).isEqualTo(2_623_489);
        var module = new FullReferenceModule(MAT, ReferenceConfig.FULL);
        assertThat(module.parameterCount()).isEqualTo(9_057_220);
        var generator = new ReferenceGuidedGenerator(MAT, ReferenceConfig.FULL);
        assertThat(generator.parameterCount()).isEqualTo(70_619_738);
        assertThat(generator.freezing().total().trainable()).isEqualTo(9_057_220);
        assertThat(generator.freezing().total().percent()).isBetween(12.75, 12.85);
    }

    @Test
    void of_the_lightweight_design() {
        assertThat(new LightweightReferenceEncoder(256, 8).parameterCount()).isEqualTo(396_320);
        assertThat(new LightweightReferenceEncoder(512, 8).parameterCount()).isEqualTo(954_656);
        assertThat(new ReferenceAdapter(512, 128, 4).parameterCount()).isEqualTo(166_017);
        assertThat(new StyleInjector(1024, 256).parameterCount()).isEqualTo(328_961);
        var module = new MinimalReferenceModule(MAT, ReferenceConfig.LIGHTWEIGHT);
        assertThat(module.parameterCount()).isEqualTo(1_223_332).isLessThan(2_000_000);
        var small = new MinimalReferenceModule(MAT, ReferenceConfig.LIGHTWEIGHT.withSides(16));
        assertThat(small.parameterCount()).isEqualTo(891_298);
    }

    @Test
    void of_a_frozen_backbone_and_of_one_thawed_in_part() {
        var generator = new ReferenceGuidedGenerator(MAT, ReferenceConfig.LIGHTWEIGHT);
        Freezing.Share total = generator.freezing().total();
        assertThat(total.trainable()).isEqualTo(1_223_332);
        assertThat(total.total()).isEqualTo(62_785_850);
        assertThat(total).hasToString("1,223,332 of 62,785,850 parameters are trainable (1.95 %)");
        assertThat(generator.freezing().shares(1))
                .containsExactly(
                        new Freezing.Share("synthesis", 59_461_270, 0),
                        new Freezing.Share("mapping", 2_101_248, 0),
                        new Freezing.Share("reference", 1_223_332, 1_223_332));
        assertThat(generator.frozenBeforeFusions()).isTrue();

        generator.unfreeze("synthesis.to_style");
        assertThat(generator.freezing().total().trainable()).isEqualTo(8_828_068);
        assertThat(generator.frozenBeforeFusions()).isTrue();
        assertThat(generator.changeable())
                .hasSize(8)
                .allMatch(name -> name.startsWith("synthesis.to_style."));
        generator.unfreeze("synthesis.enc");
        assertThat(generator.frozenBeforeFusions()).isFalse();
        generator.freeze("synthesis");
        assertThat(generator.frozenBeforeFusions()).isTrue();
        assertThat(generator.freezing().total().trainable()).isEqualTo(1_223_332);
    }

    @Test
    void of_the_design_that_fits_smaller_networks() {
        for (int side : new int[] {128, 256, 512}) {
            MatConfig network = MatConfig.published(side);
            assertThat(ReferenceModule.of(network, ReferenceConfig.LIGHTWEIGHT).parameterCount())
                    .isEqualTo(1_223_332);
            assertThat(ReferenceModule.of(network, ReferenceConfig.FULL).parameterCount())
                    .isEqualTo(9_057_220);
        }
        var small = ReferenceModule.of(MatConfig.small(32), ReferenceConfig.LIGHTWEIGHT);
        assertThat(small.parameters().keySet())
                .contains("adapter.16.gate", "adapter.32.gate")
                .doesNotContain("adapter.64.gate");
    }

    @Test
    void names_are_those_of_the_backbone_and_of_the_parts() {
        var generator = new ReferenceGuidedGenerator(MatConfig.small(64), Small.LIGHT);
        List<String> names = List.copyOf(generator.state().keySet());
        List<String> plain = List.copyOf(generator.backbone().state().keySet());
        assertThat(names.subList(0, plain.size())).isEqualTo(plain);
        assertThat(names.subList(plain.size(), names.size()))
                .allMatch(name -> name.startsWith("reference."))
                .contains(
                        "reference.encoder.layers.0.conv.weight",
                        "reference.encoder.layers.2.norm.bias",
                        "reference.encoder.global.2.weight",
                        "reference.encoder.local.weight",
                        "reference.adapter.16.gate",
                        "reference.adapter.64.norm_reference.weight",
                        "reference.style.fc1.bias");
        assertThat(ReferenceModule.of(MAT, ReferenceConfig.FULL).parameters().keySet())
                .contains(
                        "encoder.conv.3.weight",
                        "encoder.global.weight",
                        "encoder.style.bias",
                        "fusion.16.kv.weight",
                        "style.fusion_layer.weight",
                        "style.gate");
    }

    @Test
    void a_path_that_matches_nothing_is_an_error_that_names_the_nearest() {
        var generator = new ReferenceGuidedGenerator(MAT, ReferenceConfig.LIGHTWEIGHT);
        assertThatThrownBy(() -> generator.unfreeze("to_style"))
                .hasMessage(
                        "There is no parameter under the path \"to_style\"; did you mean"
                                + " \"synthesis.first_stage.to_style\" or \"synthesis.to_style\"?");
        assertThatThrownBy(() -> generator.unfreeze("synthesis", "synthesis.dec.final_layer"))
                .hasMessageContaining("\"synthesis.dec.final_layer\"; did you mean \"synthesis.");
        assertThatThrownBy(() -> generator.freeze("")).hasMessageContaining("\"\"");
        assertThat(generator.freezing().total().trainable()).isEqualTo(1_223_332);
        assertThat(generator.freezing().under("synthesis.to_style"))
                .noneMatch(name -> name.contains("first_stage"));
    }

    @Test
    void configurations_survive_json_and_say_what_does_not_fit() {
        ReferenceConfig odd =
                new ReferenceConfig(ReferenceConfig.Variant.FULL, 48, List.of(16, 64), 4, 4, 96);
        assertThat(ReferenceConfig.fromJson(odd.toJson())).isEqualTo(odd);
        assertThat(ReferenceConfig.fromJson(ReferenceConfig.LIGHTWEIGHT.toJson()))
                .isEqualTo(ReferenceConfig.LIGHTWEIGHT);
        assertThatThrownBy(() -> odd.withFeatures(40)).hasMessageContaining("features are 40");
        assertThatThrownBy(() -> odd.withSides(8)).hasMessageContaining("sides are [8]");
        var broken = odd.toJson().put("variant", "tiny");
        assertThatThrownBy(() -> ReferenceConfig.fromJson(broken))
                .hasMessageContaining("full or lightweight");
    }
}
