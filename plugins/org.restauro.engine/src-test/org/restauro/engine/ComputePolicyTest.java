// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComputePolicyTest {
    @Test
    void reads_what_it_prints() {
        ComputePolicy policy =
                new ComputePolicy(
                        new TorchDevice("cuda", 1), Precision.BFLOAT16, MemoryFormat.CONTIGUOUS, 3);

        assertThat(policy).hasToString("bfloat16,contiguous,cuda:1,threads=3");
        assertThat(ComputePolicy.parse(policy.toString())).isEqualTo(policy);
    }

    @Test
    void chooses_what_is_not_said() {
        ComputePolicy policy = ComputePolicy.parse("cpu,float32");

        assertThat(policy.format()).isEqualTo(MemoryFormat.CHANNELS_LAST);
        assertThat(policy.threads()).isZero();
    }

    @Test
    void is_overridden_by_the_system_property() {
        String before = System.getProperty(ComputePolicy.PROPERTY);
        System.setProperty(ComputePolicy.PROPERTY, "float16,cpu,contiguous");
        try {
            assertThat(ComputePolicy.auto().precision()).isEqualTo(Precision.FLOAT16);
            assertThat(ComputePolicy.auto().format()).isEqualTo(MemoryFormat.CONTIGUOUS);
        } finally {
            if (before == null) {
                System.clearProperty(ComputePolicy.PROPERTY);
            } else {
                System.setProperty(ComputePolicy.PROPERTY, before);
            }
        }
    }

    @Test
    void says_which_part_it_cannot_read() {
        assertThatThrownBy(() -> ComputePolicy.parse("float32,sideways"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sideways'")
                .hasMessageContaining("channels-last");
        assertThatThrownBy(() -> ComputePolicy.parse("cpu,threads=many"))
                .hasMessageContaining("threads=many");
        assertThatThrownBy(() -> ComputePolicy.parse("cpu,threads=-1")).hasMessageContaining("-1");
        assertThatThrownBy(() -> ComputePolicy.parse("cuda:x")).hasMessageContaining("cuda:x");
    }

    @Test
    void knows_processors_that_compute_in_bfloat16() {
        String plain = "flags\t\t: fpu avx512f avx512_vnni";

        assertThat(ComputePolicy.computesBfloat16(Stream.of(plain))).isFalse();
        assertThat(ComputePolicy.computesBfloat16(Stream.of(plain + " amx_bf16 amx_tile")))
                .isTrue();
        assertThat(ComputePolicy.computesBfloat16(Stream.of(plain + " avx512_bf16"))).isTrue();
        assertThat(ComputePolicy.computesBfloat16(Stream.of("model name: amx_bf16"))).isFalse();
    }
}
