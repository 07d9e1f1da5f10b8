// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class MetricComparisonNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(
                new MetricComparisonNodeFactory(), "MetricComparisonNodeParameters.xml");
    }
}
