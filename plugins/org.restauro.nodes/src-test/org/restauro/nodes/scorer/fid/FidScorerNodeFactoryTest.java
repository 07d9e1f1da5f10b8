// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class FidScorerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(new FidScorerNodeFactory(), "FidScorerNodeParameters.xml");
    }
}
