// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class StridedTensorTest {
    private final ByteSource six = floats(0, 1, 2, 3, 4, 5);

    @Test
    void reads_transposed_view() throws WeightFileException {
        StridedTensor tensor = view(new long[] {3, 2}, new long[] {1, 3}, 0);

        assertThat(tensor.toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(tensor.bytes(3, 2).getFloat(0)).isEqualTo(4);
    }

    @Test
    void reads_slice_with_steps() throws WeightFileException {
        assertThat(view(new long[] {2}, new long[] {4}, 1).toFloats()).containsExactly(1, 5);
    }

    @Test
    void reads_scalar_and_empty() throws WeightFileException {
        assertThat(view(new long[0], new long[0], 5).toFloats()).containsExactly(5);
        assertThat(view(new long[] {0, 4}, new long[] {4, 1}, 0).toFloats()).isEmpty();
        assertThat(view(new long[] {0, Long.MAX_VALUE}, new long[] {0, 0}, 6).sum()).isZero();
    }

    @Test
    void sums_repeated_storage_without_visiting_every_element() throws WeightFileException {
        StridedTensor tensor = view(new long[] {1L << 50, 3}, new long[] {0, 1}, 0);

        assertThat(tensor.sum()).isEqualTo(3.0 * (1L << 50));
        assertThatThrownBy(() -> tensor.bytes(0, 100))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("repeats its storage");
    }

    @Test
    void rejects_views_outside_their_storage() {
        rejects(new long[] {7}, new long[] {1}, 0);
        rejects(new long[] {6}, new long[] {1}, 1);
        rejects(new long[] {2}, new long[] {6}, 0);
        rejects(new long[] {2}, new long[] {Long.MAX_VALUE}, 1);
        rejects(new long[] {Long.MAX_VALUE, 2}, new long[] {1, 0}, 0);
        rejects(new long[] {1L << 32, 1L << 32}, new long[] {0, 0}, 0);
        rejects(new long[0], new long[0], 6);
        rejects(new long[] {0}, new long[] {1}, 7);
        rejects(new long[] {-1}, new long[] {1}, 0);
        rejects(new long[] {2}, new long[] {-1}, 5);
        rejects(new long[] {1}, new long[] {1}, -1);
        rejects(new long[] {1, 1}, new long[] {1}, 0);
        rejects(new long[65], new long[65], 0);
    }

    private void rejects(long[] shape, long[] strides, long offset) {
        assertThatThrownBy(() -> view(shape, strides, offset))
                .isInstanceOf(WeightFileException.class);
    }

    private StridedTensor view(long[] shape, long[] strides, long offset)
            throws WeightFileException {
        return StridedTensor.of(DType.F32, shape, strides, offset, six);
    }

    private static ByteSource floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteSource.of(bytes);
    }
}
