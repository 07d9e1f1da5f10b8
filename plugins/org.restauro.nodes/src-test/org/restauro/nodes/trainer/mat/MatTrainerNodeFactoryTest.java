// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class MatTrainerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(new MatTrainerNodeFactory(), "MatTrainerNodeParameters.xml");
    }
}
