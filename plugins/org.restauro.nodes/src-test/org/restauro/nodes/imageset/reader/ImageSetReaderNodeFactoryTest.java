// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.reader;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class ImageSetReaderNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(
                new ImageSetReaderNodeFactory(), "ImageSetReaderNodeParameters.xml");
    }
}
