// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorDataTest {
    @Test
    void every_half_survives_the_way_to_float_and_back() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloats.fromHalf((short) bits);
            int back = HalfFloats.toHalf(value) & 0xffff;
            if (Float.isNaN(value)) {
                assertThat(Float.isNaN(HalfFloats.fromHalf((short) back))).isTrue();
            } else {
                assertThat(back).isEqualTo(bits);
            }
        }
    }

    @Test
    void rounds_to_nearest_half_with_ties_to_even() {
        assertThat(HalfFloats.fromHalf(HalfFloats.toHalf(2049f))).isEqualTo(2048f);
        assertThat(HalfFloats.fromHalf(HalfFloats.toHalf(2051f))).isEqualTo(2052f);
        assertThat(HalfFloats.fromHalf(HalfFloats.toHalf(65519.99f))).isEqualTo(65504f);
        assertThat(HalfFloats.fromHalf(HalfFloats.toHalf(65520f)))
                .isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloats.fromHalf(HalfFloats.toHalf(-0x1p-25f))).isEqualTo(-0f);
        assertThat(HalfFloats.fromHalf(HalfFloats.toHalf(0x1.8p-25f))).isEqualTo(0x1p-24f);
        assertThat(HalfFloats.fromBfloat(HalfFloats.toBfloat(1.00390625f))).isEqualTo(1f);
        assertThat(HalfFloats.fromBfloat(HalfFloats.toBfloat(Float.NaN))).isNaN();
    }

    @Test
    void reads_every_type() {
        for (DType type : DType.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            type.writeDouble(bytes, 0, 1);
            type.writeDouble(bytes, type.bytes(), 0);
            TensorData tensor = TensorData.of(type, bytes, 1, 2);

            assertThat(tensor.toFloats()).as(type.label()).containsExactly(1, 0);
            assertThat(tensor.sum()).isEqualTo(1);
            assertThat(tensor.to(DType.F16).to(DType.I32).toFloats()).containsExactly(1, 0);
        }
    }

    @Test
    void rejects_values_that_do_not_fill_the_shape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TensorData.of(new float[5], 2, 3))
                .withMessageContaining("[2,3]");
    }

    @Test
    void names_the_nearest_tensors_when_one_is_missing() {
        StateDict tensors =
                new StateDict()
                        .put("conv.weight", TensorData.of(new float[1], 1))
                        .put("affine.bias", TensorData.of(new float[1], 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tensors.get("conv.wieght"))
                .withMessageContaining("nearest are \"conv.weight\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tensors.put("conv.weight", tensors.get("affine.bias")));
        assertThat(tensors.select("conv.").names()).containsExactly("weight");
        assertThat(tensors.withPrefix("g.").names())
                .containsExactly("g.conv.weight", "g.affine.bias");
    }
}
