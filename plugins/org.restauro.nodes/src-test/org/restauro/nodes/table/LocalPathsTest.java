// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.InvalidSettingsException;

class LocalPathsTest {

    @TempDir Path folder;

    @Test
    void accepts_a_path_and_a_file_address() throws Exception {
        assertThat(LocalPaths.folder(folder.toString(), "image folder")).isEqualTo(folder);
        assertThat(LocalPaths.folder(folder.toUri().toString(), "image folder")).isEqualTo(folder);
    }

    @Test
    void says_which_folder_is_not_chosen() {
        assertThatThrownBy(() -> LocalPaths.folder(" ", "image folder"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(LocalPaths.MESSAGE_NOT_CHOSEN.formatted("image folder"));
    }

    @Test
    void passes_on_what_the_author_of_a_workflow_left_in_place_of_a_path() {
        assertThatThrownBy(() -> LocalPaths.folderToWrite("(set the flow variable 'out')", true))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("No folder is chosen yet: set the flow variable 'out'.");
    }

    @Test
    void names_a_folder_that_does_not_exist() {
        String missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> LocalPaths.folder(missing, "mask folder"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("mask folder")
                .hasMessageContaining(missing);
        assertThatThrownBy(() -> LocalPaths.folderToWrite(missing, false))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(missing);
    }

    @Test
    void takes_no_file_for_a_folder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> LocalPaths.folderToWrite(file.toString(), true))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("there is a file of that name");
        assertThatThrownBy(() -> LocalPaths.created(file.resolve("below")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be created");
    }

    @Test
    void creates_missing_folders() throws IOException {
        assertThat(LocalPaths.created(folder.resolve("a/b"))).isDirectory();
    }

    @Test
    void refuses_what_is_no_path() {
        assertThatThrownBy(() -> LocalPaths.path("file://host:99/x y", "model file"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("is no path of this computer");
    }
}
