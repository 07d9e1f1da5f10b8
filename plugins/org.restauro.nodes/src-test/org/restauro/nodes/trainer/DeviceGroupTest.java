// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.node.DefaultNodeFactory;
import org.restauro.nodes.ParametersSnapshot;
import org.restauro.nodes.trainer.encoder.InversionEncoderTrainerNodeFactory;
import org.restauro.nodes.trainer.gan.GanTrainerNodeFactory;
import org.restauro.nodes.trainer.mat.MatTrainerNodeFactory;
import org.restauro.nodes.trainer.reference.ReferenceFineTunerNodeFactory;

class DeviceGroupTest {

    static Stream<DefaultNodeFactory> trainers() {
        return Stream.of(
                new MatTrainerNodeFactory(),
                new GanTrainerNodeFactory(),
                new InversionEncoderTrainerNodeFactory(),
                new ReferenceFineTunerNodeFactory());
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void workflows_that_were_saved_before_there_were_several_devices_load(
            DefaultNodeFactory factory) {
        String parameters =
                factory.getClass().getSimpleName().replace("Factory", "Parameters") + ".xml";
        ParametersSnapshot.checkOlder(factory, parameters, "replicas");
    }
}
