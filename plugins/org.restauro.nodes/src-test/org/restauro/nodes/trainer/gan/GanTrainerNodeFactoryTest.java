// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class GanTrainerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(new GanTrainerNodeFactory(), "GanTrainerNodeParameters.xml");
    }
}
