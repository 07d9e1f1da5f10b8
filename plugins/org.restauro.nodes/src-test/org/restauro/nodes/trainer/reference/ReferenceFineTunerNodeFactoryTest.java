// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class ReferenceFineTunerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(
                new ReferenceFineTunerNodeFactory(), "ReferenceFineTunerNodeParameters.xml");
    }
}
