// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.restauro.engine.weights.StateDict;

class AugmentControlTest {
    private static AugmentControl control(double initial) {
        return AugmentControl.adaptive(initial, 0.6, 1);
    }

    @Test
    void rises_above_the_target_and_falls_below_it() {
        AugmentControl control = control(0.5);
        control.collect(1);
        control.collect(1);
        control.adjust(10);
        assertThat(control.probability()).isEqualTo((double) (0.5f + 0.04f));
        control.collect(1);
        control.collect(-1);
        control.adjust(10);
        control.adjust(10);
        assertThat(control.probability()).isEqualTo((double) (0.5f + 0.04f + -0.04f));
    }

    @Test
    void stays_at_zero_and_where_nothing_was_seen() {
        AugmentControl control = control(0);
        control.collect(-1);
        control.adjust(10);
        assertThat(control.probability()).isZero();
        control.collect(Double.NaN);
        control.adjust(10);
        assertThat(control.probability()).isZero();
    }

    @Test
    void goes_on_between_adjustments() throws Exception {
        AugmentControl before = control(0.3);
        before.collect(1);
        before.collect(-1);
        before.collect(1);
        JsonNode written = new ObjectMapper().readTree(before.numbers().toString());
        AugmentControl after = control(0);
        after.restore(new StateDict(), written);
        assertThat(after.numbers()).isEqualTo(before.numbers());
        before.adjust(2);
        after.adjust(2);
        assertThat(after.probability()).isEqualTo(before.probability()).isLessThan(0.3);
    }

    @Test
    void a_fixed_probability_comes_from_the_settings() {
        AugmentControl control = AugmentControl.fixed(0.2);
        control.restore(new StateDict(), control(0.7).numbers());
        assertThat(control.probability()).isEqualTo((double) 0.2f);
        assertThat(control.mode()).isEqualTo(AugmentMode.FIXED);
        assertThat(AugmentControl.none().probability()).isZero();
        assertThat(control.name()).isEqualTo("augment");
        assertThat(control.tensors().size()).isZero();
    }

    @Test
    void rejects_a_state_that_is_none() {
        ObjectNode numbers = control(0.5).numbers();
        assertThatThrownBy(
                        () ->
                                control(0)
                                        .restore(
                                                new StateDict(), numbers.deepCopy().without("sum")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sum'");
        assertThatThrownBy(
                        () ->
                                control(0)
                                        .restore(
                                                new StateDict(),
                                                numbers.deepCopy().put("probability", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void rejects_settings_out_of_range() {
        assertThatThrownBy(() -> AugmentControl.fixed(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5")
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> AugmentControl.adaptive(0, 0.6, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kimg");
        assertThatThrownBy(() -> AugmentControl.adaptive(0, 2, 500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target");
        assertThatThrownBy(() -> AugmentControl.adaptive(0, 0.6, 500, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval");
    }
}
