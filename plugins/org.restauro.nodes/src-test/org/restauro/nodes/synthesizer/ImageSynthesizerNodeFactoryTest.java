// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class ImageSynthesizerNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(
                new ImageSynthesizerNodeFactory(), "ImageSynthesizerNodeParameters.xml");
    }
}
