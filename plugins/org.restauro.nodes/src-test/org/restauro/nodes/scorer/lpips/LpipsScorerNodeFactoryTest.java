// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.lpips;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class LpipsScorerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(new LpipsScorerNodeFactory(), "LpipsScorerNodeParameters.xml");
    }
}
