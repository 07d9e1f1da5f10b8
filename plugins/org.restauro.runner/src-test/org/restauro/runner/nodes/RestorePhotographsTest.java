// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowWriter;

/**
 * Authors {@code workflows/restore-photographs} and holds the committed folder against it. To write
 * the folder anew after a change, run this test with {@code -Dworkflows.update=true}.
 */
class RestorePhotographsTest {

    private static final String NOTE =
            """
            Restore photographs

            Reads damaged photographs and their masks, fills the holes, and writes the restored \
            photographs as PNG files. In a mask, black marks the holes. Pixels outside the holes \
            stay exactly as they are.

            Set three flow variables of the workflow:
              images   the folder with the photographs
              masks    the folder with their masks, named like the photographs
              output   the folder for the results

            The model: the Model Reader starts with demonstration weights, which have learned \
            nothing and fill holes with a pattern. Open its dialog and choose a file with trained \
            weights, for example the published ones of MAT.

            Without KNIME:
              ./restauro run workflows/restore-photographs --var images=FOLDER --var masks=FOLDER \
            --var output=FOLDER
            With trained weights, add:
              --set "Model Reader/source=FILE" --set "Model Reader/file=FILE"
            """;

    private static final String TO_BE_SET = "(set the flow variable '%s' to a folder)";

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("restore-photographs", RestorePhotographsTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        for (String variable : new String[] {"images", "masks", "output"}) {
            workflow.variable(new FlowVariable(variable, TO_BE_SET.formatted(variable)));
        }
        workflow.annotate(NOTE.strip(), 40, 40, 760, 400);
        int model = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 180, 480);
        workflow.set(model, "source", "DEMONSTRATION");
        int reader = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_READER), 180, 620);
        workflow.set(reader, "pairing", "NAME_OR_ORDER");
        workflow.control(reader, "imageFolder", "images");
        workflow.control(reader, "maskFolder", "masks");
        int inpaint = workflow.add(AuthoredWorkflow.node(NodeRun.INPAINT), 400, 540);
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 620, 540);
        workflow.set(writer, "nameColumn", "name");
        workflow.set(writer, "columns/0/column", "restored");
        workflow.control(writer, "folder", "output");
        workflow.connect(model, 1, inpaint, 1);
        workflow.connect(reader, 1, inpaint, 2);
        workflow.connect(inpaint, 1, writer, 1);
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }
}
