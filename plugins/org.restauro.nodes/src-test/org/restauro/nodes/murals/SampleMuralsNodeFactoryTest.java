// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import org.junit.jupiter.api.Test;
import org.restauro.nodes.ParametersSnapshot;

class SampleMuralsNodeFactoryTest {

    @Test
    void stores_its_parameters_as_it_always_did() {
        ParametersSnapshot.check(new SampleMuralsNodeFactory(), "SampleMuralsNodeParameters.xml");
    }

    @Test
    void workflows_that_were_saved_before_there_were_subjects_load() {
        ParametersSnapshot.checkOlder(
                new SampleMuralsNodeFactory(), "SampleMuralsNodeParameters.xml", "subject");
    }
}
