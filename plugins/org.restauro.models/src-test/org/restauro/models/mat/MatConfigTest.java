// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

class MatConfigTest {
    @Test
    void published_channels_are_the_fixed_table() {
        assertThat(MatConfig.MAT_512.channels(512)).isEqualTo(64);
        assertThat(MatConfig.MAT_512.channels(64)).isEqualTo(512);
        assertThat(MatConfig.MAT_512.channels(4)).isEqualTo(512);
        assertThat(MatConfig.MAT_512.styles()).isEqualTo(12);
        assertThat(MatConfig.MAT_256.styles()).isEqualTo(10);
    }

    @Test
    void every_resolution_from_32_to_1024_can_be_built() {
        for (int r = 32; r <= 1024; r *= 2) {
            assertThat(new MatGenerator(MatConfig.published(r)).parameterCount()).isPositive();
            assertThat(new MatDiscriminator(MatConfig.small(r), 4).parameterCount()).isPositive();
        }
    }

    @Test
    void json_keeps_everything() throws Exception {
        MatConfig config = MatConfig.small(64);
        String text = config.toJson().toString();

        assertThat(MatConfig.fromJson(new ObjectMapper().readTree(text))).isEqualTo(config);
        assertThat(MatConfig.fromJson(MatConfig.MAT_256.toJson())).isEqualTo(MatConfig.MAT_256);
    }

    @Test
    void what_json_leaves_out_is_as_published() throws Exception {
        assertThat(MatConfig.fromJson(new ObjectMapper().readTree("{\"resolution\":256}")))
                .isEqualTo(MatConfig.MAT_256);
    }

    @Test
    void is_told_from_names_and_shapes() {
        for (MatConfig config : new MatConfig[] {MatConfig.MAT_512, MatConfig.MAT_256}) {
            assertThat(MatModels.configOf(shapes(config))).isEqualTo(config);
        }
        MatConfig small = MatConfig.small(64);
        MatConfig told = MatModels.configOf(shapes(small));
        assertThat(told.dim()).isEqualTo(small.dim());
        assertThat(told.windows()).isEqualTo(small.windows());
        assertThat(told.depths()).isEqualTo(small.depths());
        assertThat(told.tokenResolution()).isEqualTo(small.tokenResolution());
        assertThat(told.zDim()).isEqualTo(small.zDim());
    }

    @Test
    void other_weights_are_no_mat() {
        StateDict other = new StateDict().put("a", TensorData.of(new float[1], 1));

        assertThat(MatModels.isGenerator(other)).isFalse();
        assertThatThrownBy(() -> MatModels.configOf(other))
                .hasMessageContaining("no MAT generator");
    }

    @Test
    void says_which_value_does_not_fit() {
        ObjectNode json = MatConfig.MAT_512.toJson();

        assertThatThrownBy(() -> MatConfig.published(48)).hasMessageContaining("resolution is 48");
        json.put("heads", 7);
        assertThatThrownBy(() -> MatConfig.fromJson(json)).hasMessageContaining("heads 7");
        json.put("heads", "six");
        assertThatThrownBy(() -> MatConfig.fromJson(json)).hasMessageContaining("six");
    }

    /** A state dictionary that has no values to speak of. */
    private static StateDict shapes(MatConfig config) {
        StateDict dict = new StateDict();
        new MatGenerator(config)
                .state()
                .forEach((name, p) -> dict.put(name, new Hollow(p.shape())));
        return dict;
    }

    private record Hollow(long[] shape) implements TensorData {
        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public ByteBuffer bytes(long first, int count) {
            return ByteBuffer.allocate(4 * count);
        }
    }
}
