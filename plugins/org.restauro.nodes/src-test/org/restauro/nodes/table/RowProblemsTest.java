// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.knime.core.data.RowKey;
import org.knime.core.node.KNIMEException;

class RowProblemsTest {

    @Test
    void counts_problems_and_names_the_first_row() throws KNIMEException {
        RowProblems problems = new RowProblems(FailureChoice.MISSING);
        assertThat(problems.warning()).isEmpty();

        assertThat(problems.report(new RowKey("a"), new IOException("first."))).isEqualTo("first.");
        assertThat(problems.warning()).contains("1 row has a missing result. Row \"a\": first.");

        problems.report(new RowKey("b"), new IllegalStateException());
        assertThat(problems.warning())
                .contains("2 rows have missing results. The first is row \"a\": first.");
    }

    @Test
    void fails_at_the_first_problem_if_asked_to() {
        RowProblems problems = new RowProblems(FailureChoice.FAIL);

        assertThatThrownBy(() -> problems.report(new RowKey("a"), new IllegalStateException()))
                .isInstanceOf(KNIMEException.class)
                .hasMessageContaining("Row \"a\" failed: IllegalStateException");
    }
}
