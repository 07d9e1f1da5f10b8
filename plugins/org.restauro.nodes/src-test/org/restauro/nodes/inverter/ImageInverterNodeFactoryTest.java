// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class ImageInverterNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(new ImageInverterNodeFactory(), "ImageInverterNodeParameters.xml");
    }
}
