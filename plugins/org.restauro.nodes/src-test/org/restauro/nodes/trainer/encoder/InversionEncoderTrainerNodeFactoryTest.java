// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;
import org.restauro.training.config.SettingsTree;

class InversionEncoderTrainerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(
                new InversionEncoderTrainerNodeFactory(),
                "InversionEncoderTrainerNodeParameters.xml");
    }

    @Test
    void what_is_chosen_is_laid_over_the_preset() throws Exception {
        InversionEncoderTrainerNodeParameters parameters =
                new InversionEncoderTrainerNodeParameters();
        parameters.kimg = 0.5;
        parameters.batch = 6;
        parameters.space = SpaceChoice.Y;
        parameters.device.replicas = "2";
        parameters.settings = "modules.encoder.model.network_depth=34\n# no setting\n";
        SettingsTree tree = EncoderTrainerSettings.check(parameters);
        assertThat(tree.text("total_img")).isEqualTo("500");
        assertThat(tree.text("batch_size")).isEqualTo("6");
        assertThat(tree.text("space_of_latent")).isEqualTo("y");
        assertThat(tree.integer("device.replicas", 1, 9)).isEqualTo(2);
        assertThat(tree.integer("modules.encoder.model.network_depth", 18, 152)).isEqualTo(34);
        assertThat(tree.integer("modules.encoder.model.inplanes", 1, 64)).isEqualTo(16);
    }
}
