// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.reference.encoder;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class ReferenceEncoderNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(
                new ReferenceEncoderNodeFactory(), "ReferenceEncoderNodeParameters.xml");
    }
}
