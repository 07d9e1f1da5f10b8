// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import com.sun.jna.Function;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;

class TorchTest {
    @Test
    void starts_whatever_the_context_class_loader_is_and_leaves_it() throws Exception {
        AtomicReference<Object> seen = new AtomicReference<>();
        try (URLClassLoader foreign = new URLClassLoader(new URL[0], null)) {
            Thread thread =
                    new Thread(
                            () -> {
                                Torch.start();
                                seen.set(
                                        Thread.currentThread().getContextClassLoader() == foreign
                                                ? Torch.devices()
                                                : "another loader");
                            });
            thread.setContextClassLoader(foreign);
            thread.start();
            thread.join();
        }

        assertThat(seen.get()).asList().contains(TorchDevice.CPU);
    }

    @Test
    void refuses_a_device_that_is_not_there() {
        assertThatThrownBy(() -> Torch.newManager(new TorchDevice("cuda", 99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cuda:99");
    }

    @Test
    void names_version_flavour_and_platform() {
        assertThat(Torch.version()).startsWith("2.");
        assertThat(Torch.flavor()).isNotBlank();
        assertThat(Torch.platform()).matches("(linux|win|osx)-\\w+");
    }

    @Test
    void a_pass_frees_what_was_made_in_it_and_restores_the_gradient_switch() {
        long before = Torch.liveArrays();
        try (Pass outer = Pass.differentiable(ComputePolicy.REFERENCE, Noise.seeded(1))) {
            try (Pass pass = Pass.inference(ComputePolicy.REFERENCE, Noise.seeded(1))) {
                NDArray x = pass.array(new float[] {1, 2}, 2);
                NDArray y = x.add(x);
                assertThat(Ops.floats(y)).containsExactly(2, 4);
                assertThat(Torch.liveArrays()).isGreaterThanOrEqualTo(before + 2);
            }
            NDArray x = outer.array(new float[] {3}, 1);
            Gradients.require(x);
            NDArray gradient = Gradients.of(x.mul(x), List.of(x)).get(0);
            assertThat(Ops.floats(gradient)).containsExactly(6);
        }

        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    @Test
    void an_array_must_be_filled() {
        try (Pass pass = Pass.inference(ComputePolicy.REFERENCE, Noise.seeded(1))) {
            assertThatThrownBy(() -> pass.array(new float[5], 2, 3))
                    .hasMessageContaining("5 values");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void lets_waiting_threads_sleep_unless_told_otherwise() {
        Torch.start();
        String told = System.getenv("OMP_WAIT_POLICY");
        // Java's own copy of the environment was made before
        String set =
                Function.getFunction("c", "getenv")
                        .invokeString(new Object[] {"OMP_WAIT_POLICY"}, false);
        assertThat(set).isEqualTo(told != null ? told : "PASSIVE");
    }
}
